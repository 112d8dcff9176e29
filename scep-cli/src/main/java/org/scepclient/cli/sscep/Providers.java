package org.scepclient.cli.sscep;

import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;

/** Finds JCA providers of the JDK and on the class path, for example for an accelerator. */
final class Providers {
    private Providers() {}

    /** The provider with a name, as returned by {@code Provider.getName()}. */
    static Provider named(String name) throws CryptoException {
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
                "there is no JCA provider '" + name + "'; add its jar to the class path, or use one of " + known);
    }
}
