package org.scepclient.keys;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;

/**
 * Private keys of a token without a certificate, such as new keys, which SunPKCS11's key store does not list. The JDK has no
 * public API for them; they are accessible if Java was started with {@value #OPENS}.
 */
final class TokenObjects {
    static final String OPENS = "--add-opens=jdk.crypto.cryptoki/sun.security.pkcs11=ALL-UNNAMED"
            + " --add-opens=jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED";

    private static final String PACKAGE = "sun.security.pkcs11.";

    // PKCS #11 v2.40 §A: classes of objects and their attributes
    private static final long CKO_PRIVATE_KEY = 3;
    private static final long CKK_RSA = 0;
    private static final long CKA_CLASS = 0;
    private static final long CKA_LABEL = 3;
    private static final long CKA_KEY_TYPE = 0x100;
    private static final long CKA_ID = 0x102;
    private static final long CKA_MODULUS = 0x120;
    private static final long CKA_PUBLIC_EXPONENT = 0x122;

    private static final long FOUND_AT_ONCE = 16;

    private final Provider provider;

    TokenObjects(Provider provider) {
        this.provider = provider;
    }

    /** Finds an RSA key by its label, or by its ID in hexadecimal digits. */
    LoadedKey rsaKey(String name) throws CryptoException {
        return inSession(session -> rsaKey(name, session))
                .orElseThrow(() -> new CryptoException(
                        ErrorCode.KEY_UNUSABLE,
                        "the PKCS#11 token has no certificate labeled '" + name
                                + "', and this Java cannot show a key without one; write a certificate with the key's ID into"
                                + " the token, or start Java with " + OPENS));
    }

    /**
     * Names of the RSA keys whose modulus is not among {@code others}, as {@link #rsaKey(String)} takes them; none if
     * Java was started without {@value #OPENS}.
     */
    List<String> rsaKeyNames(Set<BigInteger> others) throws CryptoException {
        return inSession(session -> rsaKeyNames(session, others)).orElse(List.of());
    }

    private static List<String> rsaKeyNames(Session session, Set<BigInteger> others)
            throws ReflectiveOperationException {
        long[] handles = session.rsaKeys();
        List<String> labels = new ArrayList<>();
        for (long handle : handles) {
            labels.add(session.text(handle, CKA_LABEL));
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < handles.length; i++) {
            String label = labels.get(i);
            boolean unique = !label.isEmpty() && Collections.frequency(labels, label) == 1;
            String name = unique ? label : HexFormat.of().formatHex(session.bytes(handles[i], CKA_ID));
            if (!name.isEmpty() && !others.contains(session.number(handles[i], CKA_MODULUS))) {
                names.add(name);
            }
        }
        return names;
    }

    /** A question to the token. */
    @FunctionalInterface
    private interface Query<T> {
        T ask(Session session) throws ReflectiveOperationException, CryptoException;
    }

