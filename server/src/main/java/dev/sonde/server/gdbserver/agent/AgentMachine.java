package dev.sonde.server.gdbserver.agent;

import java.util.List;

/** One evaluation of an expression. */
final class AgentMachine {
    private static final int MOST_STEPS = 1_000_000;
    /** What is pushed in loops, beyond what each operation pushes once. */
    private static final int SPARE = 64;

    private final Operation[] operations;
    private final long[] operands;
    private final List<AgentFormat> formats;
    private final long[] stack;
    private int depth;

    AgentMachine(Operation[] operations, long[] operands, List<AgentFormat> formats, int pushes) {
        this.operations = operations;
        this.operands = operands;
        this.formats = formats;
        stack = new long[pushes + SPARE];
    }

    long run(AgentContext context) {
        int steps = 0;
        int next = 0;
        while (next < operations.length) {
            if (++steps > MOST_STEPS) {
                throw new AgentException("The expression does not end");
            }
            Operation operation = operations[next];
            long operand = operands[next++];
            if (depth < operation.taken || depth - operation.taken + operation.left > stack.length) {
                throw new AgentException(
                        "The expression finds its stack " + (depth < operation.taken ? "empty" : "full"));
            }
            switch (operation) {
                case END -> {
                    return result();
                }
                case GOTO -> next = (int) operand;
                case IF_GOTO -> next = pop() != 0 ? (int) operand : next;
                case CONST8, CONST16, CONST32, CONST64 -> push(operand);
                case REG -> push(context.register((int) operand));
                case REF8 -> push(context.memory(pop(), 1));
                case REF16 -> push(context.memory(pop(), 2));
                case REF32 -> push(context.memory(pop(), 4));
                case REF64 -> push(context.memory(pop(), 8));
                case EXT -> push(extend(pop(), (int) operand, true));
                case ZERO_EXT -> push(extend(pop(), (int) operand, false));
                case LOG_NOT -> push(pop() == 0 ? 1 : 0);
                case BIT_NOT -> push(~pop());
                case DUP -> push(stack[depth - 1]);
                case POP -> depth--;
                case SWAP, ROT -> rotate(operation.taken);
                case PICK -> pick((int) operand);
                case PRINTF -> print(formats.get((int) operand), context);
                default -> {
                    long right = pop();
                    push(binary(operation, pop(), right));
                }
            }
        }
        return result();
    }

    private long result() {
        return depth == 0 ? 0 : stack[depth - 1];
    }

    private void push(long value) {
        stack[depth++] = value;
    }

    private long pop() {
        return stack[--depth];
    }

    private static long extend(long value, int bits, boolean signed) {
        if (bits <= 0 || bits >= Long.SIZE) {
            return value;
        }
        int unused = Long.SIZE - bits;
        return signed ? value << unused >> unused : value << unused >>> unused;
    }

    /** The topmost of {@code count} elements goes below the others. */
    private void rotate(int count) {
        long top = stack[depth - 1];
        System.arraycopy(stack, depth - count, stack, depth - count + 1, count - 1);
        stack[depth - count] = top;
    }

    private void pick(int below) {
        if (below >= depth) {
            throw new AgentException("The expression finds its stack empty");
        }
        push(stack[depth - 1 - below]);
    }

    private static long binary(Operation operation, long left, long right) {
        return switch (operation) {
            case ADD -> left + right;
            case SUB -> left - right;
            case MUL -> left * right;
            case DIV_SIGNED -> left / divisor(right);
            case DIV_UNSIGNED -> Long.divideUnsigned(left, divisor(right));
            case REM_SIGNED -> left % divisor(right);
            case REM_UNSIGNED -> Long.remainderUnsigned(left, divisor(right));
            case LSH -> right < 0 || right >= Long.SIZE ? 0 : left << right;
            case RSH_SIGNED -> left >> (right < 0 || right >= Long.SIZE ? Long.SIZE - 1 : right);
            case RSH_UNSIGNED -> right < 0 || right >= Long.SIZE ? 0 : left >>> right;
            case BIT_AND -> left & right;
            case BIT_OR -> left | right;
            case BIT_XOR -> left ^ right;
            case EQUAL -> left == right ? 1 : 0;
            case LESS_SIGNED -> left < right ? 1 : 0;
            case LESS_UNSIGNED -> Long.compareUnsigned(left, right) < 0 ? 1 : 0;
            default -> throw new IllegalArgumentException(operation + " takes no two operands");
        };
    }

    private static long divisor(long value) {
        if (value == 0) {
            throw new AgentException("The expression divides by zero");
        }
        return value;
    }

    /** Below the arguments, the last on top, are the channel and the function, which say how a debugger would print. */
    private void print(AgentFormat format, AgentContext context) {
        if (depth < format.arguments() + 2) {
            throw new AgentException("The expression finds its stack empty");
        }
        depth -= 2;
        long[] arguments = new long[format.arguments()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = pop();
        }
        context.print(format.text(arguments, context));
    }
}
