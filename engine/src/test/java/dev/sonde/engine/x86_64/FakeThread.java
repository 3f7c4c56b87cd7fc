package dev.sonde.engine.x86_64;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** A thread whose blocks are arrays, and which remembers what was asked of it. */
final class FakeThread implements RegisterSource, RegisterSink {
    final byte[] general = new byte[RegisterFile.GENERAL_BYTES];
    byte[] xsave;
    final long[] debug = new long[8];
    final List<String> calls = new ArrayList<>();

    FakeThread(int xsaveBytes) {
        this.xsave = new byte[xsaveBytes];
    }

    @Override
    public void readGeneral(MemorySegment into) {
        calls.add("readGeneral");
        MemorySegment.copy(general, 0, into, ValueLayout.JAVA_BYTE, 0, general.length);
    }

    @Override
    public long readXsave(MemorySegment into) {
        calls.add("readXsave");
        int length = (int) Math.min(xsave.length, into.byteSize());
        MemorySegment.copy(xsave, 0, into, ValueLayout.JAVA_BYTE, 0, length);
        return xsave.length;
    }

    @Override
    public long readDebug(int index) {
        calls.add("readDebug " + index);
        return debug[index];
    }

    @Override
    public void writeGeneral(MemorySegment from) {
        calls.add("writeGeneral");
        MemorySegment.copy(from, ValueLayout.JAVA_BYTE, 0, general, 0, general.length);
    }

    @Override
    public void writeXsave(MemorySegment from) {
        calls.add("writeXsave " + from.byteSize());
        xsave = from.toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public void writeDebug(int index, long value) {
        calls.add("writeDebug " + index);
        debug[index] = value;
    }
}
