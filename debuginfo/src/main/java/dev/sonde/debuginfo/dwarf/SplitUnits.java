package dev.sonde.debuginfo.dwarf;

import dev.sonde.debuginfo.bytes.FormatException;
import java.util.Optional;
import java.util.OptionalLong;

/** Goes from a skeleton unit to its split unit. Source: DWARF 5 section 3.1.3 and appendix F. */
final class SplitUnits {
    private SplitUnits() {}

    static Optional<Unit> find(Unit skeleton) {
        Dwarf dwarf = skeleton.dwarf();
        if (dwarf.skeletonOrNull() != null || skeleton.header().isTypeUnit()) {
            return Optional.empty();
        }
        Die root = skeleton.root();
        Optional<String> name = root.string(DwAt.DW_AT_dwo_name).or(() -> root.string(DwAt.DW_AT_GNU_dwo_name));
        OptionalLong id = skeleton.splitId();
        if (name.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        Optional<PackageFile> dwp = dwarf.packageFile();
        Optional<Dwarf> file =
                dwp.flatMap(p -> p.compileUnit(id.getAsLong())).map(part -> dwarf.splitFile(part, skeleton, dwp));
        if (file.isEmpty()) {
            String directory = root.string(DwAt.DW_AT_comp_dir).orElse("");
            file = dwarf.resolver()
                    .dwo(directory, name.get())
                    .map(sections -> dwarf.splitFile(sections, skeleton, Optional.empty()));
        }
        if (file.isEmpty()) {
            return Optional.empty();
        }
        for (Unit unit : file.get().units()) {
            if (!unit.header().isTypeUnit()) {
                OptionalLong found = unit.splitId();
                if (found.isPresent() && found.getAsLong() == id.getAsLong()) {
                    return Optional.of(unit);
                }
            }
        }
        throw new FormatException(
                skeleton.section(),
                skeleton.offset(),
                "split file " + name.get() + " has no unit 0x" + Long.toHexString(id.getAsLong()));
    }
}
