package dev.sonde.engine.value;

import java.util.List;

/**
 * A member function as its class declares it.
 *
 * @param name without scopes
 * @param linkageName the name that the linker sees; empty when unknown
 * @param type the function, with {@code this} as its first parameter unless it is static
 * @param shown the parameters that the source shows: neither {@code this} nor others that the compiler made
 * @param access who may name it
 * @param isStatic whether it has no {@code this}
 * @param isVirtual whether it is called through the vtable
 * @param artificial whether the compiler made it
 * @param vtableSlot its index in the vtable, -1 for none
 */
public record Method(
        String name,
        String linkageName,
        Type.FunctionType type,
        List<Type> shown,
        Access access,
        boolean isStatic,
        boolean isVirtual,
        boolean artificial,
        long vtableSlot) {
    /** Copies the list. */
    public Method {
        shown = List.copyOf(shown);
    }

    /** Whether {@code this} points to a constant object. */
    public boolean isConst() {
        return !isStatic
                && type.parameters()
                        .filter(list -> !list.isEmpty())
                        .map(List::getFirst)
                        .filter(Method::pointsToConst)
                        .isPresent();
    }

    private static boolean pointsToConst(Type type) {
        Type plain = type.unqualified();
        return plain instanceof Type.PointerType(Type target)
                && target instanceof Type.QualifiedType qualified
                && qualified.isConst();
    }
}
