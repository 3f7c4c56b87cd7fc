package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.syscall.Errno;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;

/** Numbers of errors and the categories that say what they mean. */
final class Errors {
    private Errors() {}

    static Rendering code(ObjectView code) {
        return error(code, "system");
    }

    static Rendering condition(ObjectView condition) {
        return error(condition, "generic");
    }

    private static Rendering error(ObjectView error, String usual) {
        String type = LibstdcxxRenderers.shown(error);
        long value = error.member("_M_value").number();
        ObjectView category = error.member("_M_cat");
        Type declared = category.pointed();
        Type real = error.program().dynamicType(declared, category.number()).orElse(declared);
        String tag = real.unqualified() instanceof StructType struct ? struct.tag() : real.name();
        String name = "";
        for (String known : java.util.List.of("generic", "system", "future", "io")) {
            if (tag.endsWith("::" + known + "_error_category")) {
                name = known;
            }
        }
        if (value == 0 && name.equals(usual)) {
            return Rendering.text(type + " = { }");
        }
        boolean errno = name.equals("generic") || name.equals("system");
        String number = errno && value != 0
                ? Errno.numbered((int) value).map(Errno::name).orElse(Long.toString(value))
                : Long.toString(value);
        return Rendering.text(type + " = {" + (name.isEmpty() ? tag : '"' + name + '"') + ": " + number + "}");
    }
}
