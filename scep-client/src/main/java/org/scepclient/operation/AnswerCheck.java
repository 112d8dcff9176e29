package org.scepclient.operation;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.TransportException;
import org.scepclient.transport.HttpReply;
import org.scepclient.transport.HttpUrl;
import org.scepclient.value.Bytes;

/** Looks at an HTTP answer before it is decoded, and says what is wrong with one that is none of SCEP. */
record AnswerCheck(HttpUrl url, HttpReply reply) {
    private static final int MAX_WORDS = 160;
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]*>(.*?)</title>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Decodes a body; the message of the error begins with the URL. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(Bytes body) throws ProtocolException;
    }

    void requireSuccess(String remedy) throws TransportException {
        if (!reply.successful()) {
            throw statusError(remedy);
        }
    }

    /** For operations that many servers do not have, and answer with whatever error comes to mind. */
    void requireSupported(String operation) throws TransportException, ProtocolException {
        switch (reply.status()) {
            case 400, 404, 405, 500, 501 -> throw unsupported(operation);
            default -> requireSuccess("check the URL's path, and that this client may use the server");
        }
    }

    ProtocolException unsupported(String operation) {
        return new ProtocolException(
                ErrorCode.OPERATION_UNSUPPORTED,
                url + ": the server does not answer " + operation + " (" + status() + "); it may not support it");
    }

    TransportException statusError(String remedy) {
        return new TransportException(
                ErrorCode.HTTP_STATUS, url + ": " + status() + "; " + remedy, reply.retryable(), null);
    }

    void requireContent(String remedy) throws ProtocolException {
        if (reply.body().isEmpty()) {
            throw new ProtocolException(ErrorCode.MALFORMED, url + ": the answer is empty; " + remedy);
        }
    }

    /** Some servers and gateways send their error pages with status 200. */
    void requireNoPage() throws ProtocolException {
        String text = text();
        if (text.startsWith("<")) {
            String title = title(text).map(words -> " '" + words + "'").orElse("");
            throw new ProtocolException(
                    ErrorCode.MALFORMED,
                    url + ": the answer is a web page" + title
                            + ", not SCEP; check the URL's path and the server's log");
        }
    }

    <T> T decoded(Decoder<T> decoder) throws ProtocolException {
        requireNoPage();
        try {
            return decoder.decode(reply.body());
        } catch (ProtocolException e) {
            throw new ProtocolException(e.code(), url + ": " + e.getMessage());
        }
    }

    /** The status with whatever words the server found for it. */
    String status() {
        String text = text();
        Optional<String> words = text.startsWith("<") ? title(text) : printable(text);
        return "HTTP " + reply.status()
                + (reply.reason().isEmpty() ? "" : " " + line(reply.reason()))
                + words.filter(w -> !w.equals(reply.reason()))
                        .map(w -> ": " + w)
                        .orElse("");
    }

    /** The body as text, if it may be some: DER begins otherwise. */
    private String text() {
        byte[] body = reply.body().toArray();
        String text = new String(body, 0, Math.min(body.length, 4096), StandardCharsets.UTF_8).strip();
        return text.startsWith("\uFEFF") ? text.substring(1).strip() : text;
    }

    private static Optional<String> title(String page) {
        Matcher title = TITLE.matcher(page);
        return title.find() ? printable(title.group(1)) : Optional.empty();
    }

    private static Optional<String> printable(String text) {
        boolean binary = text.chars().anyMatch(c -> c == 0xFFFD || (c < ' ' && c != '\n' && c != '\r' && c != '\t'));
        return binary || text.isBlank() ? Optional.empty() : Optional.of(line(text));
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.length() <= MAX_WORDS ? line : line.substring(0, MAX_WORDS) + "…";
    }
}
