package dev.sonde.debuginfo.dwarf.line;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.Unit;
import java.util.Optional;

/**
 * The files of a line table by their numbers. Immutable.
 *
 * <p>Source: DWARF 5 section 6.2.4; DWARF 4 section 6.2.4 for versions 2 to 4.
 *
 * @param header what the line program starts with
 * @param compilationDirectory what relative names of directories start from
 */
public record LineFiles(LineHeader header, String compilationDirectory) {
    /**
     * Those that the header of a unit's line program names: nothing behind it is read, so that files which the program
     * itself defines, as some old compilers let it do, are missing. Empty when the unit has no line program.
     *
     * @throws FormatException when the header is malformed
     */
    public static Optional<LineFiles> of(Unit unit) {
        Unit owner = owner(unit);
        var offset = owner.lineProgramOffset();
        return offset.isEmpty()
                ? Optional.empty()
                : Optional.of(new LineFiles(
                        LineHeaderReader.at(
                                        owner.dwarf(),
                                        offset.getAsLong(),
                                        owner,
                                        owner.encoding().addressSize())
                                .header(),
                        unit.compilationDirectory().orElse("")));
    }

    /** Split units share the table of their skeleton, except type units, which have one of files only. */
    static Unit owner(Unit unit) {
        return unit.root().has(DwAt.DW_AT_stmt_list) ? unit : unit.skeleton().orElse(unit);
    }

    /** The number of the first file. */
    public int first() {
        return header.encoding().version() >= 5 ? 0 : 1;
    }

    /** The file of a number. */
    public Optional<FileEntry> file(int number) {
        int index = number - first();
        return index >= 0 && index < header.files().size()
                ? Optional.of(header.files().get(index))
                : Optional.empty();
    }

    /** The directory of a number, absolute if the compilation directory is. */
    public String directory(int number) {
        int index = header.encoding().version() >= 5 ? number : number - 1;
        if (index < 0 || index >= header.directories().size()) {
            return compilationDirectory;
        }
        return resolve(compilationDirectory, header.directories().get(index));
    }

    /** The path of a file: absolute if its directory is; empty when there is no such file. */
    public Optional<String> path(int number) {
        return file(number).map(entry -> resolve(directory(entry.directory()), entry.name()));
    }

    private static String resolve(String directory, String name) {
        if (name.startsWith("/") || directory.isEmpty()) {
            return name;
        }
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }
}
