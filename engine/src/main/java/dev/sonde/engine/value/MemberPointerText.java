package dev.sonde.engine.value;

import dev.sonde.engine.value.Type.MemberPointerType;
import java.util.Optional;
import java.util.function.LongFunction;

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

    static String ofMethod(MemberPointerType type, byte[] bytes, LongFunction<String> address) {
        long function = Values.number(bytes, 0, Long.BYTES, true).longValue();
        long adjustment = Values.number(bytes, Long.BYTES, Long.BYTES, true).longValue();
        String more = adjustment == 0 ? "" : ", this adjustment " + adjustment;
        if (function == 0) {
            return "NULL";
        }
        if ((function & 1) != 0) {
            return "&virtual table offset " + (function - 1) / Long.BYTES + more;
        }
        return "(" + type.name() + ") " + address.apply(function) + more;
    }
}
