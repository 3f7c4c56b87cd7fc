package dev.sonde.engine.value;

import dev.sonde.engine.value.Type.MemberPointerType;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Pointers to members (Itanium C++ ABI section 2.3). */
final class MemberPointerText {
    private static final int MAX_BASES = 64;

    private MemberPointerText() {}

    static String ofData(MemberPointerType type, long offset) {
        if (offset == -1) {
            return "NULL";
        }
        return type.owner().unqualified() instanceof StructType owner
                ? member(owner, offset, 0).map(name -> "&" + name).orElse(Long.toString(offset))
                : Long.toString(offset);
    }

    private static Optional<String> member(StructType owner, long offset, int depth) {
        for (Member member : owner.members()) {
            if (!member.isStatic() && !member.isBitField() && member.offset() == offset) {
                return Optional.of(owner.tag() + "::" + member.name());
            }
        }
        for (BaseClass base : owner.bases()) {
            if (!base.isVirtual()
                    && depth < MAX_BASES
                    && base.type().unqualified() instanceof StructType struct
                    && offset >= base.offset()
                    && offset < base.offset() + struct.size()) {
                return member(struct, offset - base.offset(), depth + 1);
            }
        }
        return Optional.empty();
    }

    /** The virtual function of a slot in the vtable of the part of an object that starts at {@code offset}. */
    private static Optional<String> method(StructType owner, long slot, long offset, int depth) {
        if (offset == 0) {
            for (Method method : owner.body().methods()) {
                if (method.isVirtual() && method.vtableSlot() == slot) {
                    String parameters = method.shown().stream().map(Type::name).collect(Collectors.joining(", "));
                    return Optional.of(owner.tag() + "::" + method.name() + "(" + parameters + ")"
                            + (method.isConst() ? " const" : ""));
                }
            }
        }
        for (BaseClass base : owner.bases()) {
            if (!base.isVirtual()
                    && depth < MAX_BASES
                    && base.type().unqualified() instanceof StructType struct
                    && offset >= base.offset()
                    && offset < base.offset() + struct.size()) {
                return method(struct, slot, offset - base.offset(), depth + 1);
            }
        }
        return Optional.empty();
    }

    static String ofMethod(MemberPointerType type, byte[] bytes, LongFunction<String> address) {
        long function = Values.number(bytes, 0, Long.BYTES, true).longValue();
        long adjustment = Values.number(bytes, Long.BYTES, Long.BYTES, true).longValue();
        String more = adjustment == 0 ? "" : ", this adjustment " + adjustment;
        if (function == 0) {
            return "NULL";
        }
        if ((function & 1) != 0) {
            long slot = (function - 1) / Long.BYTES;
            return type.owner().unqualified() instanceof StructType owner
                    ? method(owner, slot, adjustment, 0)
                            .map(name -> "&virtual " + name)
                            .orElse("&virtual table offset " + slot + more)
                    : "&virtual table offset " + slot + more;
        }
        return "(" + type.name() + ") " + address.apply(function) + more;
    }
}
