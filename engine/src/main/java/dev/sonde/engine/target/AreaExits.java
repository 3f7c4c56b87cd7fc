package dev.sonde.engine.target;

import dev.sonde.disassembler.Disassembler;
import dev.sonde.disassembler.Instruction;
import dev.sonde.engine.inferior.Memory;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Where a thread that runs in an area comes out of it, by its instructions: an area without exits other than these can be
 * run through at full speed with breakpoints at them.
 *
 * @param targets addresses outside the area that branches and falling through lead to
 * @param leaving addresses of instructions in the area that may lead anywhere: returns, indirect jumps, and calls that are
 *     of interest
 */
record AreaExits(Set<Long> targets, Set<Long> leaving) {
    private static final int MOST_BYTES = 1 << 16;
    private static final int MOST_EXITS = 64;

    AreaExits {
        targets = Set.copyOf(targets);
        leaving = Set.copyOf(leaving);
    }

    /**
     * The exits of {@code area}; empty if it is so large, or has so many, that stepping on is better.
     *
     * @param entered whether a call of a target is of interest; asked with 0 for indirect calls
     */
    static Optional<AreaExits> of(StepArea area, Memory memory, LongPredicate entered) {
        Set<Long> targets = new LinkedHashSet<>();
        Set<Long> leaving = new LinkedHashSet<>();
        Disassembler disassembler = new Disassembler();
        for (StepArea.Piece piece : area.pieces()) {
            long length = piece.end() - piece.start();
            if (Long.compareUnsigned(length, MOST_BYTES) > 0) {
                return Optional.empty();
            }
            byte[] code = memory.readUpTo(piece.start(), (int) length);
            for (Instruction instruction : disassembler.decode(piece.start(), code, code.length)) {
                add(instruction, area, entered, targets, leaving);
            }
        }
        return targets.size() + leaving.size() > MOST_EXITS
                ? Optional.empty()
                : Optional.of(new AreaExits(targets, leaving));
    }

    /** Where to plant a breakpoint. */
    Set<Long> all() {
        Set<Long> all = new LinkedHashSet<>(targets);
        all.addAll(leaving);
        return all;
    }

    private static void add(
            Instruction instruction, StepArea area, LongPredicate entered, Set<Long> targets, Set<Long> leaving) {
        boolean goesOn = true;
        switch (instruction.flowControl()) {
            case CALL -> {
                if (entered.test(instruction.branchTarget().orElse(0))) {
                    leaving.add(instruction.address());
                }
            }
            case INDIRECT_CALL -> {
                if (entered.test(0)) {
                    leaving.add(instruction.address());
                }
            }
            case CONDITIONAL_BRANCH -> addOutside(instruction.branchTarget().orElse(0), area, targets);
            case BRANCH -> {
                addOutside(instruction.branchTarget().orElse(0), area, targets);
                goesOn = false;
            }
            case RETURN, INDIRECT_BRANCH -> {
                leaving.add(instruction.address());
                goesOn = false;
            }
            case NEXT, INTERRUPT, SYSTEM_CALL, TRANSACTION, EXCEPTION -> {} // goes on, or raises a signal
        }
        if (goesOn) {
            addOutside(instruction.nextAddress(), area, targets);
        }
    }

    private static void addOutside(long address, StepArea area, Set<Long> targets) {
        if (!area.contains(address)) {
            targets.add(address);
        }
    }
}
