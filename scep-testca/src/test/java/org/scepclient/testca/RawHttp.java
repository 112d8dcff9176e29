package org.scepclient.testca;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.scepclient.value.Bytes;

/** Plain HTTP with time-outs. */
@NullMarked
final class RawHttp {
    private static final int TIMEOUT = 3000;
    private static final int LIMIT = 1 << 20;

    private RawHttp() {}

    record Answer(int status, @Nullable String contentType, Bytes body) {}

    static Answer get(URI url, String query) throws IOException {
        return exchange(URI.create(url + "?" + query), "GET", Bytes.empty());
    }

    static Answer getMessage(URI url, Bytes message) throws IOException {
        String base64 = Base64.getEncoder().encodeToString(message.toArray());
        return get(url, "operation=PKIOperation&message=" + URLEncoder.encode(base64, StandardCharsets.US_ASCII));
    }

    static Answer post(URI url, Bytes message) throws IOException {
        return exchange(URI.create(url + "?operation=PKIOperation"), "POST", message);
    }

    /** Reads the first bytes of a response without waiting for the rest. */
    static Bytes postReading(URI url, Bytes message, int bytes) throws IOException {
        HttpURLConnection connection = connection(URI.create(url + "?operation=PKIOperation"), "POST", message);
        byte[] read = connection.getInputStream().readNBytes(bytes);
        connection.disconnect();
        return Bytes.of(read);
    }

    static Answer exchange(URI url, String method, Bytes body) throws IOException {
        HttpURLConnection connection = connection(url, method, body);
        int status = connection.getResponseCode();
        return new Answer(status, connection.getContentType(), read(connection, status));
    }

    private static HttpURLConnection connection(URI url, String method, Bytes body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT);
        connection.setReadTimeout(TIMEOUT);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod(method);
        if (method.equals("POST")) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/x-pki-message");
            connection.getOutputStream().write(body.toArray());
        }
        return connection;
    }

    private static Bytes read(HttpURLConnection connection, int status) throws IOException {
        InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        byte[] read = in == null ? new byte[0] : in.readNBytes(LIMIT);
        if (read.length == LIMIT) {
            // Closing the stream would first read the rest of the response.
            connection.disconnect();
        } else if (in != null) {
            in.close();
        }
        return Bytes.of(read);
    }
}
