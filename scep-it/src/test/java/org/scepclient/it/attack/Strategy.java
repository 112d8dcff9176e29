package org.scepclient.it.attack;

/**
 * A way to tamper with the responses to one operation.
 *
 * @param operation the operation; all others are forwarded as they are
 * @param tampering creates the response
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
