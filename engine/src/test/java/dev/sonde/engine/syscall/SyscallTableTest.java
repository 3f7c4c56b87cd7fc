package dev.sonde.engine.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SyscallTableTest {
    private static final List<Path> HEADERS =
            List.of(Path.of("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), Path.of("/usr/include/asm/unistd_64.h"));
    private static final String DEFINE = "#define __NR_";

    @Test
    void hasEveryCallOfTheKernelsHeader() throws IOException {
        Path header = HEADERS.stream().filter(Files::exists).findFirst().orElse(HEADERS.getFirst());
        assumeThat(header).exists();
        Map<String, Integer> expected = new HashMap<>();
        for (String line : Files.readAllLines(header)) {
            if (line.startsWith(DEFINE)) {
                int space = line.indexOf(' ', DEFINE.length());
                expected.put(
                        line.substring(DEFINE.length(), space),
                        Integer.parseInt(line.substring(space + 1).strip()));
            }
        }
        assertThat(expected).hasSizeGreaterThan(300);
        expected.forEach((name, number) -> {
            assertThat(SyscallTable.named(name).map(Syscall::number)).as(name).contains(number);
            assertThat(SyscallTable.nameOf(number)).isEqualTo(name);
        });
    }

    @Test
    void namesAndNumbersAreUnique() {
        List<Syscall> all = SyscallTable.all().toList();
        assertThat(all).hasSize(384).doesNotHaveDuplicates();
        assertThat(all).extracting(Syscall::name).doesNotHaveDuplicates();
        assertThat(all)
                .allSatisfy(syscall ->
                        assertThat(SyscallTable.numbered(syscall.number())).contains(syscall));
    }

    @Test
    void knowsCallsNewerThanTheHeader() {
        assertThat(SyscallTable.named("uretprobe").orElseThrow().number()).isEqualTo(335);
        assertThat(SyscallTable.named("cachestat").orElseThrow().number()).isEqualTo(451);
        assertThat(SyscallTable.named("mseal").orElseThrow().number()).isEqualTo(462);
        assertThat(SyscallTable.named("file_setattr").orElseThrow().number()).isEqualTo(469);
    }

    @Test
    void hasNoNameForTheUnknown() {
        assertThat(SyscallTable.numbered(400)).isEmpty();
        assertThat(SyscallTable.numbered(-1)).isEmpty();
        assertThat(SyscallTable.numbered(Long.MAX_VALUE)).isEmpty();
        assertThat(SyscallTable.named("sbrk")).isEmpty();
        assertThat(SyscallTable.nameOf(0x40000001L)).isEqualTo("syscall_0x40000001");
    }

    @Test
    void declaresParameters() {
        Syscall read = SyscallTable.named("read").orElseThrow();
        assertThat(read).hasToString("read(fd:fd, buf:>bytes[ret], count:size)");
        assertThat(read.parameters()).hasSize(3);
        assertThat(read.result().name()).isEqualTo("long");
        assertThat(SyscallTable.named("mmap").orElseThrow().result().name()).isEqualTo("ptr");
    }

    @Test
    void everyTypeOfEveryParameterIsKnown() {
        SyscallTable.all().forEach(syscall -> {
            assertThat(syscall.parameters()).hasSizeLessThanOrEqualTo(6);
            Stream.concat(Stream.of(syscall.signature()), Variants.signatures(syscall).stream())
                    .forEach(signature -> signature.parameters().forEach(parameter -> {
                        String name = parameter.type().name();
                        assertThat(name.equals("unused")
                                        || Pointed.named(name) != null
                                        || Structs.element(name) != null)
                                .as("%s: %s", syscall, parameter)
                                .isTrue();
                    }));
        });
    }

    @Test
    void everyVariantIsOfACallAndHasAtMostSixParameters() {
        assertThat(Variants.names()).isNotEmpty().allSatisfy(name -> {
            Syscall syscall = SyscallTable.named(name).orElseThrow();
            assertThat(Variants.signatures(syscall))
                    .isNotEmpty()
                    .allSatisfy(signature -> assertThat(signature.parameters()).hasSizeLessThanOrEqualTo(6));
        });
    }

    @Test
    void noNameOfATypeMeansTwoThings() {
        var seen = new TreeSet<String>();
        for (String file : List.of("constants.txt", "structs.txt")) {
            for (String line : ResourceText.lines(file)) {
                if (line.charAt(0) != ' ') {
                    String name = line.substring(0, line.indexOf(' '));
                    assertThat(seen.add(name)).as(name).isTrue();
                    assertThat(Pointed.named(name)).as(name).isNull();
                }
            }
        }
        for (String name : ConstantSets.names()) {
            Scalar scalar = Scalars.named(name);
            assertThat(scalar).as(name).isNotNull();
        }
    }

    @Test
    void everyDeclaredStructureCanBeShown() {
        SyscallEntry entry = SyscallEntry.of(0, "read", new long[6], Signature.parse(List.of()));
        Call call = Call.entering(entry, new TracedMemory((_, _) -> 0));
        for (String line : ResourceText.lines("structs.txt")) {
            String name = line.substring(0, line.indexOf(' '));
            ElementFormat format = Structs.element(name);
            assertThat(format).as(name).isNotNull();
            if (format != null) {
                assertThat(format.format(call, new byte[format.size()], 0))
                        .startsWith("{")
                        .endsWith("}");
            }
        }
    }
}
