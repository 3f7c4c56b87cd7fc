package dev.sonde.engine.variable;

import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.expression.NameScope;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.value.BaseClass;
import dev.sonde.engine.value.Member;
import dev.sonde.engine.value.ObjectModel;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import java.util.Optional;

/** What vtables say of objects (Itanium C++ ABI section 2.5). */
final class Vtables implements ObjectModel {
    private static final String TITLE = "vtable for ";
    private static final int MAX_BASES = 64;

    private final NameScope names;
    private final Modules modules;
    private final Optional<Memory> memory;

    Vtables(NameScope names, Modules modules, Optional<Memory> memory) {
        this.names = names;
        this.modules = modules;
        this.memory = memory;
    }

    @Override
    public Optional<Value> staticMember(String qualifiedName) {
        return names.value("::" + qualifiedName);
    }

    @Override
    public Optional<DynamicObject> dynamicObject(Type type, long address) {
        if (memory.isEmpty() || !(type.unqualified() instanceof StructType struct) || !startsWithVtable(struct, 0)) {
            return Optional.empty();
        }
        try {
            long vtable = memory.get().readLong(address);
            Optional<String> name = modules.symbolize(vtable)
                    .map(SymbolPlace::name)
                    .flatMap(Demangler::demangle)
                    .filter(text -> text.startsWith(TITLE))
                    .map(text -> text.substring(TITLE.length()));
            if (name.isEmpty()) {
                return Optional.empty();
            }
            long toTop = memory.get().readLong(vtable - 2 * Long.BYTES);
            return names.type("", "::" + name.get())
                    .map(real -> new DynamicObject(qualifiedAs(type, real), address + toTop));
        } catch (MemoryFaultException e) {
            return Optional.empty(); // the object is as good as its declaration says
        }
    }

    private static Type qualifiedAs(Type declared, Type real) {
        return declared instanceof Type.QualifiedType qualified
                ? Types.qualified(real, qualified.isConst(), qualified.isVolatile())
                : real;
    }

    private static boolean startsWithVtable(StructType type, int depth) {
        if (depth > MAX_BASES || !type.isComplete()) {
            return false;
        }
        for (Member member : type.members()) {
            if (member.artificial() && member.name().startsWith("_vptr") && member.offset() == 0) {
                return true;
            }
        }
        for (BaseClass base : type.bases()) {
            if (base.offset() == 0
                    && !base.isVirtual()
                    && base.type().unqualified() instanceof StructType inner
                    && startsWithVtable(inner, depth + 1)) {
                return true;
            }
        }
        return false;
    }
}
