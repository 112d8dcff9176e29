package org.scepclient.dist.program;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.LongFunction;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lambdas and method references of all kinds. */
public final class Lambdas extends LambdaParent implements Callable<List<String>> {
    private static final Supplier<String> STATIC = () -> "from the initializer";

    private final List<String> results = new ArrayList<>();
    private final UnaryOperator<String> field = text -> text + secret();
    private long total;

    @Override
    public List<String> call() {
        captured();
        primitives();
        references();
        constructors();
        nested();
        failures();
        streams();
        return results;
    }

    private String secret() {
        return "<" + results.size() + ">";
    }

    private static String hidden(Object value) {
        return "hidden " + value;
    }

    private void add(Object value) {
        results.add(String.valueOf(value));
    }

    private void captured() {
        for (int i = 0; i < 40; i++) {
            int number = i * 31;
            long big = i * 10_000_000_000L;
            double real = i / 7.0;
            float small = i / 3f;
            byte octet = (byte) (i * 13);
            short half = (short) (i * 1301);
            char letter = (char) ('a' + i % 26);
            boolean odd = i % 2 == 1;
            String text = "t" + i;
            int[] array = {i};
            Supplier<String> all = () -> number + "," + big + "," + real + "," + small + "," + octet + "," + half + ","
                    + letter + "," + odd + "," + text + "," + array[0] + secret();
            array[0]++;
            add(all.get());
            ToDoubleBiFunction<Long, Double> mixed = (a, b) -> a * b + big - real;
            add(mixed.applyAsDouble(big, real));
            BooleanSupplier flag = () -> odd;
            DoubleSupplier twice = () -> real * 2;
            add(flag.getAsBoolean() + " " + twice.getAsDouble());
        }
        add(STATIC.get());
        add(field.apply("field"));
    }

    private void primitives() {
        ToIntFunction<String> length = String::length;
        Function<String, Integer> boxed = String::length;
        Function<Integer, Integer> both = Math::abs;
        IntFunction<Object> object = Integer::valueOf;
        IntFunction<String> hex = Integer::toHexString;
        IntUnaryOperator same = Lambdas::same;
        ToLongFunction<Integer> wide = Integer::intValue;
        ToLongFunction<Long> unboxed = Long::longValue;
        ToIntFunction<Integer> identity = value -> value;
        ToIntFunction<Integer> reference = Integer::valueOf;
        LongFunction<Object> number = Long::valueOf;
        Predicate<Boolean> truth = Boolean::booleanValue;
        Function<Character, Boolean> digit = Character::isDigit;
        BiFunction<Byte, Short, Object> sum = (a, b) -> a + b;
        Supplier<Object> answer = this::size;
        Consumer<String> dropped = String::length;
        Consumer<Long> droppedLong = this::count;
        ObjLongConsumer<String> collected = (text, value) -> add(text + value);
        for (int i = -30; i < 30; i++) {
            String text = "x".repeat(Math.abs(i));
            dropped.accept(text);
            droppedLong.accept((long) i);
            collected.accept(text, i);
            add(length.applyAsInt(text) + "," + boxed.apply(text) + "," + both.apply(i) + "," + object.apply(i) + ","
                    + hex.apply(i) + "," + same.applyAsInt(i) + "," + wide.applyAsLong(i) + ","
                    + unboxed.applyAsLong((long) i) + "," + identity.applyAsInt(i) + "," + reference.applyAsInt(i) + ","
                    + number.apply(i) + "," + truth.test(i > 0) + "," + digit.apply((char) ('5' + i)) + ","
                    + sum.apply((byte) i, (short) i) + "," + answer.get() + "," + total);
        }
    }

    private static int same(int value) {
        return value;
    }

    private int size() {
        return results.size();
    }

    private long count(long value) {
        total += value;
        return total;
    }

