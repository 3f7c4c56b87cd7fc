package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Member;
import java.util.ArrayList;
import java.util.List;

/** Tuples: each element is a base of the class that holds it and the elements behind it. */
final class Tuples {
    private static final int MAX_ELEMENTS = 1000;
    private static final String HELD = "_M_head_impl";

    private Tuples() {}

    /** The elements of a tuple. */
    static List<ObjectView> elements(ObjectView tuple) {
        List<ObjectView> found = new ArrayList<>();
        ObjectView at = tuple.base(0);
        while (found.size() < MAX_ELEMENTS) {
            int bases = at.struct().bases().size();
            if (bases == 0) {
                break;
            }
            ObjectView holder = at.base(bases - 1);
            boolean held = holder.members().stream().map(Member::name).anyMatch(HELD::equals);
            found.add(held ? holder.member(HELD) : holder);
            if (bases == 1) {
                break;
            }
            at = at.base(0);
        }
        return found;
    }
}
