import java.io.IOException;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Classes that are loaded by their names. A name in a literal is seen by {@link Reachable}. A name that is made at run time is
 * not, so the method that makes it must be declared with the classes that it loads; otherwise the jar is not made.
 *
 * <p>Seen are {@code Class.forName}, {@code loadClass}, {@code Lookup.findClass}, {@code ResourceBundle.getBundle}, and the
 * services of a {@code java.security.Provider}. Providers of {@code ServiceLoader} are named in the jar.
 */
final class RunTimeNames {
    private static final String FORM = "the form is: METHOD CLASS... # comment";

    private final Path file;
    /** The classes that each declared method loads. */
    private final Map<String, List<String>> declared;

    private final Set<String> met = new HashSet<>();
    private final Set<String> problems = new TreeSet<>();

    private RunTimeNames(Path file, Map<String, List<String>> declared) {
        this.file = file;
        this.declared = declared;
    }

    /** From a file with a line for each method: {@code package.Class.method package.Class...}, and comments after {@code #}. */
    static RunTimeNames read(Path file) throws IOException {
        Map<String, List<String>> declared = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            List<String> words = List.of(line.replaceFirst("#.*", "").strip().split("\\s+"));
            if (words.getFirst().isEmpty()) {
                continue;
            }
            if (!words.getFirst().contains(".")) {
                throw new IllegalArgumentException(file + ": '" + line + "' does not name a method; " + FORM);
            }
            if (declared.put(words.getFirst(), words.subList(1, words.size())) != null) {
                throw new IllegalArgumentException(file + ": '" + line + "' repeats a method; " + FORM);
            }
        }
        return new RunTimeNames(file, declared);
    }

    /**
     * Looks for such calls in a class.
     *
     * @param named is given the names of classes, or of base names of resource bundles with an underscore behind
     */
    void search(ClassModel model, Consumer<String> named) {
        for (MethodModel method : model.methods()) {
            String name = model.thisClass().asInternalName().replace('/', '.') + "."
                    + method.methodName().stringValue();
            method.code().ifPresent(code -> {
                Instruction before = null;
                for (CodeElement element : code) {
                    if (element instanceof Instruction instruction) {
                        search(model, name, before, instruction, named);
                        before = instruction;
                    }
                }
            });
        }
    }

    private void search(
            ClassModel model, String method, Instruction before, Instruction instruction, Consumer<String> named) {
        if (instruction instanceof InvokeInstruction call && loads(model, call)) {
            Optional<String> literal = literal(before, call);
            if (literal.isEmpty()) {
                meet(method, named);
            } else if (call.name().equalsString("getBundle")) {
                named.accept(literal.get().replace('.', '/') + "_");
            }
        }
        if (instruction instanceof InvokeDynamicInstruction link
                && link.bootstrapArgs().stream().anyMatch(RunTimeNames::isLoader)) {
            meet(method, named);
        }
    }

    private void meet(String method, Consumer<String> named) {
        met.add(method);
        if (declared.containsKey(method)) {
            declared.get(method).stream().map(name -> name.replace('.', '/')).forEach(named);
        } else {
            problems.add(method
                    + " loads a class by a name that it makes at run time. If that class is in the jar, it would be"
                    + " left out. Use a literal, or add a line to " + file
                    + " with the classes, or none if they are"
                    + " never in the jar: " + method + " CLASS...");
        }
    }

    /** The only argument, or the class of a service, where that is a literal. */
    private static Optional<String> literal(Instruction before, InvokeInstruction call) {
        boolean isLast = call.typeSymbol().parameterCount() == (isPut(call) ? 2 : 1);
        return isLast
                        && before instanceof ConstantInstruction constant
                        && constant.constantValue() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    /** The name of a service and that of its class. */
    private static boolean isPut(InvokeInstruction call) {
        return call.name().stringValue().startsWith("put") && call.typeSymbol().parameterCount() == 2;
    }

    private static boolean loads(ClassModel model, InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        boolean provides = model.superclass()
                .filter(parent -> parent.asInternalName().equals("java/security/Provider"))
                .isPresent();
        return isLoader(owner, name, call.type().stringValue())
                || owner.equals("java/security/Provider$Service") && name.equals("<init>")
                || provides && isPut(call);
    }

    /** A method reference. */
    private static boolean isLoader(Object argument) {
        return argument instanceof DirectMethodHandleDesc handle
                && isLoader(
                        handle.owner().descriptorString().replaceAll("^L|;$", ""),
                        handle.methodName(),
                        handle.lookupDescriptor());
    }

    private static boolean isLoader(String owner, String name, String type) {
        return switch (name) {
            case "forName" -> owner.equals("java/lang/Class");
            case "findClass" -> owner.equals("java/lang/invoke/MethodHandles$Lookup");
            case "getBundle" -> owner.equals("java/util/ResourceBundle");
            case "loadClass" -> type.startsWith("(Ljava/lang/String;");
            default -> false;
        };
    }

    /**
     * Throws if a name was met that is not declared, or if a declared one does not exist.
     *
     * @param classes all of the jar, by their names with slashes
     */
    void require(Set<String> classes) {
        declared.forEach((method, loaded) -> {
            if (!met.contains(method)) {
                problems.add(method
                        + " loads no class by a name that it makes at run time, or is not in the jar any more. Remove its"
                        + " line from " + file + ".");
            }
            loaded.stream()
                    .filter(name -> !classes.contains(name.replace('.', '/')))
                    .forEach(name ->
                            problems.add(name + ", which " + method + " loads by " + file + ", is not in the jar."));
        });
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    new ArrayList<>(problems).stream().collect(Collectors.joining("\n")));
        }
    }
}
