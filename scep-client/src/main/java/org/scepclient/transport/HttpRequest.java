package org.scepclient.transport;

import org.scepclient.value.Bytes;

/** A request: a GET, whose parameters stand in the URL, or a POST of a body. */
public sealed interface HttpRequest {

    HttpUrl url();

    /** The method's name on the wire. */
    String method();

    /** The same request sent elsewhere. */
    HttpRequest to(HttpUrl elsewhere);

    record Get(HttpUrl url) implements HttpRequest {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public HttpRequest to(HttpUrl elsewhere) {
            return new Get(elsewhere);
        }
    }

    record Post(HttpUrl url, String contentType, Bytes body) implements HttpRequest {
        @Override
        public String method() {
            return "POST";
        }

        @Override
        public HttpRequest to(HttpUrl elsewhere) {
            return new Post(elsewhere, contentType, body);
        }
    }
}
