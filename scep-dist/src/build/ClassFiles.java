import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies a jar and gives class files from before Java 6 (picocli's) a present version and stack maps. The JVM verifies
 * old ones with its old, slow verifier at each start and keeps them out of the start-up cache: 80 ms of a command.
 * The code of the methods stays as it is. Runs on JDK 24 or newer, as a source file.
 */
final class ClassFiles {
    /** Java 6 brought stack maps. */
    private static final int FIRST_WITH_STACK_MAPS = 50;

    private final ClassFile format;

    private ClassFiles(ClassHierarchyResolver hierarchy) {
        format = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS, ClassFile.ClassHierarchyResolverOption.of(hierarchy));
    }

    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        try (var classes = new URLClassLoader(new URL[] {from.toUri().toURL()});
                var in = new ZipFile(from.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(Path.of(args[1])))) {
            ClassFiles files = new ClassFiles(ClassHierarchyResolver.ofResourceParsing(classes));
            for (ZipEntry entry : Collections.list(in.entries())) {
                byte[] content = in.getInputStream(entry).readAllBytes();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                out.write(entry.getName().endsWith(".class") ? files.updated(content) : content);
            }
        }
    }

    private byte[] updated(byte[] content) {
        ClassModel old = format.parse(content);
        if (old.majorVersion() >= FIRST_WITH_STACK_MAPS) {
            return content;
        }
        return format.build(old.thisClass().asSymbol(), builder -> {
            builder.withVersion(ClassFile.JAVA_21_VERSION, 0);
            old.forEach(element -> {
                switch (element) {
                    case ClassFileVersion version -> {}
                    // The code is read and written anew, which is when its stack maps are made.
                    case MethodModel method ->
                        builder.transformMethod(method, MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL));
                    default -> builder.with(element);
                }
            });
        });
    }
}
