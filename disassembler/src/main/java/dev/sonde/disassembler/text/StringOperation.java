package dev.sonde.disassembler.text;

import java.util.Optional;

/**
 * The operands of the string instructions, which binutils writes in full and iced-x86 in short (Intel SDM volume 1,
 * section 7.3.9).
 *
 * @param name the mnemonic without a size
 * @param size the size of an element in bytes
 * @param source the register that points to the source
 * @param destination the register that points to the destination
 * @param segment the segment of the source; that of the destination is always {@code es}
 */
record StringOperation(Name name, int size, String source, String destination, String segment) {
    enum Name {
        INS,
        OUTS,
        MOVS,
        CMPS,
        STOS,
        LODS,
        SCAS,
        XLAT
    }

    static Optional<StringOperation> of(Layout layout) {
        return name(layout).map(name -> {
            boolean small = layout.has(Layout.ADDRESS_SIZE);
            String source = name == Name.XLAT ? small ? "ebx" : "rbx" : small ? "esi" : "rsi";
            return new StringOperation(name, size(layout, name), source, small ? "edi" : "rdi", segment(layout));
        });
    }

    private static Optional<Name> name(Layout layout) {
        if (layout.map() != 0) {
            return Optional.empty();
        }
        return switch (layout.opcode()) {
            case 0x6c, 0x6d -> Optional.of(Name.INS);
            case 0x6e, 0x6f -> Optional.of(Name.OUTS);
            case 0xa4, 0xa5 -> Optional.of(Name.MOVS);
            case 0xa6, 0xa7 -> Optional.of(Name.CMPS);
            case 0xaa, 0xab -> Optional.of(Name.STOS);
            case 0xac, 0xad -> Optional.of(Name.LODS);
            case 0xae, 0xaf -> Optional.of(Name.SCAS);
            case 0xd7 -> Optional.of(Name.XLAT);
            default -> Optional.empty();
        };
    }

    private static int size(Layout layout, Name name) {
        if (name == Name.XLAT || layout.opcode() % 2 == 0) {
            return 1;
        }
        boolean port = name == Name.INS || name == Name.OUTS;
        if ((layout.rex() & Layout.REX_W) != 0) {
            return port ? 4 : 8;
        }
        return layout.has(Layout.OPERAND_SIZE) ? 2 : 4;
    }

    private static String segment(Layout layout) {
        for (int i = layout.prefixes() - 1; i >= 0; i--) {
            if (Layout.isSegment(layout.prefix(i))) {
                // The other four do nothing in 64-bit mode.
                return layout.prefix(i) == Layout.FS ? "fs" : layout.prefix(i) == Layout.GS ? "gs" : "ds";
            }
        }
        return "ds";
    }

    /** Whether it reads memory in a segment that a prefix can name. */
    boolean hasSource() {
        return switch (name) {
            case OUTS, MOVS, CMPS, LODS, XLAT -> true;
            case INS, STOS, SCAS -> false;
        };
    }

    private String accumulator() {
        return switch (size) {
            case 1 -> "al";
            case 2 -> "ax";
            case 4 -> "eax";
            default -> "rax";
        };
    }

    String attOperands() {
        String from = "%" + segment + ":(%" + source + ")";
        String to = "%es:(%" + destination + ")";
        return switch (name) {
            case INS -> "(%dx)," + to;
            case OUTS -> from + ",(%dx)";
            case MOVS -> from + "," + to;
            case CMPS -> to + "," + from;
            case STOS -> "%" + accumulator() + "," + to;
            case LODS -> from + ",%" + accumulator();
            case SCAS -> to + ",%" + accumulator();
            case XLAT -> from;
        };
    }

    String intelMnemonic() {
        return switch (name) {
            case INS -> "ins";
            case OUTS -> "outs";
            case MOVS -> "movs";
            case CMPS -> "cmps";
            case STOS -> "stos";
            case LODS -> "lods";
            case SCAS -> "scas";
            case XLAT -> "xlat";
        };
    }

    String intelOperands() {
        String pointer = switch (size) {
            case 1 -> "BYTE PTR ";
            case 2 -> "WORD PTR ";
            case 4 -> "DWORD PTR ";
            default -> "QWORD PTR ";
        };
        String from = pointer + segment + ":[" + source + "]";
        String to = pointer + "es:[" + destination + "]";
        return switch (name) {
            case INS -> to + ",dx";
            case OUTS -> "dx," + from;
            case MOVS -> to + "," + from;
            case CMPS -> from + "," + to;
            case STOS -> to + "," + accumulator();
            case LODS -> accumulator() + "," + from;
            case SCAS -> accumulator() + "," + to;
            case XLAT -> from;
        };
    }
}
