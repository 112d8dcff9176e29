import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Looks at each page once, so that the build can record their classes for the start-up cache. Argument: a one-time link.
 * The page's certificate is its own and of no concern here. Runs as a source file.
 */
final class PageVisit {
    private static final String[] PAGES = {"style.css", "password", "global", "licenses", "log", "status"};

    private PageVisit() {}

    public static void main(String[] arguments) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new AnyServer()}, new SecureRandom());
        HttpsURLConnection.setDefaultSSLSocketFactory(tls.getSocketFactory());
        HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
        URI link = URI.create(arguments[0]);
        get(link.resolve("login"), "");
        String cookie = get(link, "").split(";", 2)[0];
        for (String page : PAGES) {
            get(link.resolve(page), cookie);
        }
    }

    /** Returns the cookie that was set, or the empty string. */
    private static String get(URI page, String cookie) throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection) page.toURL().openConnection();
        connection.setRequestProperty("Cookie", cookie);
        if (connection.getResponseCode() != 200) {
            throw new IOException(page.getPath() + ": status " + connection.getResponseCode());
        }
        try (InputStream body = connection.getInputStream()) {
            body.readAllBytes();
        }
        String set = connection.getHeaderField("Set-Cookie");
        return set == null ? "" : set;
    }

    private static final class AnyServer implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
