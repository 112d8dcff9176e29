package org.scepclient.dist.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Which case of many switches is taken for many values. */
public final class Switches implements Callable<List<String>> {
    sealed interface Shape permits Circle, Square, Box, Unit {}

    record Circle(double radius) implements Shape {}

    record Square(Object side) implements Shape {}

    record Box(Shape inner, Shape outer) implements Shape {}

    enum Unit implements Shape {
        METER,
        MILE
    }

    record Throws(int value) {
        @Override
        public int value() {
            if (value < 0) {
                throw new IllegalStateException("negative");
            }
            return value;
        }
    }

    /** A switch of an interface calls a method of the interface. */
    interface Named {
        default String name(Object value) {
            return switch (value) {
                case Named named -> "named";
                case Number number when number.intValue() > 1 -> "many";
                case Number number -> "number";
                case null -> "null";
                default -> "other";
            };
        }

        static String kind(Object value) {
            return switch (value) {
                case CharSequence text -> "text";
                case Object other -> "object";
            };
        }
    }

    private static String basic(Object value) {
        return switch (value) {
            case null -> "null";
            case Integer i -> "Integer " + i;
            case Long l -> "Long " + l;
            case Number n -> "Number " + n;
            case String s -> "String " + s;
            case CharSequence s -> "CharSequence " + s;
            case int[] a -> "ints " + a.length;
            case String[] a -> "strings " + a.length;
            case Object[] a -> "objects " + a.length;
            case Map.Entry<?, ?> e -> "entry " + e.getKey();
            case Collection<?> c -> "collection " + c.size();
            case Enum<?> e -> "enum " + e;
            case Class<?> c -> "class " + c.getSimpleName();
            default -> "other";
        };
    }

    /** Without a case for null. */
    private static String strict(Object value) {
        return switch (value) {
            case String s -> s;
            default -> "default";
        };
    }

    /** After a guard that fails, the switch continues behind its case. */
    private static String guarded(Object value) {
        return switch (value) {
            case String s when s.isEmpty() -> "empty";
            case String s when s.length() > 3 -> "long";
            case Integer i when i > 100 -> "large";
            case String s when s.startsWith("a") -> "a...";
            case Comparable<?> c when c.equals(7) -> "seven";
            case String s -> "text";
            case Comparable<?> c -> "comparable";
            case null, default -> "null or other";
        };
    }

    private static String shape(Shape shape) {
        return switch (shape) {
            case Circle(double r) when r > 1 -> "large circle";
            case Circle(var r) -> "circle " + r;
            case Square(Integer i) -> "whole square " + i;
            case Square(String s) -> "named square " + s;
            case Square(Object o) -> "square " + o;
            case Box(Circle(double a), Circle(double b)) -> "circles " + (a + b);
            case Box(Box(Shape a, Unit u), Shape b) -> "box in a box " + u + " " + shape(a) + " " + shape(b);
            case Box(Shape a, Shape b) -> "box " + shape(a) + ", " + shape(b);
            case Unit u -> "unit " + u;
        };
    }

    private static String statement(Object value) {
        StringBuilder text = new StringBuilder();
        switch (value) {
            case Integer i
            when i == 0:
                text.append("zero");
                break;
            case Number n:
                text.append("number");
                break;
            case Boolean b:
                text.append(b);
            default:
                text.append("behind");
        }
        return text.toString();
    }

    private static String nested(Object value) {
        Function<Object, String> inner = other -> switch (other) {
            case String s ->
                switch (value) {
                    case String t -> s + t;
                    case null -> s + "null";
                    default -> s + "?";
                };
            case null, default -> "no text";
        };
        return inner.apply("x") + inner.apply(value) + inner.apply(null);
    }

    private static String thrown(Object value) {
        return switch (value) {
            case Throws(int number) -> "number " + number;
            case null, default -> "other";
        };
    }

    /** With constants of enums and texts among the types, which are not rewritten. */
    private static String mixed(Object value) {
        return switch (value) {
            case Unit.METER -> "meter";
            case Unit u -> "unit";
            case String s when s.equals("x") -> "x";
            case null, default -> "other";
        };
    }

