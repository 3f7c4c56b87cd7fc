package dev.sonde.disassembler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sonde.disassembler.Instruction.Status;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisassemblerTest {
    private static final long ADDRESS = 0x401000;
    private static final Disassembler DISASSEMBLER = new Disassembler();

    private static Instruction decode(String hex) {
        return DISASSEMBLER.decode(ADDRESS, bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String att(String hex) {
        return DISASSEMBLER.format(decode(hex), Syntax.ATT, SymbolResolver.NONE);
    }

    private static String intel(String hex) {
        return DISASSEMBLER.format(decode(hex), Syntax.INTEL, SymbolResolver.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    55                                | push   %rbp                                  | push   rbp
                    c3                                | ret                                          | ret
                    cc                                | int3                                         | int3
                    f30f1efa                          | endbr64                                      | endbr64
                    4889e5                            | mov    %rsp,%rbp                             | mov    rbp,rsp
                    b801000000                        | mov    $0x1,%eax                             | mov    eax,0x1
                    48c7c0ffffffff                    | mov    $0xffffffffffffffff,%rax              | mov    rax,0xffffffffffffffff
                    48b88877665544332211              | movabs $0x1122334455667788,%rax              | movabs rax,0x1122334455667788
                    488b84d810200000                  | mov    0x2010(%rax,%rbx,8),%rax              | mov    rax,QWORD PTR [rax+rbx*8+0x2010]
                    c745f800000000                    | movl   $0x0,-0x8(%rbp)                       | mov    DWORD PTR [rbp-0x8],0x0
                    64488b042528000000                | mov    %fs:0x28,%rax                         | mov    rax,QWORD PTR fs:0x28
                    ff1500200000                      | call   *0x2000(%rip)        # 0x403006       | call   QWORD PTR [rip+0x2000]        # 0x403006
                    0f1f4000                          | nopl   0x0(%rax)                             | nop    DWORD PTR [rax+0x0]
                    660f1f440000                      | nopw   0x0(%rax,%rax,1)                      | nop    WORD PTR [rax+rax*1+0x0]
                    66662e0f1f840000000000            | data16 cs nopw 0x0(%rax,%rax,1)              | data16 cs nop WORD PTR [rax+rax*1+0x0]
                    6690                              | xchg   %ax,%ax                               | xchg   ax,ax
                    f3c3                              | repz ret                                     | repz ret
                    f348ab                            | rep stos %rax,%es:(%rdi)                     | rep stos QWORD PTR es:[rdi],rax
                    f3a4                              | rep movsb %ds:(%rsi),%es:(%rdi)              | rep movs BYTE PTR es:[rdi],BYTE PTR ds:[rsi]
                    f2ae                              | repnz scas %es:(%rdi),%al                    | repnz scas al,BYTE PTR es:[rdi]
                    f0480fb10f                        | lock cmpxchg %rcx,(%rdi)                     | lock cmpxchg QWORD PTR [rdi],rcx
                    3effe0                            | notrack jmp *%rax                            | notrack jmp rax
                    f2e900000000                      | bnd jmp 0x401006                             | bnd jmp 0x401006
                    2e7500                            | jne,pn 0x401003                              | cs jne 0x401003
                    48e800000000                      | rex.W call 0x401006                          | rex.W call 0x401006
                    67e800000000                      | addr32 call 0x401006                         | addr32 call 0x401006
                    d1e8                              | shr    %eax                                  | shr    eax,1
                    c1e801                            | shr    $0x1,%eax                             | shr    eax,0x1
                    6bc00a                            | imul   $0xa,%eax,%eax                        | imul   eax,eax,0xa
                    870f                              | xchg   %ecx,(%rdi)                           | xchg   DWORD PTR [rdi],ecx
                    8b0465 00000000                   | mov    0x0(,%riz,2),%eax                     | mov    eax,DWORD PTR [riz*2+0x0]
                    8b4460 04                         | mov    0x4(%rax,%riz,2),%eax                 | mov    eax,DWORD PTR [rax+riz*2+0x4]
                    ec                                | in     (%dx),%al                             | in     al,dx
                    9b                                | fwait                                        | fwait
                    dec1                              | faddp  %st,%st(1)                            | faddp  st(1),st
                    d9c9                              | fxch   %st(1)                                | fxch   st(1)
                    db6c2410                          | fldt   0x10(%rsp)                            | fld    TBYTE PTR [rsp+0x10]
                    d9fe                              | fsin                                         | fsin
                    0f05                              | syscall                                      | syscall
                    0f0b                              | ud2                                          | ud2
                    f30f58c1                          | addss  %xmm1,%xmm0                           | addss  xmm0,xmm1
                    c5fc58c1                          | vaddps %ymm1,%ymm0,%ymm0                     | vaddps ymm0,ymm0,ymm1
                    62f17c4858c2                      | vaddps %zmm2,%zmm0,%zmm0                     | vaddps zmm0,zmm0,zmm2
                    62f17cc9584101                    | vaddps 0x40(%rcx),%zmm0,%zmm0{%k1}{z}        | vaddps zmm0{k1}{z},zmm0,ZMMWORD PTR [rcx+0x40]
                    62f17c5858 4101                   | vaddps 0x4(%rcx){1to16},%zmm0,%zmm0          | vaddps zmm0,zmm0,DWORD BCST [rcx+0x4]
                    62f17c7858c2                      | vaddps {rz-sae},%zmm2,%zmm0,%zmm0            | vaddps zmm0,zmm0,zmm2{rz-sae}
                    62f5744858c2                      | vaddph %zmm2,%zmm1,%zmm0                     | vaddph zmm0,zmm1,zmm2
                    """)
    void writesAsGdbDoes(String hex, String att, String intel) {
        assertThat(att(hex)).isEqualTo(att);
        assertThat(intel(hex)).isEqualTo(intel);
    }

    @Test
    void namesTargetsLikeGdb() {
        SymbolResolver symbols =
                address -> Optional.ofNullable(Map.of(0x401136L, "main", 0x404010L, "counter", 0x401000L, "start+16")
                        .get(address));
        assertThat(DISASSEMBLER.format(decode("e8 31 01 00 00"), Syntax.ATT, symbols))
                .isEqualTo("call   0x401136 <main>");
        assertThat(DISASSEMBLER.format(decode("eb fe"), Syntax.INTEL, symbols)).isEqualTo("jmp    0x401000 <start+16>");
        assertThat(DISASSEMBLER.format(decode("8b 05 0a 30 00 00"), Syntax.ATT, symbols))
                .isEqualTo("mov    0x300a(%rip),%eax        # 0x404010 <counter>");
        assertThat(DISASSEMBLER.format(decode("8b 05 0a 30 00 00"), Syntax.INTEL, symbols))
                .isEqualTo("mov    eax,DWORD PTR [rip+0x300a]        # 0x404010 <counter>");
        assertThat(DISASSEMBLER.format(decode("8b 05 00 00 00 00"), Syntax.ATT, symbols))
                .isEqualTo("mov    0x0(%rip),%eax        # 0x401006");
    }

    @ParameterizedTest
    @CsvSource({
        "90, NEXT",
        "e800000000, CALL",
        "ffd0, INDIRECT_CALL",
        "ff10, INDIRECT_CALL",
        "c3, RETURN",
        "48cf, RETURN",
        "eb00, BRANCH",
        "7400, CONDITIONAL_BRANCH",
        "e2fe, CONDITIONAL_BRANCH",
        "ffe0, INDIRECT_BRANCH",
        "cc, INTERRUPT",
        "cd80, INTERRUPT",
        "0f05, SYSTEM_CALL",
        "0f34, SYSTEM_CALL",
        "0f01c1, SYSTEM_CALL",
        "c7f800000000, TRANSACTION",
        "0f0b, EXCEPTION",
        "06, EXCEPTION"
    })
    void knowsWhereTheProcessorGoes(String hex, FlowControl flow) {
        assertThat(decode(hex).flowControl()).isEqualTo(flow);
    }

    @Test
    void knowsTargets() {
        assertThat(decode("e8 31 01 00 00").branchTarget()).hasValue(0x401136);
        assertThat(decode("e8 31 01 00 00").isCall()).isTrue();
        assertThat(decode("75 fe").branchTarget()).hasValue(ADDRESS);
        assertThat(decode("c7 f8 00 01 00 00").branchTarget()).hasValue(ADDRESS + 6 + 0x100);
        assertThat(decode("ff d0").branchTarget()).isEmpty();
        assertThat(decode("8b 05 0a 30 00 00").memoryTarget()).hasValue(0x404010);
        assertThat(decode("8b 45 00").memoryTarget()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4889e5, false, false",
        "8b4500, true, false",
        "894500, false, true",
        "014500, true, true",
        "55, false, true",
        "c3, true, false",
        "e800000000, false, true",
        "488d4500, false, false",
        "0f1f4000, false, false",
        "f3a4, true, true",
        "c8100000, false, true",
        "c8100002, true, true"
    })
    void knowsWhetherMemoryIsUsed(String hex, boolean reads, boolean writes) {
        assertThat(decode(hex).readsMemory()).isEqualTo(reads);
        assertThat(decode(hex).writesMemory()).isEqualTo(writes);
    }

    @Test
    void decodesOneAfterTheOther() {
        List<Instruction> instructions = DISASSEMBLER.decode(ADDRESS, bytes("55 48 89 e5 c3 90"), 3);
        assertThat(instructions).extracting(Instruction::mnemonic).containsExactly("push", "mov", "ret");
        assertThat(instructions).extracting(Instruction::address).containsExactly(ADDRESS, ADDRESS + 1, ADDRESS + 4);
        assertThat(instructions.get(1).encoding()).hasToString("48 89 e5");
        assertThat(instructions.get(1).nextAddress()).isEqualTo(ADDRESS + 4);
        assertThat(DISASSEMBLER.decode(ADDRESS, MemorySegment.ofArray(bytes("55 48 89 e5 c3 90")), 3))
                .isEqualTo(instructions);
        assertThat(DISASSEMBLER.decode(ADDRESS, bytes("55"), 0)).isEmpty();
        assertThat(DISASSEMBLER.decode(ADDRESS, new byte[0], 5)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> DISASSEMBLER.decode(ADDRESS, bytes("55"), -1));
        assertThatIllegalArgumentException().isThrownBy(() -> DISASSEMBLER.decode(ADDRESS, new byte[0]));
    }

    @Test
    void takesAByteThatStartsNoInstructionForOneByte() {
        List<Instruction> instructions = DISASSEMBLER.decode(ADDRESS, bytes("90 06 62 00 90 90"), 10);
        assertThat(instructions.get(1).status()).isEqualTo(Status.INVALID);
        assertThat(instructions.get(1).length()).isEqualTo(1);
        assertThat(instructions.get(2).address()).isEqualTo(ADDRESS + 2);
        assertThat(DISASSEMBLER.format(instructions.get(1), Syntax.ATT, SymbolResolver.NONE))
                .isEqualTo("(bad)");
        assertThat(DISASSEMBLER.format(instructions.get(1), Syntax.INTEL, SymbolResolver.NONE))
                .isEqualTo("(bad)");
        assertThat(DISASSEMBLER.usage(instructions.get(1)).registers()).isEmpty();
    }

    @Test
    void saysWhenAnInstructionIsCutOff() {
        byte[] movabs = bytes("90 48 b8 88 77 66 55 44 33 22");
        for (int length = 2; length <= movabs.length; length++) {
            List<Instruction> instructions =
                    DISASSEMBLER.decode(ADDRESS, MemorySegment.ofArray(movabs).asSlice(0, length), 10);
            assertThat(instructions).hasSize(2);
            assertThat(instructions.get(1).status()).isEqualTo(Status.TRUNCATED);
            assertThat(instructions.get(1).length()).isEqualTo(length - 1);
            assertThat(DISASSEMBLER.format(instructions.get(1), Syntax.ATT, SymbolResolver.NONE))
                    .isEqualTo("(bad)");
        }
    }

    @Test
    void tooManyPrefixesAreInvalid() {
        byte[] prefixes = bytes("66".repeat(15) + "90");
        assertThat(DISASSEMBLER.decode(ADDRESS, prefixes).status()).isEqualTo(Status.INVALID);
        assertThat(att("66".repeat(14) + "90")).isEqualTo("data16 ".repeat(13) + "xchg %ax,%ax");
    }

    @Test
    void joinsChunksOfLongCodeWithoutASeam() {
        // Ten bytes do not divide the size of a chunk, so instructions cross the seams.
        byte[] code = bytes("48b88877665544332211".repeat(20_000));
        List<Instruction> instructions = DISASSEMBLER.decode(ADDRESS, code, Integer.MAX_VALUE);
        assertThat(instructions).hasSize(20_000).allMatch(instruction -> instruction.length() == 10);
        assertThat(instructions.getLast().nextAddress()).isEqualTo(ADDRESS + code.length);
    }

    @Test
    void randomBytesAreDecodedFormattedAndExplained() {
        var random = new Random(20260101);
        var code = new byte[64 * 1024];
        random.nextBytes(code);
        long expected = ADDRESS;
        for (Instruction instruction : DISASSEMBLER.decode(ADDRESS, code, Integer.MAX_VALUE)) {
            assertThat(instruction.address()).isEqualTo(expected);
            assertThat(instruction.length()).isPositive();
            for (Syntax syntax : Syntax.values()) {
                assertThat(DISASSEMBLER.format(instruction, syntax, SymbolResolver.NONE))
                        .isNotBlank();
            }
            Usage usage = DISASSEMBLER.usage(instruction);
            assertThat(usage.memory().stream().anyMatch(used -> used.access().reads()))
                    .isEqualTo(instruction.readsMemory());
            assertThat(usage.memory().stream().anyMatch(used -> used.access().writes()))
                    .isEqualTo(instruction.writesMemory());
            expected = instruction.nextAddress();
        }
        assertThat(expected).isEqualTo(ADDRESS + code.length);
    }

    @Test
    void memoryStaysBoundedOverAMillionDecodes() {
        var disassembler = new Disassembler();
        byte[] loop = bytes("f00fc107 62f17cc9584101 e800000000 06");
        long before = -1;
        for (int i = 0; i < 250_000; i++) {
            List<Instruction> instructions = disassembler.decode(ADDRESS, loop, 4);
            assertThat(instructions.size()).isEqualTo(4);
            if (i % 50 == 0) {
                disassembler.usage(instructions.getFirst());
                disassembler.format(instructions.getFirst(), Syntax.ATT, SymbolResolver.NONE);
            }
            if (i == 1000) {
                before = disassembler.memorySize();
            }
        }
        assertThat(disassembler.memorySize()).isEqualTo(before);
    }

    @Test
    void threadsShareADisassembler() throws Exception {
        try (var executor = Executors.newFixedThreadPool(4)) {
            Callable<String> task = () -> {
                String last = "";
                for (int i = 0; i < 500; i++) {
                    last = att("62f17cc9584101") + intel("f348ab");
                }
                return last;
            };
            for (Future<String> result : executor.invokeAll(List.of(task, task, task, task))) {
                assertThat(result.get())
                        .isEqualTo("vaddps 0x40(%rcx),%zmm0,%zmm0{%k1}{z}rep stos QWORD PTR es:[rdi],rax");
            }
        }
    }
}
