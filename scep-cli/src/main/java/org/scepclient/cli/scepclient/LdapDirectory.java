package org.scepclient.cli.scepclient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.ServiceUnavailableException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import javax.naming.directory.SearchControls;
import javax.naming.directory.SearchResult;
import javax.naming.ldap.LdapName;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TransportException;
import org.scepclient.value.Bytes;
import org.scepclient.value.Printable;

/**
 * Reads certificates and CRLs from a directory, anonymously. It reads attribute values only: it creates no Java object
 * from a directory's reply and follows no referral.
 */
final class LdapDirectory {
    private static final int MAX_ENTRIES = 16;

    private final Duration timeout;

    LdapDirectory(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * The values of the attributes in {@code url}, or else of {@code defaults}.
     *
     * @param defaults attribute names, for example {@code certificateRevocationList;binary}
     */
    List<Bytes> values(LdapUrl url, List<String> defaults) throws ScepException {
        FutureTask<List<Bytes>> search =
                new FutureTask<>(() -> search(url, url.attributes().isEmpty() ? defaults : url.attributes()));
        // A server that replies byte by byte never triggers the read time-out, so the caller has its own.
        Thread worker = new Thread(search, "scep-ldap");
        worker.setDaemon(true);
        worker.start();
        try {
            return search.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw noResponse(url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException(ErrorCode.UNREACHABLE, url + ": interrupted", false, e);
        } catch (ExecutionException e) {
            throw problem(url, Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    // setReturningObjFlag(false) leaves stored Java objects alone.
    @SuppressWarnings("BanJNDI")
    private List<Bytes> search(LdapUrl url, List<String> attributes) throws NamingException {
        DirContext context = new InitialDirContext(environment(url));
        try {
            List<Bytes> values = new ArrayList<>();
            NamingEnumeration<SearchResult> entries =
                    context.search(new LdapName(url.entry()), url.filter(), controls(url, attributes));
            while (entries.hasMore()) {
                collect(entries.next(), values);
            }
            return values;
        } finally {
            context.close();
        }
    }

    // JNDI requires a Hashtable.
    @SuppressWarnings("JdkObsolete")
    private Hashtable<String, String> environment(LdapUrl url) {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, url.origin());
        environment.put(Context.REFERRAL, "ignore");
        environment.put(Context.SECURITY_AUTHENTICATION, "none");
        environment.put("java.naming.ldap.version", "3");
        String millis = Long.toString(timeout.toMillis());
        if (!url.secure()) {
            // JNDI reads a whole reply into memory, whatever its size. Over TLS the directory is authenticated.
            environment.put("java.naming.ldap.factory.socket", BoundedSockets.class.getName());
        }
        environment.put("com.sun.jndi.ldap.connect.timeout", millis);
        environment.put("com.sun.jndi.ldap.read.timeout", millis);
        return environment;
    }

    private SearchControls controls(LdapUrl url, List<String> attributes) {
        SearchControls controls = new SearchControls();
        controls.setSearchScope(
                switch (url.scope()) {
                    case "sub" -> SearchControls.SUBTREE_SCOPE;
                    case "one" -> SearchControls.ONELEVEL_SCOPE;
                    default -> SearchControls.OBJECT_SCOPE;
                });
        controls.setReturningAttributes(attributes.toArray(String[]::new));
        controls.setReturningObjFlag(false);
        controls.setDerefLinkFlag(false);
        controls.setCountLimit(MAX_ENTRIES);
        controls.setTimeLimit(Math.toIntExact(Math.min(timeout.toMillis(), Integer.MAX_VALUE)));
        return controls;
    }

    private static void collect(SearchResult entry, List<Bytes> values) throws NamingException {
        NamingEnumeration<? extends Attribute> attributes =
                entry.getAttributes().getAll();
        while (attributes.hasMore()) {
            NamingEnumeration<?> all = attributes.next().getAll();
            while (all.hasMore()) {
                if (all.next() instanceof byte[] value) {
                    values.add(bounded(value));
                }
            }
        }
    }

    private static Bytes bounded(byte[] value) throws NamingException {
        if (value.length > BoundedSockets.LIMIT) {
            throw BoundedSockets.exceeded();
        }
        return Bytes.of(value);
    }

    private ScepException problem(LdapUrl url, Throwable cause) {
        if (BoundedSockets.wasExceeded(cause)) {
            return tooLarge(url);
        }
        return switch (cause) {
            case NameNotFoundException e ->
                new ProtocolException(ErrorCode.NOT_IN_REPLY, url + ": no such entry; check the DN in the URL");
            case CommunicationException e when timedOut(e) -> noResponse(url, e);
            case CommunicationException e -> unreachable(url, e);
            case ServiceUnavailableException e -> unreachable(url, e);
            case NamingException e ->
                new ProtocolException(
                        ErrorCode.OPERATION_UNSUPPORTED,
                        url + ": the directory rejected the search: " + Printable.name(String.valueOf(e.getMessage()))
                                + "; check the URL");
            default -> throw new IllegalStateException(cause);
        };
    }

    private static TransportException tooLarge(LdapUrl url) {
        return new TransportException(
                ErrorCode.TOO_LARGE,
                url + ": the reply is longer than " + BoundedSockets.LIMIT + " bytes; use an http URL with "
                        + QueryOptions.FROM,
                false,
                null);
    }

    private static boolean timedOut(NamingException e) {
        Throwable root = e.getRootCause();
        return root instanceof java.net.SocketTimeoutException
                || String.valueOf(e.getMessage()).contains("timed out")
                || String.valueOf(e.getMessage()).contains("timeout");
    }

    private static TransportException unreachable(LdapUrl url, NamingException e) {
        Throwable root = e.getRootCause() == null ? e : e.getRootCause();
        return new TransportException(
                ErrorCode.UNREACHABLE,
                url + ": cannot reach the directory (" + root.getMessage() + "); check host, port and network",
                true,
                e);
    }

    private TransportException noResponse(LdapUrl url, Exception cause) {
        return new TransportException(
                ErrorCode.TIMEOUT,
                url + ": no reply within " + timeout.toSeconds() + " s; check host and network, or increase "
                        + ServerOptions.TIMEOUT,
                true,
                cause);
    }
}
