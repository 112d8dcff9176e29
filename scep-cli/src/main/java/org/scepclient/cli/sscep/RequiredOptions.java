package org.scepclient.cli.sscep;

import org.scepclient.cli.CommandException;

/** The required options of each operation, in the order in which the C tool checks them. */
final class RequiredOptions {
    private RequiredOptions() {}

    static void check(Settings settings) throws CommandException {
        switch (settings.operation()) {
            case GETCA -> settings.require(Option.CA_CERTIFICATE, "CA certificate filename");
            case GETNEXTCA -> {
                settings.require(Option.CA_CERTIFICATE, "nextCA certificate target filename");
                settings.require(Option.TRUST_CHAIN, "nextCA certificate chain filename");
            }
            case ENROLL -> {
                settings.require(Option.CA_CERTIFICATE, "CA certificate");
                settings.require(Option.KEY, "private key");
                settings.require(Option.REQUEST, "request");
                settings.require(Option.LOCAL_CERTIFICATE, "local cert");
            }
            case GETCERT -> {
                settings.require(Option.CA_CERTIFICATE, "CA certificate");
                settings.require(Option.LOCAL_CERTIFICATE, "local cert");
                settings.require(Option.SERIAL, "serial no");
                settings.require(Option.OUTPUT, "cert file");
                settings.require(Option.KEY, "private key");
            }
            case GETCRL -> {
                settings.require(Option.CA_CERTIFICATE, "CA certificate");
                settings.require(Option.LOCAL_CERTIFICATE, "local cert");
                settings.require(Option.OUTPUT, "crl file");
                settings.require(Option.KEY, "private key");
            }
            case GETCAPS -> {
                // Only the URL.
            }
        }
        settings.require(Option.URL, "URL");
    }
}
