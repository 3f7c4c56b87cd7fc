package dev.sonde.cli.expression;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.setting.Settings;
import dev.sonde.disassembler.Disassembler;
import dev.sonde.disassembler.Encoding;
import dev.sonde.disassembler.Instruction;
import dev.sonde.disassembler.Syntax;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.InstructionText;
import org.jspecify.annotations.Nullable;

/** Reads and writes instructions in the chosen syntax. One per session; the disassembler is loaded at its first use. */
public final class Instructions {
    private static final String INTEL = "intel";

    private final Session session;
    private @Nullable Disassembler disassembler;

    private Instructions(Session session) {
        this.session = session;
    }

    /** Those of {@code session}. */
    public static Instructions of(Session session) {
        return session.shared(Instructions.class, Instructions::new);
    }

    /**
     * The instruction at {@code address}.
     *
     * @throws MemoryFaultException at the first byte of it that cannot be read
     */
    public Instruction at(long address) {
        Memory memory =
                Expressions.of(session).context().memory().orElseThrow(() -> new MemoryFaultException(address, 1));
        byte[] code = memory.readUpTo(address, Encoding.MAX_LENGTH);
        if (code.length == 0) {
            throw new MemoryFaultException(address, 1);
        }
        Instruction instruction = disassembler().decode(address, code);
        if (instruction.status() == Instruction.Status.TRUNCATED && code.length < Encoding.MAX_LENGTH) {
            throw new MemoryFaultException(address + code.length, 1);
        }
        return instruction;
    }

    /** The instruction in the syntax that the user chose, with the symbols of what it refers to. */
    public String text(Instruction instruction) {
        Syntax syntax = session.settings().text(Settings.DISASSEMBLY_FLAVOR).equals(INTEL) ? Syntax.INTEL : Syntax.ATT;
        return disassembler().format(instruction, syntax, new SymbolNames(session).resolver());
    }

    /** The text and the length of the instruction at {@code address}, as {@link #at} finds it. */
    InstructionText.Line text(long address) {
        Instruction instruction = at(address);
        return new InstructionText.Line(text(instruction), instruction.length());
    }

    private Disassembler disassembler() {
        Disassembler open = disassembler;
        if (open == null) {
            open = new Disassembler();
            disassembler = open;
        }
        return open;
    }
}
