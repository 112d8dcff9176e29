package org.scepclient.it.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Sends a literal HTTP request on its own connection and reads the response. */
final class RawHttp {
    private static final int PATIENCE = 90_000;
    private static final Pattern HEADERS = Pattern.compile("\\AHTTP/1\\.[01] (\\d{3}).*?\r\n\r\n", Pattern.DOTALL);

    private RawHttp() {}

    /** An HTTP response. */
    record Answer(String text) {
        int code() {
            Matcher matcher = HEADERS.matcher(text);
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        }

        Optional<String> header(String name) {
            Matcher matcher = Pattern.compile("(?im)^" + name + ": *(.*?)\r?$").matcher(text);
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
    }

    /** Sends it over HTTP to a port of the loopback interface. */
    static Answer http(int port, String path, String... headers) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return exchange(socket, request("GET", path, "", headers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Answer https(URI url, String... headers) {
        return https("127.0.0.1", url, request("GET", path(url), "", headers));
    }

    /** Sends it over HTTPS from another address of the loopback interface. */
    static Answer httpsFrom(String address, URI url) {
        return https(address, url, request("GET", path(url), ""));
    }

    static Answer post(URI url, String form, String... headers) {
        return https("127.0.0.1", url, request("POST", path(url), form, headers));
    }

    private static Answer https(String from, URI url, String request) {
        try (Socket plain = new Socket()) {
            plain.bind(new InetSocketAddress(from, 0));
            plain.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new TrustsAll()}, null);
            try (Socket secure = tls.getSocketFactory().createSocket(plain, url.getHost(), url.getPort(), true)) {
                return exchange(secure, request);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String path(URI url) {
        return url.getRawQuery() == null ? url.getRawPath() : url.getRawPath() + "?" + url.getRawQuery();
    }

    private static String request(String method, String path, String form, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        boolean host = false;
        for (String header : headers) {
            request.append(header).append("\r\n");
            host |= header.startsWith("Host:");
        }
        request.append(host ? "" : "Host: 127.0.0.1\r\n");
        request.append(form.isEmpty() ? "" : "Content-Length: " + form.length() + "\r\n");
        return request.append("\r\n").append(form).toString();
    }

    private static Answer exchange(Socket socket, String request) throws IOException {
        socket.setSoTimeout(PATIENCE);
        socket.getOutputStream().write(request.getBytes(UTF_8));
        socket.getOutputStream().flush();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (SocketException e) {
            // busybox's web server closes the connection before it has read the whole request, which causes a reset
            // after the response.
            if (answer.size() == 0) {
                throw e;
            }
        }
        return new Answer(answer.toString(UTF_8));
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
