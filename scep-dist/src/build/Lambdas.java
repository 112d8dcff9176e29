import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lambdas and method references of one class, each as a class of its own: what {@link java.lang.invoke.LambdaMetafactory}
 * makes at the first use. It calls the same method, which may be private, as a member of the same nest.
 */
final class Lambdas {
    private static final ClassDesc METAFACTORY = ClassDesc.of("java.lang.invoke.LambdaMetafactory");
    private static final String FACTORY = "of";

    private final ClassModel owner;
    /** By the index in the constant pool, which equal method references share. */
    private final Map<Integer, InvokeDynamicInstruction> calls = new LinkedHashMap<>();

    Lambdas(ClassModel owner) {
        this.owner = owner;
        owner.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(CodeModel::elementStream)
                .filter(Lambdas::isReplaced)
                .map(InvokeDynamicInstruction.class::cast)
                .forEach(call -> calls.putIfAbsent(call.invokedynamic().index(), call));
    }

    /** True for a call that {@link #replace} can replace; what our code does not have is left to the JVM. */
    static boolean isReplaced(CodeElement element) {
        return element instanceof InvokeDynamicInstruction call
                && call.bootstrapMethod().owner().equals(METAFACTORY)
                && call.bootstrapMethod().methodName().equals("metafactory")
                && Shape.of(call).isSimple();
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** The names of the classes. */
    List<ClassDesc> names() {
        return calls.keySet().stream().map(this::name).toList();
    }

    private ClassDesc name(int call) {
        return owner.thisClass().asSymbol().nested("$Lambda" + call);
    }

    /** The class whose attribute lists the members of the nest. */
    static ClassDesc nestHost(ClassModel model) {
        return model.findAttribute(Attributes.nestHost())
                .map(host -> host.nestHost().asSymbol())
                .orElseGet(() -> model.thisClass().asSymbol());
    }

    /** Makes the object, whose captured values are on the stack. */
    void replace(CodeBuilder code, InvokeDynamicInstruction call) {
        code.invokestatic(name(call.invokedynamic().index()), FACTORY, call.typeSymbol());
    }

    /** The classes, by their names with slashes. */
    Map<String, byte[]> classes(ClassFile format) {
        Map<String, byte[]> classes = new TreeMap<>();
        calls.forEach((index, call) -> {
            ClassDesc name = name(index);
            String descriptor = name.descriptorString();
            classes.put(
                    descriptor.substring(1, descriptor.length() - 1),
                    format.build(name, builder -> write(builder, name, Shape.of(call))));
        });
        return classes;
    }

    private void write(ClassBuilder builder, ClassDesc name, Shape shape) {
        MethodTypeDesc captured = shape.site().changeReturnType(CD_void);
        builder.withVersion(owner.majorVersion(), owner.minorVersion())
                .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC)
                .withInterfaceSymbols(shape.site().returnType())
                .with(NestHostAttribute.of(nestHost(owner)));
        for (int i = 0; i < captured.parameterCount(); i++) {
            builder.withField(field(i), captured.parameterType(i), ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
        }
        builder.withMethodBody(INIT_NAME, captured, ClassFile.ACC_PRIVATE, code -> keep(code, name, captured))
                .withMethodBody(FACTORY, shape.site(), ClassFile.ACC_STATIC, code -> make(code, name, captured))
                .withMethodBody(shape.name(), shape.erased(), ClassFile.ACC_PUBLIC, code -> call(code, name, shape));
    }

    private static String field(int number) {
        return "captured" + number;
    }

    private static void keep(CodeBuilder code, ClassDesc name, MethodTypeDesc captured) {
        code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void);
        for (int i = 0; i < captured.parameterCount(); i++) {
            ClassDesc type = captured.parameterType(i);
            code.aload(0).loadLocal(TypeKind.from(type), code.parameterSlot(i)).putfield(name, field(i), type);
        }
        code.return_();
    }

