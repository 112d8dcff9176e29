package org.scepclient.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;

/** Describes why a TLS handshake failed. */
final class TlsFailure {
    private TlsFailure() {}

    /** Whether the server ended the connection or answered with something else than TLS. */
    static boolean mayBeAnotherProtocol(IOException e) {
        return isAborted(e) || isNotTls(ConnectionFailure.text(e));
    }

    private static boolean isAborted(IOException e) {
        return has(e, EOFException.class) || has(e, SocketException.class);
    }

    private static boolean isNotTls(String text) {
        return text.contains("Unsupported or unrecognized SSL message") || text.contains("plaintext connection");
    }

    static TransportException of(HttpUrl url, IOException e) {
        if (isAborted(e)) {
            return new TransportException(
                    ErrorCode.TLS, url + ": the server aborted TLS; check that the port is an https port", true, e);
        }
        TransportException failure = new TransportException(ErrorCode.TLS, url + ": " + description(url, e), false, e);
        return isUntrusted(e) ? failure.with(TransportException.Remedy.TLS_TRUST) : failure;
    }

    private static String description(HttpUrl url, IOException e) {
        if (isOutsideValidity(e)) {
            return "the server's TLS certificate is not valid now; check this machine's clock, or renew that certificate";
        }
        String text = ConnectionFailure.text(e);
        if (isForAnotherName(e)) {
            return "the server's TLS certificate is not for " + url.host() + "; use a name in that certificate";
        }
        if (isUntrusted(e)) {
            return "the server's TLS certificate is not trusted (" + ConnectionFailure.text(innermost(e))
                    + "); trust the CA certificate that issued it for TLS";
        }
        if (isNotTls(text)) {
            return "the server does not use TLS on this port; check the port, or use http";
        }
        return text.contains("fatal alert") || text.contains("alert:")
                ? "the server refused TLS (" + text + "); it may require a client certificate"
                : "TLS failed: " + text;
    }

    private static boolean isOutsideValidity(IOException e) {
        return has(e, CertificateExpiredException.class) || has(e, CertificateNotYetValidException.class);
    }

    private static boolean isForAnotherName(IOException e) {
        String text = ConnectionFailure.text(e);
        return text.contains("No subject alternative")
                || text.contains("No name matching")
                || text.contains("Wrong HTTPS hostname");
    }

    private static boolean isUntrusted(IOException e) {
        return (has(e, CertificateException.class) || has(e, CertPathValidatorException.class))
                && !isOutsideValidity(e)
                && !isForAnotherName(e);
    }

    /** The innermost cause; the exceptions around it only add their class names. */
    private static Throwable innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean has(Throwable e, Class<? extends Throwable> type) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