    private static String unit(Unit unit) {
        return switch (unit) {
            case METER -> "m";
            case MILE -> "mi";
        };
    }

    private static String patternsOfUnits(Unit unit) {
        return switch (unit) {
            case METER -> "m";
            case Unit u when u.ordinal() > 0 -> "u" + u;
            case Unit u -> "rest";
        };
    }

    private static String text(String text) {
        return switch (text) {
            case "", "a" -> "first";
            case "Aa" -> "same hash 1";
            case "BB" -> "same hash 2";
            case "ž" -> "other";
            default -> "none";
        };
    }

    private static String patternsOfTexts(String text) {
        return switch (text) {
            case "a" -> "a";
            case String s when s.length() > 1 -> "long";
            case null -> "null";
            case String s -> "short";
        };
    }

    private static String numbers(Integer number) {
        return switch (number) {
            case 1 -> "one";
            case Integer i when i > 100 -> "large";
            case 1000 -> "never";
            case Integer i -> "int";
        };
    }

    private static List<Object> values() {
        List<Object> values = new ArrayList<>(java.util.Arrays.asList(
                null,
                0,
                1,
                2,
                7,
                101,
                1000,
                -1,
                7L,
                1.5f,
                Double.NaN,
                -0.0,
                (byte) 1,
                (short) 1,
                'c',
                true,
                false,
                "",
                "a",
                "abc",
                "abcd",
                "x",
                "Aa",
                "BB",
                "ž",
                new StringBuilder("b"),
                new int[2],
                new String[3],
                new Object[4],
                new Integer[5],
                new long[0],
                new int[0][0],
                List.of(1),
                Map.of(),
                Map.entry("k", "v"),
                Unit.METER,
                Unit.MILE,
                String.class,
                new Object() {
                    @Override
                    public String toString() {
                        return "anonymous";
                    }
                }));
        values.add(new Named() {});
        values.add(new Throws(1));
        values.add(new Throws(-1));
        List<Shape> shapes = new ArrayList<>(List.of(
                new Circle(0.5),
                new Circle(2),
                new Circle(Double.NaN),
                new Square(1),
                new Square("s"),
                new Square(null),
                new Square(2L),
                Unit.METER));
        shapes.add(null);
        values.addAll(shapes);
        for (Shape one : List.copyOf(shapes.subList(0, 8))) {
            for (Shape other : List.copyOf(shapes.subList(0, 8))) {
                values.add(new Box(one, other));
                values.add(new Box(new Box(one, Unit.MILE), other));
                values.add(new Box(null, other));
            }
        }
        return values;
    }

    @Override
    public List<String> call() {
        List<String> results = new ArrayList<>();
        Named named = new Named() {};
        for (Object value : values()) {
            results.add(outcome(() -> basic(value)));
            results.add(outcome(() -> strict(value)));
            results.add(outcome(() -> guarded(value)));
            results.add(outcome(() -> statement(value)));
            results.add(outcome(() -> nested(value)));
            results.add(outcome(() -> thrown(value)));
            results.add(outcome(() -> mixed(value)));
            results.add(outcome(() -> named.name(value)));
            results.add(outcome(() -> Named.kind(value)));
            if (value instanceof Shape || value == null) {
                results.add(outcome(() -> shape((Shape) value)));
            }
            if (value instanceof Unit || value == null) {
                results.add(outcome(() -> unit((Unit) value)));
                results.add(outcome(() -> patternsOfUnits((Unit) value)));
            }
            if (value instanceof String || value == null) {
                results.add(outcome(() -> text((String) value)));
                results.add(outcome(() -> patternsOfTexts((String) value)));
            }
            if (value instanceof Integer || value == null) {
                results.add(outcome(() -> numbers((Integer) value)));
            }
        }
        return results;
    }

    private static String outcome(Callable<String> action) {
        try {
            return action.call();
        } catch (Throwable e) {
            return e.getClass().getName() + ": "
                    + (e instanceof MatchException ? e.getCause().toString() : "");
        }
    }
}
