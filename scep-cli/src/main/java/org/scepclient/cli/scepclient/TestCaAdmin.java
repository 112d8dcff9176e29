package org.scepclient.cli.scepclient;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;
import org.scepclient.testca.http.AdminApi;
import org.scepclient.transport.HttpUrl;

/** Client of the administration API of a running test CA. */
final class TestCaAdmin {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int NOT_FOUND = 404;
    private static final int LIMIT = 1 << 20;
    private static final Pattern OBJECT = Pattern.compile("\\{[^{}]*}");
    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final HttpUrl server;

    /** The API of the test CA at a URL, such as that for SCEP; only host and port count. */
    TestCaAdmin(HttpUrl server) {
        this.server = server;
    }

    /** The pending requests, each with {@code transactionId}, {@code subject} and {@code received}. */
    List<Map<String, String>> pending() throws TransportException {
        List<Map<String, String>> requests = new ArrayList<>();
        Matcher object = OBJECT.matcher(exchange("GET", "pending").text());
        while (object.find()) {
            Map<String, String> request = new LinkedHashMap<>();
            Matcher member = MEMBER.matcher(object.group());
            while (member.find()) {
                request.put(member.group(1), member.group(2).replaceAll("\\\\(.)", "$1"));
            }
            requests.add(request);
        }
        return requests;
    }

    /** Approves or rejects a request; false if there is no such request. */
    boolean decide(String id, String decision) throws TransportException {
        return exchange("POST", "pending/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/" + decision)
                        .status()
                != NOT_FOUND;
    }

    private record Response(int status, String text) {}

    private Response exchange(String method, String path) throws TransportException {
        HttpUrl url = new HttpUrl(
                server.secure(), server.host(), server.port(), AdminApi.PATH + path, "", server.credentials());
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) url.uri().toURL().openConnection(java.net.Proxy.NO_PROXY);
            connection.setRequestMethod(method);
            connection.setRequestProperty(AdminApi.HEADER, "yes");
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            return response(connection, url);
        } catch (IOException e) {
            throw new TransportException(
                    ErrorCode.UNREACHABLE,
                    url + ": cannot reach the test CA (" + e.getMessage() + "); check that it is running at this URL",
                    true,
                    e);
        }
    }

    private static Response response(HttpURLConnection connection, HttpUrl url) throws IOException, TransportException {
        int status = connection.getResponseCode();
        if (status == NOT_FOUND) {
            return new Response(status, "");
        }
        if (status / 100 != 2) {
            throw new TransportException(
                    ErrorCode.HTTP_STATUS,
                    url + ": HTTP " + status + "; check that this is the URL of a test CA",
                    false,
                    null);
        }
        try (InputStream in = connection.getInputStream()) {
            return new Response(status, new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8));
        }
    }
}