    /** The token's answer; empty if Java was started without {@value #OPENS}. */
    private <T> Optional<T> inSession(Query<T> query) throws CryptoException {
        try {
            Object token =
                    opened(provider.getClass().getDeclaredMethod("getToken")).invoke(provider);
            Object session =
                    opened(token.getClass().getDeclaredMethod("getOpSession")).invoke(token);
            try {
                return Optional.of(query.ask(new Session(token, session)));
            } finally {
                opened(token.getClass().getDeclaredMethod("releaseSession", session.getClass()))
                        .invoke(token, session);
            }
        } catch (InaccessibleObjectException e) {
            return Optional.empty();
        } catch (InvocationTargetException e) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "the PKCS#11 token does not respond", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "this Java does not find keys of a token", e);
        }
    }

    private LoadedKey rsaKey(String name, Session session) throws ReflectiveOperationException, CryptoException {
        long handle = session.only(name);
        BigInteger modulus = session.number(handle, CKA_MODULUS);
        BigInteger exponent = session.number(handle, CKA_PUBLIC_EXPONENT);
        PrivateKey key = session.privateKey(handle, modulus.bitLength());
        try {
            return new LoadedKey(
                    new ProviderKey(key, Optional.of(provider)),
                    KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
        } catch (GeneralSecurityException e) {
            throw new CryptoException(
                    ErrorCode.KEY_UNUSABLE, "cannot use the token's key '" + name + "' as RSA key", e);
        }
    }

    private static <T extends AccessibleObject> T opened(T member) {
        member.setAccessible(true);
        return member;
    }

    /** The required calls of PKCS #11, by the JDK's internal binding. */
    private static final class Session {
        private final Object session;
        private final Object calls;
        private final long id;
        private final Class<?> attribute;

        Session(Object token, Object session) throws ReflectiveOperationException {
            Field p11 = opened(token.getClass().getDeclaredField("p11"));
            this.session = session;
            this.calls = p11.get(token);
            this.id = (long) opened(session.getClass().getDeclaredMethod("id")).invoke(session);
            this.attribute = Class.forName(PACKAGE + "wrapper.CK_ATTRIBUTE");
        }

        long only(String name) throws ReflectiveOperationException, CryptoException {
            long[] found = find(CKA_LABEL, name.getBytes(StandardCharsets.UTF_8));
            if (found.length == 0 && name.matches("([0-9A-Fa-f]{2})+")) {
                found = find(CKA_ID, HexFormat.of().parseHex(name));
            }
            if (found.length != 1) {
                String seen = found.length == 0 ? "no RSA key" : "more than one RSA key";
                throw new CryptoException(
                        ErrorCode.KEY_UNUSABLE,
                        "the PKCS#11 token has " + seen + " with the label or ID '" + name + "'; check its objects");
            }
            return found[0];
        }

        private long[] find(long type, Object value) throws ReflectiveOperationException {
            return find(attributes(
                    attribute(CKA_CLASS, CKO_PRIVATE_KEY), attribute(CKA_KEY_TYPE, CKK_RSA), attribute(type, value)));
        }

        long[] rsaKeys() throws ReflectiveOperationException {
            return find(attributes(attribute(CKA_CLASS, CKO_PRIVATE_KEY), attribute(CKA_KEY_TYPE, CKK_RSA)));
        }

        private long[] find(Object template) throws ReflectiveOperationException {
            call("C_FindObjectsInit", new Class<?>[] {long.class, template.getClass()}, id, template);
            try {
                LongStream all = LongStream.empty();
                long[] some;
                do {
                    some = (long[]) call("C_FindObjects", new Class<?>[] {long.class, long.class}, id, FOUND_AT_ONCE);
                    all = LongStream.concat(all, LongStream.of(some));
                } while (some.length > 0);
                return all.toArray();
            } finally {
                call("C_FindObjectsFinal", new Class<?>[] {long.class}, id);
            }
        }

        BigInteger number(long handle, long type) throws ReflectiveOperationException {
            return new BigInteger(1, bytes(handle, type));
        }

        /** A binary attribute; empty if the object does not have it. */
        byte[] bytes(long handle, long type) throws ReflectiveOperationException {
            return value(handle, type) instanceof byte[] bytes ? bytes : new byte[0];
        }

        /** A text attribute; empty if the object does not have it. The JDK turns each of its bytes into a character. */
        String text(long handle, long type) throws ReflectiveOperationException {
            String bytes = value(handle, type) instanceof char[] characters ? new String(characters) : "";
            return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }

        private @Nullable Object value(long handle, long type) throws ReflectiveOperationException {
            Object read = attributes(attribute(type, null));
            call("C_GetAttributeValue", new Class<?>[] {long.class, long.class, read.getClass()}, id, handle, read);
            return attribute.getField("pValue").get(Array.get(read, 0));
        }

        PrivateKey privateKey(long handle, int bits) throws ReflectiveOperationException {
            for (Method method : Class.forName(PACKAGE + "P11Key").getDeclaredMethods()) {
                if (method.getName().equals("privateKey") && method.getParameterCount() == 5) {
                    return (PrivateKey) opened(method).invoke(null, session, handle, "RSA", bits, null);
                }
            }
            throw new NoSuchMethodException("P11Key.privateKey");
        }

        private Object attribute(long type, @Nullable Object value) throws ReflectiveOperationException {
            Constructor<?> constructor = opened(attribute.getConstructor(long.class, Object.class));
            return constructor.newInstance(type, value);
        }

        private Object attributes(Object... elements) {
            Object array = Array.newInstance(attribute, elements.length);
            for (int i = 0; i < elements.length; i++) {
                Array.set(array, i, elements[i]);
            }
            return array;
        }

        private Object call(String name, Class<?>[] types, Object... arguments) throws ReflectiveOperationException {
            return opened(Class.forName(PACKAGE + "wrapper.PKCS11").getMethod(name, types))
                    .invoke(calls, arguments);
        }
    }
}
