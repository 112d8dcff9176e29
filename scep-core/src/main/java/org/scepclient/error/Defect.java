package org.scepclient.error;

/** An exception that only a defect of this program can cause. */
public final class Defect {
    private Defect() {}

    /** The type of the exception and its place in the source, on one line. */
    public static String describe(Throwable unexpected) {
        StackTraceElement[] trace = unexpected.getStackTrace();
        String place = trace.length == 0 ? "" : " at " + trace[0].getFileName() + ":" + trace[0].getLineNumber();
        return "internal error, please report it: " + unexpected.getClass().getSimpleName() + place;
    }
}
