package org.scepclient.transport;

import org.scepclient.value.Bytes;

/** An HTTP request: a GET with parameters in the URL, or a POST with a body. */
public sealed interface HttpRequest {

    HttpUrl url();

    /** The HTTP method. */
    String method();

    /** The same request for another URL. */
    HttpRequest to(HttpUrl other);

    record Get(HttpUrl url) implements HttpRequest {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public HttpRequest to(HttpUrl other) {
            return new Get(other);
        }
    }

    record Post(HttpUrl url, String contentType, Bytes body) implements HttpRequest {
        @Override
        public String method() {
            return "POST";
        }

        @Override
        public HttpRequest to(HttpUrl other) {
            return new Post(other, contentType, body);
        }
    }
}
