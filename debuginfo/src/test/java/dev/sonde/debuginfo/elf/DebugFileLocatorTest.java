package dev.sonde.debuginfo.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugFileLocatorTest {
    private static final String ID = "abcdef0123";
    private static final String OTHER_ID = "ffff";

    @TempDir
    Path temporary;

    private Path bin;
    private Path debug;
    private DebugFileLocator locator;

    @BeforeEach
    void createDirectories() throws IOException {
        Path root = temporary.toRealPath();
        bin = Files.createDirectories(root.resolve("bin"));
        debug = Files.createDirectories(root.resolve("debug"));
        locator = DebugFileLocator.in(List.of(root.resolve("nowhere"), debug));
    }

    @Test
    void findsByBuildId() throws IOException {
        Path expected = write(debug.resolve(".build-id/ab/cdef0123.debug"), file(ID, null));
        DebugFileSearch search = search(file(ID, null));
        assertThat(search.found()).map(DebugFileSearch.Found::path).contains(expected);
        assertThat(search.found().orElseThrow().file().buildId()).contains(BuildId.parse(ID));
        assertThat(search.rejected()).isEmpty();
    }

    @Test
    void findsByLinkInEachPlace() throws IOException {
        byte[] debugFile = file(null, null);
        DebugLink link = new DebugLink("prog.debug", crc(debugFile));
        for (Path place : List.of(
                bin.resolve("prog.debug"),
                bin.resolve(".debug/prog.debug"),
                debug.resolve(bin.getRoot().relativize(bin)).resolve("prog.debug"))) {
            write(place, debugFile);
            assertThat(search(file(null, link)).found())
                    .map(DebugFileSearch.Found::path)
                    .contains(place);
            Files.delete(place);
        }
        assertThat(search(file(null, link)).found()).isEmpty();
    }

    @Test
    void findsByTheFilesOwnPath() throws IOException {
        Path mirrored = debug.resolve(bin.getRoot().relativize(bin));
        for (String name : List.of("prog.debug", "prog")) {
            Path place = write(mirrored.resolve(name), file(ID, null));
            assertThat(search(file(ID, null)).found())
                    .map(DebugFileSearch.Found::path)
                    .contains(place);
            Files.delete(place);
        }
    }

    @Test
    void followsSymbolicLinksToTheRealDirectory() throws IOException {
        byte[] debugFile = file(null, null);
        Path expected = write(bin.resolve(".debug/prog.debug"), debugFile);
        Path real = write(bin.resolve("prog"), file(null, new DebugLink("prog.debug", crc(debugFile))));
        Path other = Files.createDirectories(bin.resolveSibling("other"));
        Path link = Files.createSymbolicLink(other.resolve("prog"), real);
        assertThat(locator.find(ElfFile.open(link), link).found())
                .map(DebugFileSearch.Found::path)
                .contains(expected);
    }

    @Test
    void refusesAnotherBuildIdAndShowsBoth() throws IOException {
        Path wrong = write(debug.resolve(".build-id/ab/cdef0123.debug"), file(OTHER_ID, null));
        Path right = write(bin.resolve("prog.debug"), file(ID, null));
        // The checksum is wrong, but equal build-ids say more.
        DebugFileSearch search = search(file(ID, new DebugLink("prog.debug", 1)));
        assertThat(search.found()).map(DebugFileSearch.Found::path).contains(right);
        assertThat(search.rejected())
                .containsExactly(new DebugFileSearch.Rejected(wrong, "its build-id is ffff, expected abcdef0123"));
    }

    @Test
    void refusesAnotherChecksumAndShowsBoth() throws IOException {
        byte[] debugFile = file(null, null);
        Path wrong = write(bin.resolve("prog.debug"), debugFile);
        DebugFileSearch search = search(file(null, new DebugLink("prog.debug", 0x12345678L)));
        assertThat(search.found()).isEmpty();
        assertThat(search.rejected())
                .containsExactly(new DebugFileSearch.Rejected(
                        wrong, String.format("its CRC is 0x%08x, expected 0x12345678", crc(debugFile))));
    }

    @Test
    void refusesWhatCannotBeReadOrCompared() throws IOException {
        Path broken = write(debug.resolve(".build-id/ab/cdef0123.debug"), new byte[10]);
        Path nameless = write(debug.resolve(bin.getRoot().relativize(bin)).resolve("prog"), file(null, null));
        DebugFileSearch search = search(file(ID, null));
        assertThat(search.found()).isEmpty();
        assertThat(search.rejected()).extracting(DebugFileSearch.Rejected::path).containsExactly(broken, nameless);
        assertThat(search.rejected().getFirst().reason()).contains("not an ELF file");
        assertThat(search.rejected().getLast().reason()).isEqualTo("it has no build-id, expected abcdef0123");
    }

    @Test
    void neverFindsTheFileItself() throws IOException {
        byte[] bytes = file(ID, new DebugLink("prog", 0));
        DebugFileSearch search = search(bytes);
        assertThat(search.found()).isEmpty();
        assertThat(search.rejected()).isEmpty();
    }

    @Test
    void findsTheSupplementaryFile() throws IOException {
        DebugAltLink link = new DebugAltLink("../dwz/common.debug", BuildId.parse(ID));
        Path program = write(bin.resolve("prog"), file(null, null));
        assertThat(locator.findSupplementary(link, program).found()).isEmpty();
        Path byId = write(debug.resolve(".build-id/ab/cdef0123.debug"), file(ID, null));
        assertThat(locator.findSupplementary(link, program).found())
                .map(DebugFileSearch.Found::path)
                .contains(byId);
        Path inDwz = write(debug.resolve(".dwz/common.debug"), file(ID, null));
        assertThat(locator.findSupplementary(link, program).found())
                .map(DebugFileSearch.Found::path)
                .contains(inDwz);
        Path wrong = write(bin.resolveSibling("dwz").resolve("common.debug"), file(OTHER_ID, null));
        DebugFileSearch search = locator.findSupplementary(link, program);
        assertThat(search.found()).map(DebugFileSearch.Found::path).contains(inDwz);
        assertThat(search.rejected()).extracting(DebugFileSearch.Rejected::path).containsExactly(wrong);
    }

    @Test
    void readsTheLinkToTheSupplementaryFile() {
        ElfBuilder builder = new ElfBuilder();
        builder.progbits(
                ".gnu_debugaltlink",
                new Bytes().string("common.debug").u8(0xab).u8(0xcd).toArray());
        assertThat(builder.open().supplementaryLink())
                .contains(new DebugAltLink("common.debug", BuildId.parse("abcd")));
        assertThat(new ElfBuilder().open().supplementaryLink()).isEmpty();
    }

    @Test
    void agreesWithObjcopy() throws IOException {
        Path source = Files.writeString(bin.resolve("a.c"), "int main(void) { return 0; }\n");
        Path program = bin.resolve("a");
        Path debugFile = bin.resolve("a.debug");
        Tool.lines("gcc", "-g", "-Wl,--build-id=none", "-o", program.toString(), source.toString());
        Tool.lines("objcopy", "--only-keep-debug", program.toString(), debugFile.toString());
        Tool.lines("objcopy", "--strip-all", "--add-gnu-debuglink=" + debugFile, program.toString());
        ElfFile elf = ElfFile.open(program);
        assertThat(elf.buildId()).isEmpty();
        assertThat(elf.debugLink()).map(DebugLink::fileName).contains("a.debug");
        DebugFileSearch search = locator.find(elf, program);
        assertThat(search.found()).map(DebugFileSearch.Found::path).contains(debugFile);
        ElfFile found = search.found().orElseThrow().file();
        assertThat(found.symbols().named("main")).hasSize(1);
        assertThat(found.contents(".text")).isEmpty();
        assertThat(found.dynamic().entries()).isEmpty();
    }

    private DebugFileSearch search(byte[] program) throws IOException {
        Path path = write(bin.resolve("prog"), program);
        return locator.find(ElfFile.open(path), path);
    }

    private static Path write(Path path, byte[] content) throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return Files.write(path, content);
    }

    private static byte[] file(@Nullable String buildId, @Nullable DebugLink link) {
        ElfBuilder builder = new ElfBuilder();
        if (buildId != null) {
            byte[] id = BuildId.parse(buildId).bytes();
            byte[] note = new Bytes()
                    .u32(4)
                    .u32(id.length)
                    .u32(3)
                    .string("GNU")
                    .raw(id)
                    .toArray();
            builder.section(".note.gnu.build-id", ElfConstants.SHT_NOTE, 2, 0, note, 0, 0);
        }
        if (link != null) {
            Bytes content = new Bytes().string(link.fileName());
            content.zeros(-content.size() & 3).u32(link.crc());
            builder.progbits(".gnu_debuglink", content.toArray());
        }
        return builder.build();
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
