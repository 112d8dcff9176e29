package com.example;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.scepclient.enrollment.ClientSettings;
import org.scepclient.enrollment.ScepClient;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;
import org.scepclient.transport.HttpReply;
import org.scepclient.transport.HttpRequest;
import org.scepclient.transport.HttpUrl;
import org.scepclient.transport.Transport;
import org.scepclient.value.Bytes;

/** SCEP over java.net.http, for example to share the HTTP client of an application. */
public final class HttpClientTransport implements Transport {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient client;

    public HttpClientTransport(HttpClient client) {
        this.client = client;
    }

    public static ScepClient connectWith(HttpClient client, HttpUrl url) {
        return ScepClient.of(url, new HttpClientTransport(client), ClientSettings.defaults());
    }

    @Override
    public HttpReply exchange(HttpRequest request) throws TransportException {
        var message = java.net.http.HttpRequest.newBuilder(request.url().uri()).timeout(LIMIT);
        if (request instanceof HttpRequest.Post post) {
            message.header("Content-Type", post.contentType());
            message.POST(BodyPublishers.ofByteArray(post.body().toArray()));
        }
        try {
            HttpResponse<byte[]> response = client.send(message.build(), BodyHandlers.ofByteArray());
            return new HttpReply(
                    response.statusCode(),
                    "",
                    response.headers().firstValue("Content-Type"),
                    response.headers().firstValue("Retry-After"),
                    Bytes.of(response.body()));
        } catch (HttpTimeoutException e) {
            throw new TransportException(ErrorCode.TIMEOUT, request.url() + ": no reply in " + LIMIT, true, e);
        } catch (IOException e) {
            throw new TransportException(ErrorCode.UNREACHABLE, request.url() + ": " + e.getMessage(), true, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException(ErrorCode.UNREACHABLE, request.url() + ": interrupted", false, e);
        }
    }
}
