package org.scepclient.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * Prints how many milliseconds each of the first RSA signatures of a process takes. Arguments: a file with a key in
 * PKCS#8 and DER, and the number of signatures.
 */
final class ColdRsa {
    private ColdRsa() {}

    public static void main(String[] arguments) throws Exception {
        PrivateKey key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(Path.of(arguments[0]))));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            signature.update((byte) i);
            long begin = System.nanoTime();
            signature.sign();
            System.out.println((System.nanoTime() - begin) / 1e6);
        }
    }
}
