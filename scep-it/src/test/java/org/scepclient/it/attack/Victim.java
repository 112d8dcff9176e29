package org.scepclient.it.attack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Base64;
import org.scepclient.trust.Fingerprint;

/** Ways to use the commands, repeatedly with the same files. */
enum Victim {
    /** The scripts of the C tool. */
    SSCEP {
        @Override
        void run(Commands commands, Target target) {
            String url = " -u " + target.url();
            getCa(commands, target);
            commands.sscep("enroll -c @ca.crt -k @dev.key -r @dev.csr -l @own.crt -n 1" + url);
            if (Files.exists(commands.file("own.crt"))) {
                commands.sscep("getcrl -c @ca.crt -k @dev.key -l @own.crt -w @list.crl" + url);
            }
        }
    },
    /** The scripts of the C tool, including the next CA. */
    SSCEP_NEXT_CA {
        @Override
        void run(Commands commands, Target target) {
            String url = " -u " + target.url();
            getCa(commands, target);
            commands.sscep("getnextca -C @ca.crt -c @next.crt" + url);
        }
    },
    /** A first enrollment, then renewals. */
    SCEPCLIENT {
        @Override
        void run(Commands commands, Target target) {
            String line = "enroll --url " + target.url() + " --out @dev --challenge-file @challenge --max-wait 0";
            commands.scepclient(
                    Files.exists(commands.file("dev/cert.pem"))
                            ? line + " --renew"
                            : line + " --force --subject /CN=victim --ca-fingerprint " + target.pin());
        }
    },
    /** The renewal, under attack, of a certificate obtained without an attack. */
    SCEPCLIENT_RENEWAL {
        @Override
        void prepare(Commands commands, Target target) throws IOException {
            SCEPCLIENT.prepare(commands, target);
            SCEPCLIENT.run(commands, target);
        }

        @Override
        void run(Commands commands, Target target) {
            SCEPCLIENT.run(commands, target);
        }
    },
    /** The automation with a pinned CA. */
    AUTOMATION {
        @Override
        void prepare(Commands commands, Target target) throws IOException {
            super.prepare(commands, target);
            commands.scepclient(
                    "settings set SERIAL=7 ENABLED=1 SUBJECT=/CN=victim AWAIT_RESULT=1 MAX_AWAIT_RESULT=1 URL="
                            + target.url() + " CA_FINGERPRINT=" + target.pin());
            commands.scepclient("settings challenge --from file:" + commands.file("challenge"));
        }

        @Override
        void run(Commands commands, Target target) {
            boolean enrolled = Files.exists(commands.file("data/latest.crt"));
            commands.scepclient(enrolled ? "renew" : "check");
        }
    },
    /** The automation that trusted the CA on first use, without an attack. */
    AUTOMATION_KNOWN_CA {
        @Override
        void prepare(Commands commands, Target target) throws IOException {
            AUTOMATION.prepare(commands, target);
            commands.scepclient("settings set CA_FINGERPRINT=");
            AUTOMATION.run(commands, target);
        }

        @Override
        void run(Commands commands, Target target) {
            AUTOMATION.run(commands, target);
        }
    },
    /** Queries about a certificate obtained without an attack. */
    QUERIES {
        @Override
        void prepare(Commands commands, Target target) throws IOException {
            SCEPCLIENT.prepare(commands, target);
            SCEPCLIENT.run(commands, target);
        }

        @Override
        void run(Commands commands, Target target) {
            commands.scepclient("ca --url " + target.url() + " --ca-fingerprint " + target.pin() + " --out @shown.pem");
            commands.scepclient("crl --cert @dev/cert.pem --from " + target.published("/ca.crl") + " --out @list.crl");
            commands.scepclient("crl --cert @dev/cert.pem --url " + target.url() + " --out @asked.crl");
            commands.scepclient("cert --cert @dev/cert.pem --url " + target.url() + " --out @again.pem");
            commands.scepclient("cert --cert @dev/cert.pem --from " + target.published("/ca.crt") + " --out @any.pem");
        }
    };

    static final String CHALLENGE = "open-sesame";

    /**
     * The trusted input of the victim.
     *
     * @param url the address of the man in the middle
     * @param pin the fingerprint of the CA
     * @param keys of the device, for commands that do not generate a key
     * @param request a certification request for this key, in PEM
     */
    record Target(URI url, Fingerprint pin, KeyPair keys, String request) {
        URI published(String path) {
            return url.resolve(path);
        }
    }

    /** Runs the commands that precede the attack. */
    void prepare(Commands commands, Target target) throws IOException {
        Path challenge = commands.file("challenge");
        Files.createFile(challenge, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(challenge, CHALLENGE + "\n");
        Files.writeString(
                commands.file("dev.key"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(target.keys().getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Files.writeString(commands.file("dev.csr"), target.request());
    }

    abstract void run(Commands commands, Target target);

    /** Runs getca only once: later runs trust the fetched certificates. */
    private static void getCa(Commands commands, Target target) {
        if (!Files.exists(commands.file("ca.crt")) && !Files.exists(commands.file("ca.crt-0"))) {
            commands.sscep("getca -c @ca.crt --ca-fingerprint " + target.pin() + " -u " + target.url());
        }
    }
}