    private static void make(CodeBuilder code, ClassDesc name, MethodTypeDesc captured) {
        code.new_(name).dup();
        for (int i = 0; i < captured.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(captured.parameterType(i)), code.parameterSlot(i));
        }
        code.invokespecial(name, INIT_NAME, captured).areturn();
    }

    private static void call(CodeBuilder code, ClassDesc name, Shape shape) {
        DirectMethodHandleDesc method = shape.method();
        if (method.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR) {
            code.new_(method.owner()).dup();
        }
        int captured = shape.site().parameterCount();
        for (int i = 0; i < captured; i++) {
            code.aload(0).getfield(name, field(i), shape.site().parameterType(i));
        }
        for (int i = 0; i < shape.erased().parameterCount(); i++) {
            code.loadLocal(TypeKind.from(shape.erased().parameterType(i)), code.parameterSlot(i));
            shape.argument(i).write(code);
        }
        invoke(code, method);
        shape.result().write(code);
        code.return_(TypeKind.from(shape.erased().returnType()));
    }

    private static void invoke(CodeBuilder code, DirectMethodHandleDesc method) {
        ClassDesc owner = method.owner();
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(method.lookupDescriptor());
        switch (method.kind()) {
            case STATIC, INTERFACE_STATIC ->
                code.invokestatic(owner, method.methodName(), type, method.isOwnerInterface());
            case CONSTRUCTOR -> code.invokespecial(owner, INIT_NAME, type);
            // A private method is called in this way by another member of its nest.
            case VIRTUAL, SPECIAL -> code.invokevirtual(owner, method.methodName(), type);
            case INTERFACE_VIRTUAL, INTERFACE_SPECIAL -> code.invokeinterface(owner, method.methodName(), type);
            default -> throw new IllegalArgumentException(method.toString());
        }
    }

    /**
     * A lambda as its instruction describes it.
     *
     * @param name that of the interface's method
     * @param site from the captured values to the interface
     * @param erased the type of the interface's method
     * @param typed the same with its type arguments
     * @param method what is called
     */
    private record Shape(
            String name,
            MethodTypeDesc site,
            MethodTypeDesc erased,
            MethodTypeDesc typed,
            DirectMethodHandleDesc method) {

        static Shape of(InvokeDynamicInstruction call) {
            return new Shape(
                    call.name().stringValue(),
                    call.typeSymbol(),
                    (MethodTypeDesc) call.bootstrapArgs().get(0),
                    (MethodTypeDesc) call.bootstrapArgs().get(2),
                    (DirectMethodHandleDesc) call.bootstrapArgs().get(1));
        }

        boolean isSimple() {
            for (int i = 0; i < erased.parameterCount(); i++) {
                if (!argument(i).isSimple()) {
                    return false;
                }
            }
            return result().isSimple() && method.owner().isClassOrInterface();
        }

        Conversion argument(int number) {
            return new Conversion(
                    erased.parameterType(number),
                    typed.parameterType(number),
                    method.invocationType().parameterType(site.parameterCount() + number));
        }

        Conversion result() {
            ClassDesc returned = method.invocationType().returnType();
            return new Conversion(returned, erased.returnType(), erased.returnType());
        }
    }

    /**
     * The conversion of a value between the interface's method and the one that is called.
     *
     * @param from the type that it has
     * @param as the type that it is known to have, if it is an object
     * @param to the required type
     */
    private record Conversion(ClassDesc from, ClassDesc as, ClassDesc to) {

        /** Not from one number to another, which a boxed one would need too. */
        boolean isSimple() {
            if (to.equals(CD_void) || from.equals(to) || !from.isPrimitive() && !to.isPrimitive()) {
                return true;
            }
            return from.isPrimitive()
                    ? !to.isPrimitive() && (to.equals(Boxes.of(from)) || !Boxes.isOne(to))
                    : as.equals(Boxes.of(to)) || from.equals(Boxes.of(to));
        }

        void write(CodeBuilder code) {
            if (to.equals(CD_void)) {
                drop(code);
            } else if (from.isPrimitive() && !to.isPrimitive()) {
                Boxes.box(code, from);
            } else if (!from.isPrimitive() && to.isPrimitive()) {
                Boxes.unbox(code, to);
            } else if (!from.isPrimitive() && !from.equals(as) && !as.equals(CD_Object)) {
                code.checkcast(as);
            }
        }

        private void drop(CodeBuilder code) {
            switch (TypeKind.from(from).slotSize()) {
                case 0 -> {}
                case 1 -> code.pop();
                default -> code.pop2();
            }
        }
    }
}
