package dev.sonde.engine.symbols;

/**
 * Where an instruction comes from in the source.
 *
 * @param function the name of the function with its scopes; empty when it has none
 * @param linkageName the name that the linker knows the function by; empty when that is the function's own
 * @param file the source file as the compiler was given it; empty when unknown
 * @param path the same file's path, absolute when the compilation directory is known; empty when unknown
 * @param directory the directory that the compiler ran in; empty when unknown
 * @param binary the path of the ELF file whose code it is
 * @param line the line, 0 when unknown
 * @param column the column, 0 when unknown
 * @param inlined whether the function was inlined into another
 * @param block the address in the process where the code of the function is entered
 */
public record SourceLocation(
        String function,
        String linkageName,
        String file,
        String path,
        String directory,
        String binary,
        int line,
        int column,
        boolean inlined,
        long block) {
    /** Whether file and line are known. */
    public boolean hasLine() {
        return line > 0 && !file.isEmpty();
    }

    /** Whether {@code wanted}, a name or the end of a path, means its file. */
    public boolean isFrom(String wanted) {
        return SourceFile.means(wanted, path) || SourceFile.means(wanted, file);
    }

    /** The file and the line, such as {@code loop.c:8}. */
    public String text() {
        return file + ":" + line;
    }
}
