package org.scepclient.dist.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Results of equals, hashCode and toString of many records: all kinds of components, each value with each. */
public final class Records implements Callable<List<String>> {
    record Nothing() {}

    record Text(String text) {}

    record SameShape(String text) {}

    record Flag(boolean value) {}

    record Small(byte value) {}

    record Short16(short value) {}

    record Letter(char value) {}

    record Whole(int value) {}

    record Long64(long value) {}

    record Single(float value) {}

    record Real(double value) {}

    record Numbers(int[] values, Object[] objects, long[][] grid) {}

    record Generic<T, U extends Comparable<U>>(T first, U second) {}

    record All(
            boolean z,
            byte b,
            short s,
            char c,
            int i,
            long j,
            float f,
            double d,
            String t,
            Object o,
            int[] a,
            List<?> l) {}

    record Nested(Text text, Real real, Nested next) {}

    record Accessor(String text) {
        @Override
        public String text() {
            throw new IllegalStateException("equals reads the field");
        }
    }

    record OwnEquals(String text) {
        @Override
        public boolean equals(Object other) {
            return other instanceof OwnEquals own && text.equalsIgnoreCase(own.text);
        }
    }

    record OwnHash(String text) {
        @Override
        public int hashCode() {
            return 7;
        }
    }

    record Names(int equals, int result, int other) {}

    interface Holder {
        record Inside(Object value) {}
    }

    enum Kind {
        ONE,
        TWO {
            @Override
            public String toString() {
                return "two";
            }
        };

        record InEnum(Kind kind) {}
    }

    /** Its components record their calls. */
    record Asked(Probe first, Probe second, Probe third) {}

    static final class Probe {
        static final List<String> CALLS = new ArrayList<>();
        private final String name;
        private final int hash;

        Probe(String name, int hash) {
            this.name = name;
            this.hash = hash;
        }

        @Override
        public boolean equals(Object other) {
            CALLS.add(name + "=" + other);
            if (name.equals("throws")) {
                throw new IllegalStateException("equals of " + other);
            }
            return other instanceof Probe probe && probe.hash == hash;
        }

        @Override
        public int hashCode() {
            CALLS.add(name + "#");
            if (name.equals("throws")) {
                throw new IllegalStateException("hashCode");
            }
            return hash;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final int[] INTS = {1, 2};
    private static final float[] FLOATS = {
        0f,
        -0f,
        1.5f,
        Float.NaN,
        Float.intBitsToFloat(0x7fc00001),
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE
    };
    private static final double[] DOUBLES = {
        0d,
        -0d,
        1.5,
        Double.NaN,
        Double.longBitsToDouble(0x7ff8000000000001L),
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE
    };

    @Override
    public List<String> call() {
        List<Object> values = values();
        List<String> results = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Object one = values.get(i);
            results.add(i + " " + hashOf(one) + " " + one);
            for (int j = 0; j < values.size(); j++) {
                if (Objects.equals(one, values.get(j))) {
                    results.add(i + " equals " + j);
                }
            }
        }
        results.addAll(asked());
        return results;
    }

    private static String hashOf(Object one) {
        return one instanceof Numbers ? "identity" : String.valueOf(Objects.hashCode(one));
    }

    private static List<Object> values() {
        List<Object> values = new ArrayList<>(Arrays.asList(null, "", "record", 1, new Object[0].length));
        values.add(new Nothing());
        values.add(new Nothing());
        for (String text : new String[] {null, "", "a", new String("a"), "Aa", "BB", "\0", "ž"}) {
            values.add(new Text(text));
            values.add(new SameShape(text));
            values.add(new Accessor(text));
            values.add(new OwnHash(text));
            values.add(new Holder.Inside(text));
            values.add(new Generic<>(text, 1));
            values.add(new Generic<>(1, text));
            values.add(new Nested(new Text(text), null, null));
        }
        values.add(new OwnEquals("a"));
        values.add(new OwnEquals("A"));
        numbers(values);
        arrays(values);
        values.add(new Nested(null, new Real(Double.NaN), new Nested(new Text("in"), new Real(-0d), null)));
        values.add(new Nested(null, new Real(Double.NaN), new Nested(new Text("in"), new Real(0d), null)));
        values.add(new Holder.Inside(new TreeMap<>()));
        values.add(new Holder.Inside(List.of(1, 2)));
        values.add(new Holder.Inside(Arrays.asList(1, 2)));
        values.add(new Kind.InEnum(null));
        values.add(new Names(1, 2, 3));
        values.add(new Names(3, 2, 1));
        return values;
    }

    private static void numbers(List<Object> values) {
        for (boolean flag : new boolean[] {true, false}) {
            values.add(new Flag(flag));
        }
        for (int number :
                new int[] {0, 1, -1, 127, 128, 255, 256, 32767, 65535, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            values.add(new Small((byte) number));
            values.add(new Short16((short) number));
            values.add(new Letter((char) number));
            values.add(new Whole(number));
            values.add(new Long64(number));
            values.add(new Long64((long) number << 32));
            values.add(new Holder.Inside(number));
            values.add(new Holder.Inside((long) number));
        }
        for (float number : FLOATS) {
            values.add(new Single(number));
            values.add(new Holder.Inside(number));
        }
        for (double number : DOUBLES) {
            values.add(new Real(number));
            values.add(new Holder.Inside(number));
        }
    }

    private static void arrays(List<Object> values) {
        int[] same = {1, 2};
        values.add(new Numbers(null, null, null));
        values.add(new Numbers(null, null, null));
        for (float f : FLOATS) {
            for (double d : DOUBLES) {
                values.add(new All(true, (byte) 1, (short) 2, '3', 4, 5L, f, d, "t", null, null, List.of()));
            }
        }
        // Arrays are compared as objects: what they print differs each time, so only these comparisons are in the
        // results.
        Numbers one = new Numbers(same, null, null);
        values.add(one.equals(new Numbers(same, null, null)));
        values.add(one.equals(new Numbers(INTS, null, null)));
        values.add(one.hashCode() == new Numbers(same, null, null).hashCode());
        values.add(one.hashCode() == 31 * 31 * System.identityHashCode(same));
        values.add(new Numbers(null, new Object[] {one}, null).equals(new Numbers(null, new Object[] {one}, null)));
    }

    /** The order in which the components are called, and the exceptions that they throw. */
    private static List<String> asked() {
        List<String> results = new ArrayList<>();
        Probe[] probes = {null, new Probe("a", 1), new Probe("b", 1), new Probe("c", 2), new Probe("throws", 3)};
        List<Asked> all = new ArrayList<>();
        for (Probe first : probes) {
            for (Probe second : probes) {
                for (Probe third : probes) {
                    all.add(new Asked(first, second, third));
                }
            }
        }
        for (Asked one : all) {
            results.add(outcome(() -> one.hashCode()));
            for (Asked other : all) {
                results.add(outcome(() -> one.equals(other)));
            }
        }
        return results;
    }

    private static String outcome(Callable<Object> action) {
        Probe.CALLS.clear();
        try {
            return action.call() + " " + Probe.CALLS;
        } catch (Exception e) {
            return e + " " + Probe.CALLS;
        }
    }
}
