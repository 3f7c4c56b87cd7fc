package dev.sonde.server.gdbserver.agent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An expression whose bytecode has been checked and decoded once, to be evaluated any number of times. Immutable; may be
 * evaluated by several threads.
 */
public final class AgentExpression {
    private static final int LONGEST = 1 << 16;

    private final Operation[] operations;
    private final long[] operands;
    private final List<AgentFormat> formats;
    private final int deepest;

    private AgentExpression(Operation[] operations, long[] operands, List<AgentFormat> formats, int deepest) {
        this.operations = operations;
        this.operands = operands;
        this.formats = formats;
        this.deepest = deepest;
    }

    /**
     * The expression that {@code code} means.
     *
     * @throws AgentException if it holds an operation that is unknown or cut off, or a jump into the middle of one
     */
    public static AgentExpression compile(byte[] code) {
        if (code.length > LONGEST) {
            throw new AgentException("The expression has " + code.length + " bytes, more than " + LONGEST);
        }
        return new Compiler(code).compile();
    }

    /**
     * The value on top of the stack when the expression ends; 0 when it leaves none.
     *
     * @throws AgentException if the stack runs empty, something is divided by zero, or it runs for too long
     */
    public long evaluate(AgentContext context) {
        return new AgentMachine(operations, operands, formats, deepest).run(context);
    }

    /** Reads bytecode from its beginning to its end. */
    private static final class Compiler {
        private final byte[] code;
        private final List<Operation> operations = new ArrayList<>();
        private final List<Long> operands = new ArrayList<>();
        private final List<AgentFormat> formats = new ArrayList<>();
        /** The index of the operation that begins at an offset. */
        private final Map<Integer, Integer> indexes = new HashMap<>();

        private int position;
        private int pushes;

        Compiler(byte[] code) {
            this.code = code;
        }

        AgentExpression compile() {
            while (position < code.length) {
                indexes.put(position, operations.size());
                decode();
            }
            for (int i = 0; i < operations.size(); i++) {
                Operation operation = operations.get(i);
                if (operation == Operation.GOTO || operation == Operation.IF_GOTO) {
                    operands.set(i, target(operands.get(i)));
                }
            }
            return new AgentExpression(
                    operations.toArray(Operation[]::new),
                    operands.stream().mapToLong(Long::longValue).toArray(),
                    List.copyOf(formats),
                    pushes);
        }

        private void decode() {
            int at = position;
            @Nullable Operation operation = Operation.of(code[position++]);
            if (operation == null) {
                throw new AgentException("The expression has an unknown operation 0x"
                        + Integer.toHexString(code[at] & 0xff) + " at " + at);
            }
            operations.add(operation);
            pushes += Math.max(0, operation.left - operation.taken);
            if (operation == Operation.PRINTF) {
                operands.add((long) formats.size());
                formats.add(format());
            } else {
                operands.add(operand(operation.operandBytes));
            }
        }

        private long operand(int size) {
            require(size);
            long value = 0;
            for (int i = 0; i < size; i++) {
                value = value << 8 | (code[position++] & 0xff);
            }
            return value;
        }

        private AgentFormat format() {
            int arguments = (int) operand(1);
            int length = (int) operand(2);
            require(length);
            int end = position;
            while (end < position + length && code[end] != 0) {
                end++;
            }
            String text = new String(code, position, end - position, StandardCharsets.UTF_8);
            position += length;
            return new AgentFormat(text, arguments);
        }

        private void require(int size) {
            if (code.length - position < size) {
                throw new AgentException("The expression ends in the middle of an operation");
            }
        }

        private long target(long offset) {
            if (offset == code.length) {
                return operations.size();
            }
            @Nullable Integer index = indexes.get((int) offset);
            if (index == null) {
                throw new AgentException("The expression jumps to " + offset + ", where no operation begins");
            }
            return index;
        }
    }
}
