package dev.sonde.cli.command.source;

import dev.sonde.debuginfo.dwarf.expression.DwOp;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.Operation;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterTable;
import dev.sonde.engine.x86_64.XsaveLayout;
import java.util.List;

/** DWARF expressions as gdb describes them. */
final class ExpressionText {
    private static final int INDENT = 4;
    private static final RegisterTable NAMES = RegisterTable.of(XsaveLayout.legacy());

    private final LoadedModule module;

    /** @param module what addresses in expressions are of */
    ExpressionText(LoadedModule module) {
        this.module = module;
    }

    /** Where the object is; of several pieces one after the other. */
    String of(Expression expression) {
        if (expression.isEmpty()) {
            return LocationText.OPTIMIZED_OUT;
        }
        List<Operation> operations = expression.operations();
        StringBuilder text = new StringBuilder();
        int start = 0;
        while (start < operations.size()) {
            int end = start;
            while (end < operations.size() && !isPiece(operations.get(end))) {
                end++;
            }
            text.append(start == 0 ? "" : ", and ");
            List<Operation> piece = operations.subList(start, end);
            if (end == operations.size()) {
                text.append(describe(piece));
            } else {
                String size = size(operations.get(end));
                text.append(
                        piece.isEmpty()
                                ? "an empty " + size + " piece"
                                : describeWithSize(piece, " [" + size + " piece]"));
            }
            start = end + 1;
        }
        return text.toString();
    }

    private String describeWithSize(List<Operation> piece, String size) {
        String text = describe(piece);
        return text + (text.endsWith("\n") ? "   " : "") + size;
    }

    private static boolean isPiece(Operation operation) {
        return operation.opcode() == DwOp.DW_OP_piece || operation.opcode() == DwOp.DW_OP_bit_piece;
    }

    private static String size(Operation piece) {
        return piece.opcode() == DwOp.DW_OP_piece ? piece.first() + "-byte" : piece.first() + "-bit";
    }

    private String describe(List<Operation> operations) {
        Operation first = operations.getFirst();
        int opcode = first.opcode();
        boolean single = operations.size() == 1;
        if (single && isRegister(opcode)) {
            return "a variable in $" + register(registerNumber(first));
        }
        if (single && opcode == DwOp.DW_OP_addr) {
            return "static storage at address 0x" + Long.toHexString(module.toProcess(first.first()));
        }
        if (single && isBase(opcode)) {
            return "a variable at offset " + baseOffset(first) + " from base reg $" + register(registerNumber(first));
        }
        if (operations.size() == 2) {
            int second = operations.get(1).opcode();
            if (second == DwOp.DW_OP_GNU_push_tls_address || second == DwOp.DW_OP_form_tls_address) {
                return "a thread-local variable at offset 0x" + Long.toHexString(first.first())
                        + " in the thread-local storage for `" + module.name() + "'";
            }
            if (second == DwOp.DW_OP_stack_value && opcode >= DwOp.DW_OP_lit0 && opcode <= DwOp.DW_OP_lit31) {
                return "the constant " + (opcode - DwOp.DW_OP_lit0);
            }
        }
        StringBuilder text = new StringBuilder("a complex DWARF expression:\n");
        list(text, operations, 0, -first.offset());
        return text.toString();
    }

    /** One operation per line with its offset, which counts on from {@code base}. */
    private void list(StringBuilder text, List<Operation> operations, int indent, long base) {
        for (Operation operation : operations) {
            String offset = Long.toString(base + operation.offset());
            text.append("  ").repeat(' ', Math.max(0, INDENT + indent - offset.length()));
            text.append(offset).append(": ").append(DwOp.name(operation.opcode()));
            if (operation.opcode() == DwOp.DW_OP_entry_value || operation.opcode() == DwOp.DW_OP_GNU_entry_value) {
                text.append('\n');
                // The nested expression starts behind the operation and its length, which takes a byte.
                list(text, operation.nested().operations(), indent + 2, base + operation.offset() + 2);
            } else {
                text.append(operands(operation)).append('\n');
            }
        }
    }

    private String operands(Operation operation) {
        int opcode = operation.opcode();
        if (isRegister(opcode)) {
            return (opcode == DwOp.DW_OP_regx ? " " + operation.first() : "") + " [$"
                    + register(registerNumber(operation)) + "]";
        }
        if (opcode == DwOp.DW_OP_bregx) {
            return " register " + operation.first() + " [$" + register(operation.first()) + "] offset "
                    + operation.second();
        }
        if (isBase(opcode)) {
            return " " + operation.first() + " [$" + register(registerNumber(operation)) + "]";
        }
        return switch (opcode) {
            case DwOp.DW_OP_addr -> " 0x" + Long.toHexString(module.toProcess(operation.first()));
            case DwOp.DW_OP_implicit_value -> " " + operation.block().byteSize();
            case DwOp.DW_OP_implicit_pointer, DwOp.DW_OP_GNU_implicit_pointer ->
                " DIE " + Long.toHexString(operation.first()) + " offset " + operation.second();
            case DwOp.DW_OP_skip, DwOp.DW_OP_bra -> " to " + (operation.offset() + 3 + operation.first());
            default -> operation.toString().substring(DwOp.name(opcode).length());
        };
    }

    private static boolean isRegister(int opcode) {
        return (opcode >= DwOp.DW_OP_reg0 && opcode <= DwOp.DW_OP_reg31) || opcode == DwOp.DW_OP_regx;
    }

    private static boolean isBase(int opcode) {
        return (opcode >= DwOp.DW_OP_breg0 && opcode <= DwOp.DW_OP_breg31) || opcode == DwOp.DW_OP_bregx;
    }

    private static long baseOffset(Operation operation) {
        return operation.opcode() == DwOp.DW_OP_bregx ? operation.second() : operation.first();
    }

    private static long registerNumber(Operation operation) {
        int opcode = operation.opcode();
        if (opcode == DwOp.DW_OP_regx || opcode == DwOp.DW_OP_bregx) {
            return operation.first();
        }
        return (long) opcode - (opcode >= DwOp.DW_OP_breg0 ? DwOp.DW_OP_breg0 : DwOp.DW_OP_reg0);
    }

    private String register(long number) {
        return NAMES.byDwarfNumber((int) number).map(Register::name).orElse("reg" + number);
    }
}
