package dev.sonde.disassembler.iced;

import static dev.sonde.disassembler.iced.WasmInstance.callInt;

import com.dylibso.chicory.runtime.ExportFunction;

/** iced's decoder for 64-bit code: started on a copy of some bytes, it decodes one instruction after the other. */
public final class IcedDecoder {
    private static final int BITNESS = 64;
    private static final int NOT_STARTED = 0;
    private static final int NO_MORE_BYTES = 2;

    // Debuggers show what the bytes mean to any processor, so encodings that newer ones dropped count too.
    private static final int OPTION_MPX = 524288;

    private final WasmInstance wasm;
    private final ExportFunction create;
    private final ExportFunction free;
    private final ExportFunction setAddress;
    private final ExportFunction setPosition;
    private final ExportFunction decode;
    private final ExportFunction lastError;
    private int decoder = NOT_STARTED;

    public IcedDecoder(WasmInstance wasm) {
        this.wasm = wasm;
        create = wasm.function("decoder_new");
        free = wasm.function("__wbg_decoder_free");
        setAddress = wasm.function("decoder_set_ip");
        setPosition = wasm.function("decoder_set_position");
        decode = wasm.function("decoder_decodeOut");
        lastError = wasm.function("decoder_lastError");
    }

    /** Starts on {@code length} bytes of {@code code} at {@code offset}, the first of which is at {@code address}. */
    public void start(byte[] code, int offset, int length, long address) {
        finish();
        decoder = wasm.create(create, BITNESS, wasm.allocate(code, offset, length), length, OPTION_MPX);
        setAddress.apply(decoder, address);
    }

    /** Goes to the byte at {@code position} from the start, which is at {@code address}. */
    public void moveTo(int position, long address) {
        wasm.callVoid(setPosition, decoder, position);
        setAddress.apply(decoder, address);
    }

    /** Decodes the next instruction, which is invalid when the bytes are none or end too early. */
    public void decode(IcedInstruction instruction) {
        decode.apply(decoder, instruction.address());
    }

    /** Whether the last instruction was invalid because the bytes ended. */
    public boolean ranOutOfBytes() {
        return callInt(lastError, decoder) == NO_MORE_BYTES;
    }

    /** Gives the module's memory back; {@link #start} may follow. */
    public void finish() {
        if (decoder != NOT_STARTED) {
            free.apply(decoder);
            decoder = NOT_STARTED;
        }
    }
}
