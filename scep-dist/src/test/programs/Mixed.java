package org.scepclient.dist.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lambdas, method references and joined strings between a record and a switch. */
public final class Mixed implements Callable<List<String>> {
    record Pair(Object one, Object other) {}

    private final String field = "field";

    @Override
    public List<String> call() {
        List<String> results = new ArrayList<>();
        Object[] values = {null, "", "text", 1, -1L, 1.5f, -0.0, Double.NaN, 'c', true, new Pair(null, 1), List.of(2)};
        BinaryOperator<String> joined = (a, b) -> a + "|" + b + '\1' + field;
        Function<Object, String> printed = String::valueOf;
        for (Object one : values) {
            for (Object other : values) {
                Supplier<Pair> pair = () -> new Pair(one, other);
                Function<Pair, Object> first = Pair::one;
                results.add(joined.apply(printed.apply(one), printed.apply(other)));
                results.add(pair.get() + " " + pair.get().equals(new Pair(one, other))
                        + pair.get().hashCode());
                results.add("" + first.apply(pair.get()) + numbers(1, 2L, 3f, 4d, 'c', (byte) 5, true) + kind(other));
            }
        }
        Runnable run = new ArrayList<>(results)::clear;
        run.run();
        return results;
    }

    private static String numbers(int i, long l, float f, double d, char c, byte b, boolean z) {
        return i + "" + l + f + d + c + b + z + "\2" + null;
    }

    private static String kind(Object value) {
        Function<Object, String> kind = other -> switch (other) {
            case Pair(Object a, Object b) -> "pair of " + a + " and " + b;
            case Number n -> "number " + n;
            case null, default -> "other " + other;
        };
        return kind.apply(value);
    }
}
