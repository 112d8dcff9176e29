import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies a jar and takes size and the work of each start from it. Runs on JDK 24 or newer, as a source file.
 *
 * <ul>
 *   <li>Classes that no command leads to are left out: {@link Reachable}. A name that is made at run time must be declared:
 *       {@link RunTimeNames}.
 *   <li>Class files from before Java 6 (picocli's) get a present version and stack maps. The JVM verifies old ones with
 *       its old, slow verifier at each start and keeps them out of the start-up cache: 80 ms of a command. The code of
 *       the methods stays as it is.
 *   <li>A {@code switch} over types asks a method of its own class which case it is, and a record's {@code equals} and
 *       {@code hashCode} have code. As the compiler leaves them, the JVM makes classes for each when it is first met,
 *       which no start-up cache keeps: 10 to 20 ms of a command.
 * </ul>
 */
final class ClassFiles {
    /** Java 6 brought stack maps. */
    private static final int FIRST_WITH_STACK_MAPS = 50;

    private static final String SERVICES = "META-INF/services/";
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final ClassDesc OBJECT_METHODS = ClassDesc.of("java.lang.runtime.ObjectMethods");
    private static final ClassDesc SWITCH_BOOTSTRAPS = ClassDesc.of("java.lang.runtime.SwitchBootstraps");

    private final ClassFile format;
    private final ClassFile formatWithNewStackMaps;
    /** The classes of lambdas, by the class that lists them as members of its nest. */
    private final Map<ClassDesc, List<ClassDesc>> nests = new HashMap<>();

    private ClassFiles(ClassHierarchyResolver hierarchy) {
        var resolver = ClassFile.ClassHierarchyResolverOption.of(hierarchy);
        format = ClassFile.of(resolver);
        formatWithNewStackMaps = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS, resolver);
    }

    /** Arguments: the jar, its copy, and the file that declares which names are made at run time. */
    public static void main(String[] args) throws IOException {
        try {
            copy(Path.of(args[0]), Path.of(args[1]), RunTimeNames.read(Path.of(args[2])));
        } catch (IllegalArgumentException e) {
            e.getMessage().lines().forEach(line -> System.err.println("assemble: " + line));
            System.exit(1);
        }
    }

    static void copy(Path from, Path to, RunTimeNames names) throws IOException {
        try (var classes = new URLClassLoader(new URL[] {from.toUri().toURL()});
                var in = new ZipFile(from.toFile())) {
            ClassFiles files = new ClassFiles(ClassHierarchyResolver.ofResourceParsing(classes));
            Map<String, List<byte[]>> all = classesOf(in);
            Set<String> reachable = Reachable.in(all, providersOf(in), names);
            reachable.forEach(name -> all.get(name).forEach(files::enterLambdas));
            try (var out = new ZipOutputStream(Files.newOutputStream(to))) {
                for (ZipEntry entry : Collections.list(in.entries())) {
                    // Nothing reads the entries of directories, but the JVM reads the names of all.
                    if (isClass(entry)
                            ? reachable.contains(Reachable.className(entry.getName()))
                            : !entry.isDirectory()) {
                        files.copy(in, entry, out);
                    }
                }
            }
        }
    }

    private void enterLambdas(byte[] content) {
        ClassModel model = format.parse(content);
        List<ClassDesc> names = new Lambdas(model).names();
        if (!names.isEmpty()) {
            nests.computeIfAbsent(Lambdas.nestHost(model), host -> new ArrayList<>())
                    .addAll(names);
        }
    }

    private void copy(ZipFile in, ZipEntry entry, ZipOutputStream out) throws IOException {
        byte[] content = in.getInputStream(entry).readAllBytes();
        if (!isClass(entry)) {
            put(out, entry, entry.getName(), content);
            return;
        }
        ClassModel model = format.parse(content);
        put(out, entry, entry.getName(), updated(model, content));
        for (Map.Entry<String, byte[]> lambda :
                new Lambdas(model).classes(format).entrySet()) {
            put(out, entry, lambda.getKey() + ".class", lambda.getValue());
        }
    }

    private static void put(ZipOutputStream out, ZipEntry original, String name, byte[] content) throws IOException {
        ZipEntry copy = new ZipEntry(name);
        copy.setTimeLocal(original.getTimeLocal());
        out.putNextEntry(copy);
        out.write(content);
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class");
    }

    private static Map<String, List<byte[]>> classesOf(ZipFile jar) throws IOException {
        Map<String, List<byte[]>> classes = new HashMap<>();
        for (ZipEntry entry : Collections.list(jar.entries())) {
            if (isClass(entry)) {
                classes.computeIfAbsent(Reachable.className(entry.getName()), name -> new ArrayList<>())
                        .add(jar.getInputStream(entry).readAllBytes());
            }
        }
        return classes;
    }

    /** The classes that {@code META-INF/services} names. */
    private static Set<String> providersOf(ZipFile jar) throws IOException {
        Set<String> providers = new HashSet<>();
        for (ZipEntry entry : Collections.list(jar.entries())) {
            if (entry.getName().startsWith(SERVICES) && !entry.isDirectory()) {
                new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").strip().replace('.', '/'))
                        .filter(name -> !name.isEmpty())
                        .forEach(providers::add);
            }
        }
        return providers;
    }

    private byte[] updated(ClassModel model, byte[] content) {
        if (model.majorVersion() < FIRST_WITH_STACK_MAPS) {
            return withStackMaps(model);
        }
        boolean links = model.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(CodeModel::elementStream)
                .anyMatch(element -> isReplaced(element) || Lambdas.isReplaced(element));
        List<ClassDesc> members = nests.getOrDefault(model.thisClass().asSymbol(), List.of());
        return links || !members.isEmpty() ? linked(model, members) : content;
    }

    private byte[] withStackMaps(ClassModel old) {
        return formatWithNewStackMaps.build(old.thisClass().asSymbol(), builder -> {
            builder.withVersion(ClassFile.JAVA_21_VERSION, 0);
            old.forEach(element -> {
                switch (element) {
                    case ClassFileVersion version -> {}
                    // Reading and writing the code makes its stack maps again.
                    case MethodModel method ->
                        builder.transformMethod(method, MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL));
                    default -> builder.with(element);
                }
            });
        });
    }

    /** The class with a call of our own code in place of each instruction that the JVM would link at its first use. */
    private byte[] linked(ClassModel model, List<ClassDesc> members) {
        ClassDesc owner = model.thisClass().asSymbol();
        boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
        Lambdas lambdas = new Lambdas(model);
        Map<Integer, InvokeDynamicInstruction> replaced = new TreeMap<>();
        CodeTransform calling = (code, element) -> {
            if (element instanceof InvokeDynamicInstruction call && isReplaced(call)) {
                code.invokestatic(owner, nameOf(call), call.typeSymbol(), isInterface);
                replaced.put(call.invokedynamic().index(), call);
            } else if (element instanceof InvokeDynamicInstruction call && Lambdas.isReplaced(call)) {
                lambdas.replace(code, call);
            } else if (!(element instanceof RuntimeVisibleTypeAnnotationsAttribute)) {
                // Such an annotation would keep its offsets in the code, which are others now.
                code.with(element);
            }
        };
        ClassTransform adding = ClassTransform.endHandler(builder -> {
            replaced.values()
                    .forEach(call -> builder.withMethodBody(
                            nameOf(call),
                            call.typeSymbol(),
                            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                            code -> write(code, call)));
            if (!members.isEmpty()) {
                builder.with(NestMembersAttribute.ofSymbols(members(model, members)));
            }
        });
        return format.transformClass(
                model,
                ClassTransform.dropping(element -> element instanceof NestMembersAttribute && !members.isEmpty())
                        .andThen(ClassTransform.transformingMethodBodies(calling))
                        .andThen(adding));
    }

    private static List<ClassDesc> members(ClassModel model, List<ClassDesc> more) {
        List<ClassDesc> all = new ArrayList<>(more);
        model.findAttribute(Attributes.nestMembers())
                .ifPresent(old -> old.nestMembers().forEach(member -> all.add(member.asSymbol())));
        return all;
    }

    private static String nameOf(InvokeDynamicInstruction call) {
        return call.name().stringValue() + "$" + call.invokedynamic().index();
    }

    private static void write(CodeBuilder code, InvokeDynamicInstruction call) {
        if (isSwitchOverTypes(call)) {
            choose(code, call.bootstrapArgs());
        } else if (call.name().equalsString("equals")) {
            compare(code, call);
        } else {
            hash(code, call);
        }
    }

    private static boolean isReplaced(CodeElement element) {
        return element instanceof InvokeDynamicInstruction call && (isSwitchOverTypes(call) || isOfRecord(call));
    }

    private static boolean isSwitchOverTypes(InvokeDynamicInstruction call) {
        return call.bootstrapMethod().owner().equals(SWITCH_BOOTSTRAPS)
                && call.bootstrapMethod().methodName().equals("typeSwitch")
                && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    }

    /** Not {@code toString}, which is for those who look for a fault. */
    private static boolean isOfRecord(InvokeDynamicInstruction call) {
        return call.bootstrapMethod().owner().equals(OBJECT_METHODS)
                && !call.name().equalsString("toString");
    }

    /**
     * Implements {@link java.lang.runtime.SwitchBootstraps#typeSwitch} as documented: the index of the first type, from the index
     * in the second argument on, that the first argument is an instance of; -1 for null; the number of types for none.
     */
    private static void choose(CodeBuilder code, List<ConstantDesc> types) {
        code.aload(0).ifThen(Opcode.IFNULL, isNull -> isNull.iconst_m1().ireturn());
        for (int i = 0; i < types.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf((ClassDesc) types.get(i)).ifeq(next);
            code.loadConstant(i).ireturn();
            code.labelBinding(next);
        }
        code.loadConstant(types.size()).ireturn();
    }

    /** {@link Record#equals}: of the same record class, and each component equal, from the last one on as the JDK does it. */
    private static void compare(CodeBuilder code, InvokeDynamicInstruction call) {
        ClassDesc owner = call.typeSymbol().parameterType(0);
        Label different = code.newLabel();
        code.aload(1).instanceOf(owner).ifeq(different);
        code.aload(1).checkcast(owner).astore(2);
        for (DirectMethodHandleDesc field : fields(call).reversed()) {
            ClassDesc type = field.invocationType().returnType();
            code.aload(0).getfield(owner, field.methodName(), type);
            code.aload(2).getfield(owner, field.methodName(), type);
            if (type.isPrimitive()) {
                code.invokestatic(Boxes.of(type), "compare", MethodTypeDesc.of(CD_int, type, type))
                        .ifne(different);
            } else {
                code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
                        .ifeq(different);
            }
        }
        code.iconst_1().ireturn();
        code.labelBinding(different);
        code.iconst_0().ireturn();
    }

    /** {@link Record#hashCode}: from the hash of each component. */
    private static void hash(CodeBuilder code, InvokeDynamicInstruction call) {
        ClassDesc owner = call.typeSymbol().parameterType(0);
        code.iconst_0();
        for (DirectMethodHandleDesc field : fields(call)) {
            ClassDesc type = field.invocationType().returnType();
            code.loadConstant(31).imul();
            code.aload(0).getfield(owner, field.methodName(), type);
            if (type.isPrimitive()) {
                code.invokestatic(Boxes.of(type), "hashCode", MethodTypeDesc.of(CD_int, type));
            } else {
                code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
            }
            code.iadd();
        }
        code.ireturn();
    }

    /** The record's fields: the bootstrap's arguments after the class and the names. */
    private static List<DirectMethodHandleDesc> fields(InvokeDynamicInstruction call) {
        return call.bootstrapArgs().stream()
                .skip(2)
                .map(DirectMethodHandleDesc.class::cast)
                .toList();
    }
}
