package dev.sonde.engine.remote;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.remote.DescriptionReader.DescribedRegister;
import dev.sonde.engine.remote.DescriptionReader.Description;
import dev.sonde.engine.rsp.RemoteRegister;
import dev.sonde.engine.rsp.TargetDescription;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterKind;
import dev.sonde.engine.x86_64.RegisterTable;
import dev.sonde.engine.x86_64.XsaveLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The registers that a stub has: which of them are the processor's that we know, by which number packets call them, and
 * where they are in the reply to {@code g}.
 *
 * @param table those that we know
 * @param slots those that we know, in the order of their numbers
 * @param size of the reply to {@code g}, in bytes
 */
record RegisterLayout(RegisterTable table, List<Slot> slots, int size) {
    private static final Pattern UPPER_HALF = Pattern.compile("([yz]mm\\d+)h");
    private static final Set<RegisterKind> OVERLAPPING = Set.of(RegisterKind.SUB_REGISTER, RegisterKind.MMX);
    private static final long ALWAYS = 1L << XsaveLayout.X87 | 1L << XsaveLayout.SSE;

    /**
     * A register of the stub that we know.
     *
     * @param offset where it is in the reply to {@code g}, in bytes
     */
    record Slot(RemoteRegister register, int offset) {
        int number() {
            return register.number();
        }
    }

    /**
     * The layout that a description tells; without one, that of gdbserver for a processor with SSE, of which a stub may have
     * less.
     *
     * @throws DebugException if the stub's processor is another one
     */
    static RegisterLayout of(Optional<Description> description) {
        return description
                .filter(found -> !found.registers().isEmpty())
                .map(RegisterLayout::described)
                .orElseGet(RegisterLayout::usual);
    }

    private static RegisterLayout usual() {
        List<DescribedRegister> registers =
                TargetDescription.of(RegisterTable.of(XsaveLayout.legacy())).registers().stream()
                        .map(register -> new DescribedRegister(register.number(), register.name(), register.size(), -1))
                        .toList();
        return described(new Description(Optional.empty(), registers));
    }

    private static RegisterLayout described(Description description) {
        Set<String> names =
                description.registers().stream().map(DescribedRegister::name).collect(Collectors.toSet());
        if (!names.contains("rip")) {
            throw new DebugException("The remote stub controls a program for "
                    + description.architecture().orElse("another processor")
                    + ", which is not debugged here: only x86-64 is");
        }
        RegisterTable table = RegisterTable.of(XsaveLayout.intel().restrictedTo(components(names)));
        List<Slot> slots = new ArrayList<>();
        int end = 0;
        List<DescribedRegister> ordered = new ArrayList<>(description.registers());
        ordered.sort(Comparator.comparingInt(DescribedRegister::number));
        for (DescribedRegister register : ordered) {
            int offset = register.offset() >= 0 ? register.offset() : end;
            known(table, register).ifPresent(known -> slots.add(new Slot(known, offset)));
            end = Math.max(end, offset + register.size());
        }
        return new RegisterLayout(table, List.copyOf(slots), end);
    }

    private static long components(Set<String> names) {
        long components = ALWAYS;
        if (names.contains("ymm0h") || names.contains("ymm0")) {
            components |= 1L << XsaveLayout.AVX;
        }
        if (names.contains("k0") && names.contains("zmm0h")) {
            components |= 1L << XsaveLayout.OPMASK | 1L << XsaveLayout.ZMM_HI256 | 1L << XsaveLayout.HI16_ZMM;
        }
        return names.contains("pkru") ? components | 1L << XsaveLayout.PKRU : components;
    }

    private static Optional<RemoteRegister> known(RegisterTable table, DescribedRegister described) {
        Matcher half = UPPER_HALF.matcher(described.name());
        if (half.matches()) {
            return table.find(half.group(1))
                    .filter(whole -> 2 * described.size() == whole.size())
                    .map(whole -> remote(described, whole, described.size()));
        }
        return table.find(described.name())
                .filter(register -> !OVERLAPPING.contains(register.kind()) && register.kind() != RegisterKind.DEBUG)
                .map(register -> remote(described, register, 0));
    }

    private static RemoteRegister remote(DescribedRegister described, Register register, int offset) {
        return new RemoteRegister(described.number(), described.name(), described.size(), "", "", register, offset);
    }
}
