package dev.sonde.engine.unwind;

import dev.sonde.disassembler.FlowControl;
import dev.sonde.disassembler.Instruction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows what a function's instructions do to the stack, from its start up to one instruction, or from one instruction to
 * the return, where no call frame information tells it.
 *
 * <p>Walks the code once in the order of addresses. At the target of a branch the stack is as it was at the branch; behind
 * a return or jump that no branch leads over, as it was before the function began to take its frame down. Source: psABI
 * section 3.2.2 for what compilers may do.
 */
final class FunctionAnalysis {
    /** How many instructions of an epilogue are followed. */
    static final int EPILOGUE_INSTRUCTIONS = 24;

    /** The stack in the middle of a function. Immutable. */
    private record Shape(boolean spKnown, long depth, boolean framed, long frameDepth, Map<Integer, Long> saved) {
        /** At the first instruction, the CFA is one word above rsp, for the return address. */
        static final Shape AT_ENTRY = new Shape(true, Long.BYTES, false, 0, Map.of());

        Shape moved(long bytes) {
            return new Shape(spKnown, depth + bytes, framed, frameDepth, saved);
        }

        Shape pushed(int register) {
            Shape after = moved(Long.BYTES);
            boolean callers = ((UnwindRules.CALL_CLOBBERED >> register) & 1) == 0 && !saved.containsKey(register);
            if (!spKnown || !callers || register == UnwindRules.RSP) {
                return after;
            }
            Map<Integer, Long> more = new HashMap<>(saved);
            more.put(register, -after.depth);
            return new Shape(true, after.depth, framed, frameDepth, Map.copyOf(more));
        }

        Shape popped(int register) {
            Map<Integer, Long> fewer = saved;
            if (spKnown && Long.valueOf(-depth).equals(saved.get(register))) {
                fewer = new HashMap<>(saved);
                fewer.remove(register);
                fewer = Map.copyOf(fewer);
            }
            boolean stillFramed = framed && register != UnwindRules.RBP;
            return new Shape(spKnown, depth - Long.BYTES, stillFramed, frameDepth, fewer);
        }

        Shape framedAt(long newFrameDepth) {
            return new Shape(spKnown, depth, spKnown, newFrameDepth, saved);
        }

        Shape spLost() {
            return new Shape(false, depth, framed, frameDepth, saved);
        }

        /** {@code mov %rbp,%rsp}. */
        Shape unwoundToFrame() {
            return framed ? new Shape(true, frameDepth, true, frameDepth, saved) : spLost();
        }
    }

    private FunctionAnalysis() {}

    /**
     * The rules at {@code pc} by what the function did up to there.
     *
     * @param code from the function's start up to {@code pc} at least
     */
    static Optional<UnwindRules> upTo(List<Instruction> code, long pc) {
        Map<Long, Shape> atTargets = new HashMap<>();
        Shape body = Shape.AT_ENTRY;
        Shape shape = Shape.AT_ENTRY;
        boolean reachable = true;
        for (Instruction instruction : code) {
            Shape branched = atTargets.remove(instruction.address());
            if (branched != null) {
                shape = branched;
            } else if (!reachable) {
                shape = body;
            }
            if (Long.compareUnsigned(instruction.nextAddress(), pc) > 0) {
                break;
            }
            boolean removes = StackEffect.of(instruction).removesFrame();
            shape = apply(shape, instruction);
            if (!removes && (shape.depth >= body.depth || !body.spKnown)) {
                body = shape;
            }
            Shape here = shape;
            instruction.branchTarget().ifPresent(target -> {
                if (!instruction.isCall() && Long.compareUnsigned(target, instruction.address()) > 0) {
                    atTargets.putIfAbsent(target, here);
                }
            });
            reachable = !leaves(instruction.flowControl());
        }
        return rules(shape);
    }

    private static boolean leaves(FlowControl flow) {
        return switch (flow) {
            case RETURN, BRANCH, INDIRECT_BRANCH, EXCEPTION -> true;
            case NEXT, CALL, INDIRECT_CALL, CONDITIONAL_BRANCH, INTERRUPT, SYSTEM_CALL, TRANSACTION -> false;
        };
    }

