package dev.sonde.engine.x86_64;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The registers that one machine has: those whose XSAVE components its {@link XsaveLayout} knows. Immutable.
 *
 * <p>Names are looked up in lower case, as gdb spells them or by an alias ({@code pc}, {@code sp}, {@code fp},
 * {@code ps}, {@code r8b}, {@code fcw}).
 */
public final class RegisterTable {
    private static final Set<RegisterKind> GENERAL_GROUP =
            Set.of(RegisterKind.GENERAL, RegisterKind.SEGMENT, RegisterKind.FLAGS, RegisterKind.MASK);
    private static final Set<RegisterKind> FLOAT_GROUP = Set.of(RegisterKind.X87, RegisterKind.X87_CONTROL);
    private final XsaveLayout layout;
    private final List<Register> registers;
    private final Map<String, Register> byName = new LinkedHashMap<>();
    private final Map<Integer, Register> byDwarfNumber = new LinkedHashMap<>();

    private RegisterTable(XsaveLayout layout) {
        this.layout = layout;
        RegisterCatalogue catalogue = Register.catalogue();
        List<Register> present = new ArrayList<>();
        for (Register register : catalogue.byName().values()) {
            if (register.location().exists(layout)) {
                present.add(register);
                byName.put(register.name(), register);
                register.dwarfNumber().ifPresent(number -> byDwarfNumber.put(number, register));
            }
        }
        registers = List.copyOf(present);
        catalogue.aliases().forEach((alias, register) -> {
            if (byName.containsKey(register.name())) {
                byName.put(alias, register);
            }
        });
    }

    /** The registers of a machine whose XSAVE area has this layout. */
    public static RegisterTable of(XsaveLayout layout) {
        return new RegisterTable(layout);
    }

    /** The layout of the XSAVE area that this table was made for. */
    public XsaveLayout layout() {
        return layout;
    }

    /** Every register, each once, in the order of a complete listing. */
    public List<Register> all() {
        return registers;
    }

    /** The registers of one kind, in order. */
    public List<Register> ofKind(RegisterKind kind) {
        return inGroup(Set.of(kind));
    }

    /** What {@code info registers} lists: the general, flag, segment and mask registers. */
    public List<Register> generalGroup() {
        return inGroup(GENERAL_GROUP);
    }

    /** What {@code info registers float} lists: the x87 stack and its control registers. */
    public List<Register> floatGroup() {
        return inGroup(FLOAT_GROUP);
    }

    /** What {@code info registers vector} lists: {@code mxcsr}, and every vector register at its greatest width. */
    public List<Register> vectorGroup() {
        return registers.stream().filter(this::isInVectorGroup).toList();
    }

    /** What {@code info all-registers} lists: the general, float and vector groups. */
    public List<Register> allGroups() {
        return registers.stream()
                .filter(r -> GENERAL_GROUP.contains(r.kind()) || FLOAT_GROUP.contains(r.kind()) || isInVectorGroup(r))
                .toList();
    }

    private boolean isInVectorGroup(Register register) {
        return register.kind() == RegisterKind.VECTOR_CONTROL
                || (register.kind() == RegisterKind.VECTOR && register.size() == widestVector());
    }

    private int widestVector() {
        if (layout.has(XsaveLayout.ZMM_HI256)) {
            return 64;
        }
        return layout.has(XsaveLayout.AVX) ? 32 : 16;
    }

    /** The register with this name or alias, without a leading {@code $}. */
    public Optional<Register> find(String name) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * The register with this name or alias.
     *
     * @throws RegisterException if this machine has none
     */
    public Register require(String name) {
        return find(name).orElseThrow(() -> new RegisterException(name, "this machine has no such register"));
    }

    /** The register that DWARF calls by this number (psABI table 3.36). */
    public Optional<Register> byDwarfNumber(int number) {
        return Optional.ofNullable(byDwarfNumber.get(number));
    }

    /** Every name and alias that {@link #find} accepts, for completion. */
    public Stream<String> names() {
        return byName.keySet().stream();
    }

    private List<Register> inGroup(Set<RegisterKind> kinds) {
        return registers.stream().filter(r -> kinds.contains(r.kind())).toList();
    }
}
