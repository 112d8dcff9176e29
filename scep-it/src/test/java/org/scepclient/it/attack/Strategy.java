package org.scepclient.it.attack;

/**
 * One way to tamper with the answers to one operation.
 *
 * @param operation the operation; all others are forwarded as they are
 * @param tampering makes the answer
 */
record Strategy(String operation, String name, Tampering tampering) {

    interface Tampering {
        Reply answer(Exchange exchange, Attacker attacker) throws Exception;
    }

    @Override
    public String toString() {
        return operation + ": " + name;
    }
}