    private static Shape apply(Shape shape, Instruction instruction) {
        return switch (StackEffect.of(instruction)) {
            case StackEffect.None() -> shape;
            case StackEffect.Push(int register) -> shape.pushed(register);
            case StackEffect.PushOther() -> shape.moved(Long.BYTES);
            case StackEffect.Pop(int register) -> shape.popped(register);
            case StackEffect.Move(long bytes) -> shape.moved(-bytes);
            case StackEffect.SetFrame(long offset) -> shape.framedAt(shape.depth - offset);
            case StackEffect.RestoreFromFrame(long offset) ->
                shape.unwoundToFrame().moved(-offset);
            case StackEffect.Leave() -> shape.unwoundToFrame().popped(UnwindRules.RBP);
            case StackEffect.Return() -> shape;
            case StackEffect.Lost() -> shape.spLost();
        };
    }

    private static Optional<UnwindRules> rules(Shape shape) {
        UnwindRules rules;
        if (shape.framed) {
            rules = UnwindRules.ofFunction(UnwindMethod.FRAME_POINTER, UnwindRules.RBP, shape.frameDepth);
        } else if (shape.spKnown && shape.depth >= Long.BYTES) {
            UnwindMethod method = shape.depth == Long.BYTES ? UnwindMethod.LEAF : UnwindMethod.PROLOGUE_ANALYSIS;
            rules = UnwindRules.ofFunction(method, UnwindRules.RSP, shape.depth);
        } else {
            return Optional.empty();
        }
        shape.saved.forEach(rules::savedAtCfa);
        return Optional.of(rules);
    }

    /**
     * The rules at the first of some instructions, if these do nothing but take the frame down and return.
     *
     * @param code from the pc on
     */
    static Optional<UnwindRules> epilogue(List<Instruction> code) {
        int base = UnwindRules.RSP;
        long offset = 0;
        Map<Integer, Long> saved = new HashMap<>();
        for (Instruction instruction : code) {
            switch (StackEffect.of(instruction)) {
                case StackEffect.Pop(int register) -> {
                    saved.put(register, offset);
                    offset += Long.BYTES;
                }
                case StackEffect.Move(long bytes) -> offset += bytes;
                case StackEffect.RestoreFromFrame(long distance) -> {
                    base = UnwindRules.RBP;
                    offset = distance;
                }
                case StackEffect.Leave() -> {
                    base = UnwindRules.RBP;
                    saved.put(UnwindRules.RBP, 0L);
                    offset = Long.BYTES;
                }
                case StackEffect.Return() -> {
                    return Optional.of(returning(base, offset + Long.BYTES, saved));
                }
                case StackEffect.None() -> {
                    if (!instruction.mnemonic().equals("vzeroupper")) {
                        return Optional.empty();
                    }
                }
                case StackEffect.Push _, StackEffect.PushOther _, StackEffect.SetFrame _, StackEffect.Lost _ -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static UnwindRules returning(int base, long cfaOffset, Map<Integer, Long> saved) {
        boolean atReturn = base == UnwindRules.RSP && cfaOffset == Long.BYTES;
        UnwindRules rules =
                UnwindRules.ofFunction(atReturn ? UnwindMethod.LEAF : UnwindMethod.PROLOGUE_ANALYSIS, base, cfaOffset);
        saved.forEach((register, offset) -> rules.savedAtCfa(register, offset - cfaOffset));
        return rules;
    }

    /** The rules in a stub of the procedure linkage table, which jumps away after at most two pushes. */
    static UnwindRules stub(List<Instruction> code, long pc, long pushedBefore) {
        long depth = Long.BYTES + pushedBefore;
        for (Instruction instruction : code) {
            if (Long.compareUnsigned(instruction.nextAddress(), pc) > 0) {
                break;
            }
            depth += StackEffect.of(instruction) instanceof StackEffect.PushOther ? Long.BYTES : 0;
        }
        return UnwindRules.ofFunction(UnwindMethod.LEAF, UnwindRules.RSP, depth);
    }
}
