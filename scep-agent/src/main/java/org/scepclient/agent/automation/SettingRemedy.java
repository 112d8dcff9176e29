package org.scepclient.agent.automation;

import java.util.stream.Stream;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.error.TransportException;

/** The setting that an error of the library is about, which the library does not know. */
public final class SettingRemedy {
    private static final String LEGACY = "; if the server has nothing better, set '" + Setting.LEGACY_CIPHERS.label()
            + "' (" + Setting.LEGACY_CIPHERS.key() + "=1)";

    private SettingRemedy() {}

    /** An addition to the message of the error; empty if no setting is known. */
    public static String of(ScepException problem, Settings settings) {
        return switch (problem) {
            case ProtocolException refusal -> ofRefusal(refusal.remedy(), settings);
            case CryptoException refusal when refusal.refusedByPolicy() && !settings.legacyCiphers() -> LEGACY;
            case TransportException failure
            when failure.remedy() == TransportException.Remedy.TLS_TRUST ->
                " ('" + Setting.CA_FILE.label() + "', " + Setting.CA_FILE.key() + ")";
            case StorageException file -> ofFile(file.place(), settings);
            default -> "";
        };
    }

    private static String ofRefusal(ProtocolException.Remedy remedy, Settings settings) {
        return switch (remedy) {
            case CHALLENGE -> "; the challenge password is in " + Setting.CHALLENGE_FILE.key();
            case NO_CHALLENGE -> "; set one with 'scepclient settings challenge'";
            case ALGORITHMS -> settings.legacyCiphers() ? "" : LEGACY;
            case NONE, SERVER_LOG, CA_CERTIFICATES, CLOCK, SERIAL_NUMBER, ENROLL_AGAIN, SIGNER, REJECTED -> "";
        };
    }

    private static String ofFile(String file, Settings settings) {
        return Stream.of(Setting.CHALLENGE_FILE, Setting.CA_FILE, Setting.CHAIN_FILE)
                .filter(setting -> settings.text(setting).equals(file))
                .findFirst()
                .map(setting -> " ('" + setting.label() + "', " + setting.key() + ")")
                .orElse("");
    }
}
