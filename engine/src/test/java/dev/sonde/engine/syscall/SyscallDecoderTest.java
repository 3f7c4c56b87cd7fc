package dev.sonde.engine.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyscallDecoderTest {
    private static final long BASE = 0x7000;

    private final ByteBuffer memory = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
    private final SyscallDecoder decoder = new SyscallDecoder((address, into) -> {
        if (address < BASE || address >= BASE + memory.capacity()) {
            return 0;
        }
        int offset = (int) (address - BASE);
        int length = Math.min(into.length, memory.capacity() - offset);
        memory.get(offset, into, 0, length);
        return length;
    });

    @BeforeEach
    void clear() {
        Arrays.fill(memory.array(), (byte) 0);
    }

    private static long number(String name) {
        return SyscallTable.named(name).orElseThrow().number();
    }

    private String entry(String name, long... arguments) {
        return decoder.entry(number(name), arguments).text();
    }

    private String exit(String name, long result, long... arguments) {
        return decoder.exitOnly(number(name), result, arguments);
    }

    private long put(int offset, String text) {
        memory.put(offset, text.getBytes(StandardCharsets.ISO_8859_1));
        return BASE + offset;
    }

    private long put(int offset, long... values) {
        for (int i = 0; i < values.length; i++) {
            memory.putLong(offset + 8 * i, values[i]);
        }
        return BASE + offset;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            close     ; 0   ; 3                    ; close(3) = 0
            close     ; -9  ; -1                   ; close(-1) = -1 EBADF (Bad file descriptor)
            getpid    ; 77  ;                      ; getpid() = 77
            exit_group; 0   ; 7                    ; exit_group(7) = ?
            brk       ; 0x55550000 ; 0             ; brk(NULL) = 0x55550000
            mprotect  ; 0   ; 0x7000 4096 1        ; mprotect(0x7000, 4096, PROT_READ) = 0
            mprotect  ; 0   ; 0x7000 4096 0        ; mprotect(0x7000, 4096, PROT_NONE) = 0
            mprotect  ; 0   ; 0x7000 4096 0x80     ; mprotect(0x7000, 4096, 0x80 /* PROT_??? */) = 0
            mmap      ; 0x7f0000000000 ; 0 8192 3 0x22 -1 0 ; mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000
            mmap      ; 0x7f0000000000 ; 0 8192 5 0x812 3 0x1000 ; mmap(NULL, 8192, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3, 0x1000) = 0x7f0000000000
            munmap    ; 0   ; 0x7000 4096          ; munmap(0x7000, 4096) = 0
            madvise   ; 0   ; 0x7000 4096 4        ; madvise(0x7000, 4096, MADV_DONTNEED) = 0
            mremap    ; 0x9000 ; 0x7000 4096 8192 1 0x1234 ; mremap(0x7000, 4096, 8192, MREMAP_MAYMOVE) = 0x9000
            mremap    ; 0x9000 ; 0x7000 4096 8192 3 0x9000 ; mremap(0x7000, 4096, 8192, MREMAP_MAYMOVE|MREMAP_FIXED, 0x9000) = 0x9000
            lseek     ; 10  ; 3 -5 2               ; lseek(3, -5, SEEK_END) = 10
            lseek     ; -22 ; 3 0 9                ; lseek(3, 0, 0x9 /* SEEK_??? */) = -1 EINVAL (Invalid argument)
            fcntl     ; 0x8002 ; 3 3               ; fcntl(3, F_GETFL) = 0x8002 (flags O_RDWR|O_LARGEFILE)
            fcntl     ; 1   ; 3 1                  ; fcntl(3, F_GETFD) = 0x1 (flags FD_CLOEXEC)
            fcntl     ; 0   ; 3 2 1                ; fcntl(3, F_SETFD, FD_CLOEXEC) = 0
            fcntl     ; 0   ; 3 4 0x802            ; fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0
            fcntl     ; 9   ; 3 1030 5             ; fcntl(3, F_DUPFD_CLOEXEC, 5) = 9
            dup3      ; 4   ; 3 4 0x80000          ; dup3(3, 4, O_CLOEXEC) = 4
            kill      ; 0   ; 12 9                 ; kill(12, SIGKILL) = 0
            kill      ; 0   ; -1 0                 ; kill(-1, 0) = 0
            tgkill    ; 0   ; 12 13 34             ; tgkill(12, 13, SIGRT_2) = 0
            socket    ; 3   ; 2 0x80801 6          ; socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_TCP) = 3
            socket    ; 3   ; 1 2 0                ; socket(AF_UNIX, SOCK_DGRAM, 0) = 3
            shutdown  ; 0   ; 3 1                  ; shutdown(3, SHUT_WR) = 0
            listen    ; 0   ; 3 128                ; listen(3, 128) = 0
            umask     ; 0022; 077                  ; umask(077) = 022
            epoll_create1 ; 3 ; 0x80000            ; epoll_create1(EPOLL_CLOEXEC) = 3
            eventfd2  ; 3   ; 1 0x80800            ; eventfd2(1, EFD_CLOEXEC|EFD_NONBLOCK) = 3
            prctl     ; 0   ; 1 15                 ; prctl(PR_SET_PDEATHSIG, SIGTERM) = 0
            prctl     ; 0   ; 38 1 0 0 0           ; prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) = 0
            arch_prctl; 0   ; 0x1002 0x7fff        ; arch_prctl(ARCH_SET_FS, 0x7fff) = 0
            ioctl     ; -25 ; 1 0x5413 0x10        ; ioctl(1, TIOCGWINSZ, 0x10) = -1 ENOTTY (Inappropriate ioctl for device)
            ioctl     ; -25 ; 1 0x80107a12 0x10    ; ioctl(1, _IOC(_IOC_READ, 0x7a, 0x12, 0x10), 0x10) = -1 ENOTTY (Inappropriate ioctl for device)
            futex     ; 1   ; 0x7000 129 1         ; futex(0x7000, FUTEX_WAKE_PRIVATE, 1) = 1
            futex     ; -512; 0x7000 128 1 0       ; futex(0x7000, FUTEX_WAIT_PRIVATE, 1, NULL) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)
            pause     ; -514;                      ; pause() = ? ERESTARTNOHAND (To be restarted if no handler)
            nanosleep ; -516; 0x10 0               ; nanosleep(0x10, NULL) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)
            setuid    ; 0   ; -1                   ; setuid(-1) = 0
            setreuid  ; 0   ; 1000 -1              ; setreuid(1000, -1) = 0
            getrandom ; 0   ; 0x7000 0 3           ; getrandom("", 0, GRND_NONBLOCK|GRND_RANDOM) = 0
            fallocate ; 0   ; 3 3 0 4096           ; fallocate(3, FALLOC_FL_KEEP_SIZE|FALLOC_FL_PUNCH_HOLE, 0, 4096) = 0
            close_range ; 0 ; 3 4294967295 4       ; close_range(3, 4294967295, CLOSE_RANGE_CLOEXEC) = 0
            pidfd_send_signal ; 0 ; 3 15 0 0       ; pidfd_send_signal(3, SIGTERM, NULL, 0) = 0
            mseal     ; 0   ; 0x7000 4096 0        ; mseal(0x7000, 4096, 0) = 0
            sched_yield ; 0 ;                      ; sched_yield() = 0
            personality ; 0 ; 0x40000              ; personality(PER_LINUX|ADDR_NO_RANDOMIZE) = 0 (PER_LINUX)
            poll      ; 0   ; 0 0 100              ; poll(NULL, 0, 100) = 0 (Timeout)
            read      ; -4000 ; 3 0x10 5           ; read(3, 0x10, 5) = -1 (errno 4000)
            """)
    void scalarsAndNames(String name, String result, String arguments, String expected) {
        long[] values = arguments == null
                ? new long[0]
                : Arrays.stream(arguments.strip().split(" ", -1))
                        .mapToLong(Long::decode)
                        .toArray();
        assertThat(exit(name.strip(), Long.decode(result.strip()), values)).isEqualTo(expected);
    }

    @Test
    void openShowsModeOnlyWhenItCreates() {
        long path = put(0, "/etc/ld.so.cache\0");
        assertThat(entry("openat", -100, path, 0x80000, 0644))
                .isEqualTo("openat(AT_FDCWD, \"/etc/ld.so.cache\", O_RDONLY|O_CLOEXEC)");
        assertThat(exit("openat", 3, -100, path, 0x80000)).endsWith("O_RDONLY|O_CLOEXEC) = 3");
        assertThat(entry("open", path, 0x241, 0644))
                .isEqualTo("open(\"/etc/ld.so.cache\", O_WRONLY|O_CREAT|O_TRUNC, 0644)");
        assertThat(exit("openat", -2, 5, path, 0)).endsWith(" = -1 ENOENT (No such file or directory)");
    }

    @Test
    void readShowsItsBufferWhenItReturns() {
        SyscallEntry entry = decoder.entry(number("read"), 3, BASE, 100);
        assertThat(entry.text()).isEqualTo("read(3, 0x7000, 100)");
        put(0, "\177ELF\2\1\1\0");
        assertThat(decoder.exit(entry, 8)).isEqualTo("read(3, \"\\177ELF\\2\\1\\1\\0\", 100) = 8");
        assertThat(decoder.exit(entry, 0)).isEqualTo("read(3, \"\", 100) = 0");
        assertThat(decoder.exit(entry, -4)).isEqualTo("read(3, 0x7000, 100) = -1 EINTR (Interrupted system call)");
        assertThat(decoder.result(entry, 8)).isEqualTo("8");
    }

    @Test
    void stringsAreEscapedAndCut() {
        long text = put(0, "tab\t \"q\" \\ \n\r\f\013 \0012 \001x \377");
        assertThat(entry("write", 1, text, 23))
                .isEqualTo("write(1, \"tab\\t \\\"q\\\" \\\\ \\n\\r\\f\\v \\0012 \\1x \\377\", 23)");
        long lengthy = put(0, "0123456789012345678901234567890123456789");
        assertThat(entry("write", 1, lengthy, 33)).isEqualTo("write(1, \"01234567890123456789012345678901\"..., 33)");
        assertThat(entry("write", 1, lengthy, 32)).isEqualTo("write(1, \"01234567890123456789012345678901\", 32)");
    }

    @Test
    void pathsAreWhole() {
        String path = "/d".repeat(500);
        assertThat(entry("unlink", put(0, path + "\0"))).isEqualTo("unlink(\"" + path + "\")");
        String tooLong = "a".repeat(5000);
        assertThat(entry("unlink", put(0, tooLong))).isEqualTo("unlink(\"" + "a".repeat(4096) + "\"...)");
    }

    @Test
    void whatWasReadIsShownAsItWas() {
        SyscallEntry entry = decoder.entry(number("unlink"), put(0, "/before\0"));
        put(0, "/after!\0");
        assertThat(decoder.exit(entry, 0)).isEqualTo("unlink(\"/before\") = 0");
    }

    @Test
    void execve() {
        long path = put(0, "/bin/ls\0");
        put(16, "ls\0");
        put(24, "-l\0");
        long argv = put(64, BASE + 16, BASE + 24, 0);
        long envp = put(128, 1, 2, 3, 0);
        assertThat(entry("execve", path, argv, envp))
                .isEqualTo("execve(\"/bin/ls\", [\"ls\", \"-l\"], 0x7080 /* 3 vars */)");
        assertThat(entry("execve", path, 0, put(256, 1, 0))).isEqualTo("execve(\"/bin/ls\", NULL, 0x7100 /* 1 var */)");
    }

    @Test
    void anUnendingVectorIsCut() {
        long[] pointers = new long[100];
        Arrays.fill(pointers, BASE + 4096);
        put(4096, "a\0");
        assertThat(entry("execve", BASE + 4096, put(0, pointers), 0))
                .contains("[\"a\", \"a\"")
                .contains(", ...], NULL)");
    }

    @Test
    void sockets() {
        memory.put(0, new byte[] {2, 0, 0, 80, 127, 0, 0, 1});
        assertThat(entry("connect", 3, BASE, 16))
                .isEqualTo(
                        "connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")}, 16)");
        put(0, "\1\0/run/socket\0");
        assertThat(entry("bind", 3, BASE, 110))
                .isEqualTo("bind(3, {sa_family=AF_UNIX, sun_path=\"/run/socket\"}, 110)");
        put(0, "\1\0\0hidden");
        assertThat(entry("bind", 3, BASE, 9)).isEqualTo("bind(3, {sa_family=AF_UNIX, sun_path=@\"hidden\"}, 9)");
        assertThat(entry("bind", 3, BASE, 1)).isEqualTo("bind(3, 0x7000, 1)");
    }

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000001, ::1",
        "00000000000000000000000000000000, ::",
        "20010db8000000000000000000000001, 2001:db8::1",
        "00000000000000000000ffff01020304, ::ffff:1.2.3.4",
        "fe800000000000000001000000000000, fe80::1:0:0:0",
        "00010002000300040005000600070008, 1:2:3:4:5:6:7:8",
    })
    void inet6(String hex, String expected) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(SocketAddresses.inet6Text(bytes, 0)).isEqualTo(expected);
    }

    @Test
    void acceptShowsHowTheLengthChanged() {
        memory.putInt(64, 128);
        SyscallEntry entry = decoder.entry(number("accept"), 3, BASE, BASE + 64);
        assertThat(entry.text()).isEqualTo("accept(3, 0x7000, [128])");
        memory.put(0, new byte[] {2, 0, 0, 9, 10, 0, 0, 1});
        memory.putInt(64, 16);
        assertThat(decoder.exit(entry, 4))
                .isEqualTo("accept(3, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr(\"10.0.0.1\")}, "
                        + "[128 => 16]) = 4");
        assertThat(decoder.exit(entry, -11))
                .isEqualTo("accept(3, 0x7000, [128]) = -1 EAGAIN (Resource temporarily unavailable)");
    }

    @Test
    void signalActionsAndSets() {
        put(0, 1, 0, 0, 0x4002);
        assertThat(entry("rt_sigaction", 2, BASE, 0, 8))
                .isEqualTo("rt_sigaction(SIGINT, {sa_handler=SIG_IGN, sa_mask=[INT TERM], sa_flags=0}, NULL, 8)");
        assertThat(entry("rt_sigprocmask", 2, put(0, -1L), 0, 8))
                .isEqualTo("rt_sigprocmask(SIG_SETMASK, ~[], NULL, 8)");
        assertThat(entry("rt_sigprocmask", 0, put(0, ~1L), 0, 8))
                .isEqualTo("rt_sigprocmask(SIG_BLOCK, ~[HUP], NULL, 8)");
        assertThat(entry("rt_sigprocmask", 0, put(0, 7L << 31), 0, 8))
                .isEqualTo("rt_sigprocmask(SIG_BLOCK, [RTMIN RT_1 RT_2], NULL, 8)");
    }

    @Test
    void clonesAndWaits() {
        assertThat(entry("clone", 0x1200011, 0, 0, 0x7f00, 0))
                .isEqualTo("clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, "
                        + "child_tidptr=0x7f00)");
        put(0, 0x3d0f00, 0, 0x7100, 0x7100, 0, 0x9000, 0x1000, 0x5000, 0, 0, 0);
        memory.putInt(0x100, 42);
        assertThat(exit("clone3", 42, BASE, 88))
                .isEqualTo("clone3({flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM"
                        + "|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID, child_tid=0x7100, "
                        + "parent_tid=0x7100, exit_signal=0, stack=0x9000, stack_size=0x1000, tls=0x5000} => "
                        + "{parent_tid=[42]}, 88) = 42");
        memory.putInt(0, 0x0300);
        assertThat(exit("wait4", 42, -1, BASE, 1, 0))
                .isEqualTo("wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], WNOHANG, NULL) = 42");
        memory.putInt(0, 0x8b);
        assertThat(exit("wait4", 42, -1, BASE, 0, 0))
                .isEqualTo("wait4(-1, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGSEGV && WCOREDUMP(s)}], 0, NULL) = 42");
        memory.putInt(0, 0x137f);
        assertThat(exit("wait4", 42, -1, BASE, 0x40000002, 0))
                .isEqualTo("wait4(-1, [{WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP}], WSTOPPED|__WALL, NULL) = 42");
    }

    @Test
    void filesAndLimits() {
        memory.putInt(24, 0100644);
        memory.putLong(48, 1234);
        assertThat(exit("fstat", 0, 3, BASE)).isEqualTo("fstat(3, {st_mode=S_IFREG|0644, st_size=1234, ...}) = 0");
        assertThat(entry("fstat", 3, BASE)).isEqualTo("fstat(3, 0x7000)");
        memory.putInt(24, 0020620);
        memory.putLong(40, 0x8800);
        assertThat(exit("fstat", 0, 0, BASE))
                .isEqualTo("fstat(0, {st_mode=S_IFCHR|0620, st_rdev=makedev(0x88, 0), ...}) = 0");
        put(0, 8192 * 1024, -1);
        assertThat(exit("prlimit64", 0, 0, 3, 0, BASE))
                .isEqualTo("prlimit64(0, RLIMIT_STACK, NULL, {rlim_cur=8192*1024, rlim_max=RLIM64_INFINITY}) = 0");
        memory.putShort(0, (short) 24);
        memory.putShort(2, (short) 80);
        memory.putInt(4, 0);
        assertThat(exit("ioctl", 0, 1, 0x5413, BASE))
                .isEqualTo("ioctl(1, TIOCGWINSZ, {ws_row=24, ws_col=80, ws_xpixel=0, ws_ypixel=0}) = 0");
        memory.putInt(0, 3);
        memory.putInt(4, 4);
        assertThat(exit("pipe2", 0, BASE, 0x80000)).isEqualTo("pipe2([3, 4], O_CLOEXEC) = 0");
    }

    @Test
    void terminalSettings() {
        memory.putInt(0, 0x500).putInt(4, 5).putInt(8, 0xbf).putInt(12, 0x8a3b);
        assertThat(exit("ioctl", 0, 0, 0x5401, BASE))
                .isEqualTo("ioctl(0, TCGETS, {c_iflag=ICRNL|IXON, c_oflag=NL0|CR0|TAB0|BS0|VT0|FF0|OPOST|ONLCR, "
                        + "c_cflag=B38400|CS8|CREAD, c_lflag=ISIG|ICANON|ECHO|ECHOE|ECHOK|IEXTEN|ECHOCTL|ECHOKE, "
                        + "...}) = 0");
    }

    @Test
    void pollingSaysWhatCame() {
        put(0, 0x100000003L, 0x400000004L);
        SyscallEntry entry = decoder.entry(number("poll"), BASE, 2, -1);
        memory.putShort(14, (short) 4);
        assertThat(decoder.exit(entry, 1))
                .isEqualTo("poll([{fd=3, events=POLLIN}, {fd=4, events=POLLOUT}], 2, -1) = 1 "
                        + "([{fd=4, revents=POLLOUT}])");
    }

    @Test
    void vectorsShowOnlyWhatCame() {
        put(256, "abcdefgh");
        put(0, BASE + 256, 4, BASE + 260, 100);
        assertThat(exit("readv", 6, 3, BASE, 2))
                .isEqualTo("readv(3, [{iov_base=\"abcd\", iov_len=4}, {iov_base=\"ef\", iov_len=100}], 2) = 6");
    }

    @Test
    void unknownCallsShowTheirRegisters() {
        assertThat(decoder.entry(500, 1, 0, 255).text()).isEqualTo("syscall_0x1f4(0x1, 0, 0xff, 0, 0, 0)");
        assertThat(decoder.exitOnly(500, -38)).endsWith(" = -1 ENOSYS (Function not implemented)");
        assertThat(decoder.exitOnly(-1, -38)).startsWith("syscall_0xffffffffffffffff(0, 0,");
    }

    @Test
    void unreadableMemoryShowsItsAddress() {
        var blind = new SyscallDecoder((_, _) -> 0);
        assertThat(blind.exitOnly(number("openat"), 3, -100, 0x1234, 0))
                .isEqualTo("openat(AT_FDCWD, 0x1234, O_RDONLY) = 3");
        assertThat(blind.exitOnly(number("read"), 5, 3, 0x1234, 5)).isEqualTo("read(3, 0x1234, 5) = 5");
        assertThat(blind.entry(number("write"), 1, 0x1234, 5).text()).isEqualTo("write(1, 0x1234, 5)");
        assertThat(blind.exitOnly(number("fstat"), 0, 3, 0x1234)).isEqualTo("fstat(3, 0x1234) = 0");
        assertThat(blind.entry(number("execve"), 0x1000, 0x2000, 0x3000).text())
                .isEqualTo("execve(0x1000, 0x2000, 0x3000)");
        assertThat(blind.entry(number("sendmsg"), 3, 0x2000, 0).text()).isEqualTo("sendmsg(3, 0x2000, 0)");
        assertThat(blind.exitOnly(number("accept"), 4, 3, 0x1000, 0x2000)).isEqualTo("accept(3, 0x1000, 0x2000) = 4");
    }

    @Test
    void noCallWithAnyArgumentsFails() {
        var random = new Random(42);
        random.nextBytes(memory.array());
        long[] interesting = {0, 1, -1, 8, 16, 100, BASE, BASE + 100, BASE + 8190, 1L << 62, Long.MIN_VALUE, 0x7fffffff
        };
        SyscallTable.all().forEach(syscall -> {
            for (int round = 0; round < 40; round++) {
                long[] arguments = random.longs(6, 0, interesting.length)
                        .map(i -> interesting[(int) i])
                        .toArray();
                long result = interesting[random.nextInt(interesting.length)];
                SyscallEntry entry = decoder.entry(syscall.number(), arguments);
                assertThat(entry.text()).startsWith(syscall.name() + "(").hasSizeLessThan(20_000);
                assertThat(decoder.exit(entry, result)).startsWith(syscall.name() + "(");
            }
        });
    }
}
