import static java.lang.constant.ConstantDescs.CD_Character;
import static java.lang.constant.ConstantDescs.CD_Integer;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** The classes of boxed primitive values. */
final class Boxes {
    private static final List<ClassDesc> ALL = List.of(
            ConstantDescs.CD_Boolean,
            ConstantDescs.CD_Byte,
            CD_Character,
            ConstantDescs.CD_Short,
            CD_Integer,
            ConstantDescs.CD_Long,
            ConstantDescs.CD_Float,
            ConstantDescs.CD_Double);

    private Boxes() {}

    static boolean isOne(ClassDesc type) {
        return ALL.contains(type);
    }

    static ClassDesc of(ClassDesc primitive) {
        return switch (primitive.displayName()) {
            case "int" -> CD_Integer;
            case "char" -> CD_Character;
            default -> ClassDesc.of("java.lang." + capitalized(primitive.displayName()));
        };
    }

    private static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    static void box(CodeBuilder code, ClassDesc primitive) {
        code.invokestatic(of(primitive), "valueOf", MethodTypeDesc.of(of(primitive), primitive));
    }

    /** Any object that is not of the primitive's class fails, as in the code of the compiler. */
    static void unbox(CodeBuilder code, ClassDesc primitive) {
        code.checkcast(of(primitive))
                .invokevirtual(of(primitive), primitive.displayName() + "Value", MethodTypeDesc.of(primitive));
    }
}
