package dev.sonde.cli.source;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.DwLang;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SourceInformation;
import dev.sonde.engine.unwind.Frame;
import java.util.Map;
import java.util.Optional;

/** The source languages by gdb's names. */
public final class Languages {
    private static final String C = "c";
    private static final String CPP = "c++";
    private static final String FORTRAN = "fortran";

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(DwLang.DW_LANG_C89, C),
            Map.entry(DwLang.DW_LANG_C, C),
            Map.entry(DwLang.DW_LANG_C99, C),
            Map.entry(DwLang.DW_LANG_C11, C),
            Map.entry(DwLang.DW_LANG_C_plus_plus, CPP),
            Map.entry(DwLang.DW_LANG_C_plus_plus_03, CPP),
            Map.entry(DwLang.DW_LANG_C_plus_plus_11, CPP),
            Map.entry(DwLang.DW_LANG_C_plus_plus_14, CPP),
            Map.entry(DwLang.DW_LANG_C_plus_plus_17, CPP),
            Map.entry(DwLang.DW_LANG_C_plus_plus_20, CPP),
            Map.entry(DwLang.DW_LANG_C17, C),
            Map.entry(DwLang.DW_LANG_Rust, "rust"),
            Map.entry(DwLang.DW_LANG_Go, "go"),
            Map.entry(DwLang.DW_LANG_D, "d"),
            Map.entry(DwLang.DW_LANG_Fortran77, FORTRAN),
            Map.entry(DwLang.DW_LANG_Fortran90, FORTRAN),
            Map.entry(DwLang.DW_LANG_Fortran95, FORTRAN),
            Map.entry(DwLang.DW_LANG_Fortran03, FORTRAN),
            Map.entry(DwLang.DW_LANG_Fortran08, FORTRAN),
            Map.entry(DwLang.DW_LANG_Ada83, "ada"),
            Map.entry(DwLang.DW_LANG_Ada95, "ada"),
            Map.entry(DwLang.DW_LANG_Pascal83, "pascal"),
            Map.entry(DwLang.DW_LANG_Modula2, "modula-2"),
            Map.entry(DwLang.DW_LANG_ObjC, "objective-c"),
            Map.entry(DwLang.DW_LANG_OpenCL, "opencl"),
            Map.entry(DwLang.DW_LANG_Mips_Assembler, "asm"));

    private Languages() {}

    /** The language of the code of {@code frame}; empty without debugging information. */
    public static Optional<String> of(Frame frame) {
        return frame.module()
                .flatMap(module -> unit(module, frame.lookupAddress()))
                .map(Languages::of);
    }

    /** The language of {@code unit}. */
    public static String of(Unit unit) {
        try {
            return NAMES.getOrDefault((int) unit.language().orElse(0), "minimal");
        } catch (FormatException e) {
            return "unknown"; // a damaged unit does not tell
        }
    }

    /** The unit of the code at {@code address} of the process. */
    private static Optional<Unit> unit(LoadedModule module, long address) {
        return module.source().flatMap((SourceInformation source) -> source.unitAt(module.toFile(address)));
    }
}
