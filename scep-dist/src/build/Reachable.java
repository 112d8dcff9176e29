import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes of a jar that its commands can lead to: those that are named in a class that is reached, be it as a type or
 * in a text, and the providers of its services. Most of Bouncy Castle is for other protocols and other providers.
 */
final class Reachable {
    /** The commands, and their option parser, which makes classes by reflection. */
    private static final Pattern BEGIN = Pattern.compile("(org/scepclient|picocli)/.*");

    /** Directories of classes for a later Java. */
    private static final Pattern VERSION = Pattern.compile("META-INF/versions/[0-9]+/");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*([./][A-Za-z_$][A-Za-z0-9_$]*)+");
    private static final String SUFFIX = ".class";

    private final Map<String, List<byte[]>> classes;
    private final RunTimeNames names;
    private final Set<String> reached = new HashSet<>();
    private final Deque<String> next = new ArrayDeque<>();

    private Reachable(Map<String, List<byte[]>> classes, RunTimeNames names) {
        this.classes = classes;
        this.names = names;
    }

    /**
     * @param classes by their name, such as {@code org/scepclient/cli/Version}: the class itself and those for a later Java
     * @param providers the names of the classes that provide services
     * @param names those that are made at run time
     * @throws IllegalArgumentException if a class is loaded by a name that is not known
     */
    static Set<String> in(Map<String, List<byte[]>> classes, Collection<String> providers, RunTimeNames names) {
        Reachable search = new Reachable(classes, names);
        classes.keySet().stream().filter(BEGIN.asMatchPredicate()).forEach(search::reach);
        providers.forEach(search::reach);
        while (!search.next.isEmpty()) {
            search.classes.get(search.next.remove()).forEach(search::follow);
        }
        names.require(classes.keySet());
        return search.reached;
    }

    /** The name of the class in an entry of a jar. */
    static String className(String entry) {
        String name = VERSION.matcher(entry).replaceFirst("");
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private void reach(String name) {
        if (classes.containsKey(name) && reached.add(name)) {
            next.add(name);
        }
    }

    /** Descriptors and signatures name types too, so every text of the constant pool is searched. */
    private void follow(byte[] content) {
        ClassModel model = ClassFile.of().parse(content);
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof Utf8Entry text) {
                names(text.stringValue()).forEach(this::reach);
            }
        }
        names.search(model, this::reachNamed);
    }

    /** A class, or the languages of a resource bundle by their beginning. */
    private void reachNamed(String name) {
        if (name.endsWith("_")) {
            classes.keySet().stream().filter(one -> one.startsWith(name)).forEach(this::reach);
        } else {
            reach(name);
        }
    }

    private static Collection<String> names(String text) {
        Set<String> names = new HashSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            String name = matcher.group().replace('.', '/');
            names.add(name);
            // In a descriptor a type begins with L, which is not of its name.
            names.add(name.substring(1));
        }
        return names;
    }
}
