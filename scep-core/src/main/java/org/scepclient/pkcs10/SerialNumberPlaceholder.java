package org.scepclient.pkcs10;

/** The word {@code SN}, a placeholder of the device's serial number. A word is a run of letters and digits. */
final class SerialNumberPlaceholder {
    private SerialNumberPlaceholder() {}

    static boolean standsAt(String text, int at) {
        int end = at + 2;
        return text.startsWith("SN", at)
                && (at == 0 || !Character.isLetterOrDigit(text.codePointBefore(at)))
                && (end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)));
    }
}
