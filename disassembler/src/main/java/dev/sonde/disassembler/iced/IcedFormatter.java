package dev.sonde.disassembler.iced;

import com.dylibso.chicory.runtime.ExportFunction;
import java.nio.charset.StandardCharsets;

/** iced's formatter for one syntax, set up to write as much as it can in binutils' manner. */
public final class IcedFormatter {
    /** The syntaxes of which this module has a use, by iced's numbers. */
    public enum Syntax {
        /** AT&T. */
        GAS(0),
        /** Intel, which iced's MASM formatter writes more like binutils than its Intel formatter does. */
        MASM(2);

        private final int number;

        Syntax(int number) {
            this.number = number;
        }
    }

    private static final int MNEMONIC_WIDTH = 7;
    private static final int ALWAYS_SHOW_MEMORY_SIZE = 1;
    private static final int NO_PREFIXES = 1;

    private final WasmInstance wasm;
    private final int formatter;
    private final ExportFunction format;
    private final ExportFunction formatMnemonic;
    private final ExportFunction formatRegister;

    public IcedFormatter(WasmInstance wasm, Syntax syntax) {
        this.wasm = wasm;
        formatter = wasm.create(wasm.function("formatter_new"), syntax.number);
        format = wasm.function("formatter_format");
        formatMnemonic = wasm.function("formatter_formatMnemonicOptions");
        formatRegister = wasm.function("formatter_formatRegister");
        set("firstOperandCharIndex", MNEMONIC_WIDTH);
        set("hexPrefix", "0x");
        set("hexSuffix", "");
        set("uppercaseHex", false);
        set("addLeadingZeroToHexNumbers", false);
        set("smallHexNumbersInDecimal", false);
        set("branchLeadingZeros", false);
        set("showBranchSize", false);
        set("ripRelativeAddresses", true);
        set("alwaysShowScale", true);
        set("showZeroDisplacements", true);
        set("uppercaseKeywords", true);
        set("memorySizeOptions", ALWAYS_SHOW_MEMORY_SIZE);
    }

    /** The mnemonic with its prefixes, and its operands from column {@value #MNEMONIC_WIDTH} on. */
    public String format(IcedInstruction instruction) {
        return wasm.callString(format, formatter, instruction.address());
    }

    /** The mnemonic without prefixes. */
    public String mnemonic(IcedInstruction instruction) {
        return wasm.callString(formatMnemonic, formatter, instruction.address(), NO_PREFIXES);
    }

    /** The name of a register by iced's number. */
    public String register(int number) {
        return wasm.callString(formatRegister, formatter, number);
    }

    private void set(String option, boolean value) {
        set(option, value ? 1 : 0);
    }

    private void set(String option, int value) {
        setter(option).apply(formatter, value);
    }

    private void set(String option, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        setter(option).apply(formatter, wasm.allocate(bytes, 0, bytes.length), bytes.length);
    }

    private ExportFunction setter(String option) {
        return wasm.function("formatter_set_" + option);
    }
}
