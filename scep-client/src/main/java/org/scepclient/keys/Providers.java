package org.scepclient.keys;

import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;

/** Finds JCA providers: those of the JDK, and those on the class path, for example an accelerator. */
public final class Providers {
    private Providers() {}

    /** The provider with that name, as {@code Provider.getName()} gives it. */
    public static Provider named(String name) throws CryptoException {
        Provider installed = Security.getProvider(name);
        if (installed != null) {
            return installed;
        }
        for (Provider provider : ServiceLoader.load(Provider.class)) {
            if (provider.getName().equalsIgnoreCase(name)) {
                return provider;
            }
        }
        String known =
                Arrays.stream(Security.getProviders()).map(Provider::getName).collect(Collectors.joining(", "));
        throw new CryptoException(
                ErrorCode.KEY_UNUSABLE,
                "there is no JCA provider '" + name + "'; put its jar on the class path, or name one of " + known);
    }
}