    private void references() {
        Function<Object, String> own = Lambdas::hidden;
        Function<String, String> lower = text -> text.toLowerCase(Locale.ROOT);
        Supplier<String> bound = this::secret;
        Function<Lambdas, String> unbound = Lambdas::secret;
        Supplier<String> parent = super::name;
        Supplier<String> overridden = this::name;
        Supplier<String> inherited = this::inherited;
        BinaryOperator<String> joined = String::concat;
        Comparator<String> order = String::compareTo;
        Function<Object[], List<Object>> varargs = List::of;
        BiFunction<String, Object, String> format = String::format;
        Function<List<String>, Integer> interfaceMethod = List::size;
        Supplier<String> serializable = (Supplier<String> & Serializable) () -> "serializable " + results.size();
        LambdaKind kind = () -> "kind";
        for (int i = 0; i < 30; i++) {
            add(own.apply(i)
                    + lower.apply("ABC")
                    + bound.get()
                    + unbound.apply(this)
                    + parent.get()
                    + overridden.get()
                    + inherited.get()
                    + joined.apply("a", "b" + i)
                    + order.compare("a", "b")
                    + varargs.apply(new Object[] {i})
                    + format.apply("%s!", i)
                    + interfaceMethod.apply(results)
                    + serializable.get());
            add(kind.twice() + LambdaKind.of(i).name() + LambdaKind.of(i).twice());
            add(LambdaEnum.values()[i % 2].text.apply(i));
        }
    }

    @Override
    String name() {
        return "child";
    }

    private void constructors() {
        Function<String, StringBuilder> builder = StringBuilder::new;
        Supplier<Inner> inner = Inner::new;
        Function<String, Pair> pair = Pair::new;
        BiFunction<Integer, String, Pair> other = (number, text) -> new Pair(text + number);
        IntFunction<int[]> array = int[]::new;
        Function<Integer, String[][]> arrays = String[][]::new;
        for (int i = 0; i < 20; i++) {
            add(builder.apply("b" + i)
                    + inner.get().text()
                    + pair.apply("p").text()
                    + other.apply(i, "o")
                    + array.apply(i).length
                    + arrays.apply(i).length);
        }
    }

    private void nested() {
        Function<Integer, Function<Integer, Supplier<Integer>>> curried = a -> b -> () -> a * b + results.size();
        Runnable local = new Runnable() {
            private final Function<String, String> mine =
                    text -> text + secret() + this.getClass().getName();

            @Override
            public void run() {
                add(mine.apply("anonymous"));
            }
        };
        for (int i = 0; i < 30; i++) {
            add(curried.apply(i).apply(i + 1).get());
            local.run();
            add(new Inner().nested(i).get());
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void failures() {
        String none = results.isEmpty() ? "" : null;
        attempt(() -> {
            Supplier<Integer> length = none::length;
            return length.get();
        });
        Function text = (Function<String, Integer>) String::length;
        Function number = (Function<Integer, Integer>) value -> value + 1;
        attempt(() -> text.apply(1));
        attempt(() -> number.apply("one"));
        attempt(() -> number.apply(null));
        attempt(() -> {
            throw new IllegalStateException("own");
        });
    }

    private void attempt(Callable<Object> action) {
        try {
            add(action.call());
        } catch (Exception e) {
            add(e.getClass());
        }
    }

    private void streams() {
        Map<Integer, List<String>> byLength = results.stream()
                .filter(Predicate.not(String::isBlank))
                .map(text -> text.substring(0, Math.min(3, text.length())))
                .sorted(Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder()))
                .distinct()
                .collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.toList()));
        add(byLength);
        add(IntStream.range(0, 50).mapToObj(i -> i * i).map(Objects::toString).collect(Collectors.joining(",")));
        add(Stream.iterate(1, i -> i * 3).limit(12).reduce(0, Integer::sum));
    }

    record Pair(String text) {}

    private final class Inner {
        private String text() {
            return "inner" + secret();
        }

        private Supplier<String> nested(int number) {
            Function<Integer, String> outer = value -> text() + hidden(value);
            return () -> outer.apply(number);
        }
    }
}

class LambdaParent {
    String name() {
        return "parent";
    }

    protected String inherited() {
        return "inherited by " + name();
    }
}

interface LambdaKind {
    String name();

    default String twice() {
        Supplier<String> mine = () -> name() + again();
        return mine.get();
    }

    private String again() {
        Supplier<String> mine = this::name;
        return " again " + mine.get();
    }

    static LambdaKind of(int number) {
        return () -> "number " + number;
    }
}

enum LambdaEnum {
    ONE(value -> "one " + value),
    TWO(LambdaEnum::two);

    final Function<Integer, String> text;

    LambdaEnum(Function<Integer, String> text) {
        this.text = text;
    }

    private static String two(int value) {
        return "two " + value;
    }
}
