package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.rsp.ProtocolException;
import dev.sonde.engine.rsp.RemoteRegister;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.server.gdbserver.agent.AgentContext;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** A stopped thread, as expressions that are evaluated here see it. */
final class ThreadContext implements AgentContext {
    private static final int LONGEST_STRING = 4096;
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ThreadLocal<MemorySegment> WORD =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Long.BYTES, Long.BYTES));

    private final InferiorThread thread;

    private final Consumer<String> printer;

    /** @param printer is given what commands print */
    ThreadContext(InferiorThread thread, Consumer<String> printer) {
        this.thread = thread;
        this.printer = printer;
    }

    @Override
    public long register(int number) {
        RemoteRegister register = ServedProcess.description(thread.inferior())
                .register(number)
                .orElseThrow(() -> new ProtocolException("There is no register " + number));
        RegisterFile registers = thread.registers();
        if (RegisterFile.isGeneral(register.register())) {
            return registers.readLong(register.register());
        }
        byte[] bytes = register.read(registers);
        return ByteBuffer.wrap(Arrays.copyOf(bytes, Math.max(bytes.length, Long.BYTES)))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }

    @Override
    public long memory(long address, int size) {
        MemorySegment word = WORD.get();
        word.set(U64, 0, 0);
        long n = thread.inferior().memory().read(address, word.asSlice(0, size));
        if (n < size) {
            throw new MemoryFaultException(address + n, size - n);
        }
        return word.get(U64, 0);
    }

    @Override
    public String string(long address) {
        byte[] bytes = thread.inferior().memory().readUpTo(address, LONGEST_STRING);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    @Override
    public void print(String text) {
        printer.accept(text);
    }
}
