/*
 * Makes system calls and writes down, for each, its number, its arguments, its result, and the arena that its pointers
 * point into, before and after: what a decoder needs to show the same call without a process.
 *
 * usage: calls LOG. Everything that a call reads or fills lies in the arena, at a fixed address. Between the two
 * getppid calls there are no calls but those written down.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <linux/openat2.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <asm/prctl.h>
#include <linux/close_range.h>
#include <sys/personality.h>
#include <time.h>
#include <unistd.h>

#define ARENA 0x10000000
#define SIZE 8192
#define MOST 400

struct record {
    int64_t number, arguments[6], result;
    char before[SIZE], after[SIZE];
};

static char *arena = (char *)ARENA;
static struct record *record;
static long used;

static long call(long number, long a, long b, long c, long d, long e, long f)
{
    struct record *r = record++;
    long result;
    register long r10 asm("r10") = d;
    register long r8 asm("r8") = e;
    register long r9 asm("r9") = f;
    r->number = number;
    r->arguments[0] = a, r->arguments[1] = b, r->arguments[2] = c;
    r->arguments[3] = d, r->arguments[4] = e, r->arguments[5] = f;
    __builtin_memcpy(r->before, arena, SIZE);
    asm volatile("syscall"
                 : "=a"(result)
                 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                 : "rcx", "r11", "memory");
    __builtin_memcpy(r->after, arena, SIZE);
    r->result = result;
    used = 0;
    return result;
}

/* A place in the arena for the next call, holding these bytes. */
static long put(const void *bytes, long size)
{
    long at = ARENA + used;
    memcpy((void *)at, bytes, size);
    used += (size + 15) & ~15;
    return at;
}

static long text(const char *s) { return put(s, strlen(s) + 1); }

static long room(long size)
{
    long at = ARENA + used;
    memset((void *)at, 0, size);
    used += (size + 15) & ~15;
    return at;
}

#define PUT(type, ...) put(&(type)__VA_ARGS__, sizeof(type))
#define CALL(name, ...) CALL_(SYS_##name, ##__VA_ARGS__, 0, 0, 0, 0, 0, 0)
#define CALL_(n, a, b, c, d, e, f, ...) call(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

static void files(void)
{
    long fd = CALL(openat, AT_FDCWD, text("/proc/self/exe"), O_RDONLY | O_CLOEXEC);
    CALL(read, fd, room(64), 64);
    CALL(read, fd, room(64), 8);
    CALL(read, fd, 0x1000, 8);
    CALL(pread64, fd, room(8), 4, 16);
    CALL(lseek, fd, 0, SEEK_SET);
    CALL(lseek, fd, -1, SEEK_END);
    CALL(fstat, fd, room(144));
    CALL(newfstatat, AT_FDCWD, text("/dev/null"), room(144), 0);
    CALL(newfstatat, AT_FDCWD, text("/nonexistent"), room(144), AT_SYMLINK_NOFOLLOW);
    CALL(stat, text("/"), room(144));
    CALL(statx, AT_FDCWD, text("/"), AT_STATX_SYNC_AS_STAT, STATX_BASIC_STATS, room(256));
    CALL(access, text("/etc/ld.so.preload"), R_OK);
    CALL(access, text("/"), F_OK);
    CALL(faccessat, AT_FDCWD, text("/"), R_OK | X_OK);
    CALL(fcntl, fd, F_GETFD);
    CALL(fcntl, fd, F_SETFD, 0);
    CALL(fcntl, fd, F_GETFL);
    CALL(fcntl, fd, F_DUPFD_CLOEXEC, 100);
    CALL(fcntl, fd, F_SETLK, PUT(struct flock, {.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_len = 10}));
    CALL(fcntl, fd, F_GETLK, PUT(struct flock, {.l_type = F_RDLCK, .l_whence = SEEK_SET}));
    CALL(fcntl, fd, 9999, 0);
    CALL(flock, fd, LOCK_EX | LOCK_NB);
    CALL(readlink, text("/proc/self/fd/100"), room(128), 128);
    CALL(getdents64, fd, room(64), 64);
    CALL(close, fd);
    CALL(close, 9999);
    CALL(open, text("/nonexistent/x"), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    CALL(open, text("/nonexistent/x"), O_RDWR | O_APPEND | O_SYNC | 0x80000000);
    CALL(openat, AT_FDCWD, text("/tmp"), O_RDWR | O_TMPFILE, 0600);
    CALL(openat, AT_FDCWD, text("/proc/self/fd"), O_RDONLY | O_NONBLOCK | O_DIRECTORY | O_CLOEXEC);
    CALL(openat2, AT_FDCWD, text("/"), PUT(struct open_how, {.flags = O_RDONLY, .resolve = RESOLVE_NO_SYMLINKS}), 24);
    CALL(creat, text("/nonexistent/x"), 0600);
    CALL(mkdir, text("/nonexistent/x"), 0755);
    CALL(mkdirat, AT_FDCWD, text("/nonexistent/x"), 07);
    CALL(rmdir, text("/nonexistent/x"));
    CALL(unlink, text("/nonexistent/tab\there\"quote\\\n\x01\x32\xff"));
    CALL(unlinkat, AT_FDCWD, text("/nonexistent/x"), AT_REMOVEDIR);
    CALL(rename, text("/nonexistent/x"), text("/nonexistent/y"));
    CALL(renameat2, AT_FDCWD, text("/nonexistent/x"), AT_FDCWD, text("/nonexistent/y"), 1);
    CALL(link, text("/nonexistent/x"), text("/nonexistent/y"));
    CALL(linkat, AT_FDCWD, text("/nonexistent/x"), AT_FDCWD, text("/nonexistent/y"), AT_SYMLINK_FOLLOW);
    CALL(symlink, text("target"), text("/nonexistent/y"));
    CALL(chmod, text("/nonexistent/x"), 04755);
    CALL(fchmodat, AT_FDCWD, text("/nonexistent/x"), 0);
    CALL(chown, text("/nonexistent/x"), -1, 0);
    CALL(fchownat, AT_FDCWD, text("/nonexistent/x"), 0, -1, AT_SYMLINK_NOFOLLOW);
    CALL(mknod, text("/nonexistent/x"), S_IFIFO | 0600, 0);
    CALL(mknodat, AT_FDCWD, text("/nonexistent/x"), S_IFCHR | 0600, 0x0103);
    CALL(truncate, text("/nonexistent/x"), 10);
    CALL(chdir, text("/nonexistent"));
    CALL(getcwd, room(4096), 4096);
    CALL(umask, 077);
    CALL(umask, 022);
    CALL(statfs, text("/proc"), room(120));
    CALL(mount, text("none"), text("/nonexistent"), text("tmpfs"), MS_NOSUID | MS_NODEV, text("size=1k"));
    CALL(umount2, text("/nonexistent"), MNT_DETACH);
    CALL(setxattr, text("/nonexistent"), text("user.a"), text("value"), 5, 1);
    CALL(getxattr, text("/nonexistent"), text("user.a"), room(16), 16);
    CALL(utimensat, AT_FDCWD, text("/nonexistent"),
         put((struct timespec[2]){{0, UTIME_NOW}, {0, UTIME_OMIT}}, 32), 0);
    CALL(open, 0x1000, O_RDONLY);
    CALL(open, 0, O_RDONLY);
    CALL(memfd_create, text("name"), MFD_CLOEXEC);
    CALL(close_range, 1000, 2000, CLOSE_RANGE_CLOEXEC);
    CALL(inotify_init1, IN_CLOEXEC);
    CALL(execve, text("/nonexistent/program"),
         put((long[]){text("program"), text("a rather long argument, to be cut off"), 0}, 24),
         put((long[]){text("A=1"), text("B=2"), 0}, 24));
}

static void memory(void)
{
    long at = CALL(mmap, 0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CALL(mmap, at, 4096, PROT_NONE, MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    CALL(mmap, 0, 4096, PROT_READ, MAP_SHARED, 9999, 0x1000);
    CALL(mprotect, at, 4096, PROT_READ | PROT_EXEC);
    CALL(madvise, at, 4096, MADV_DONTNEED);
    CALL(mremap, at, 4096, 4096, MREMAP_MAYMOVE);
    CALL(msync, at, 4096, MS_SYNC);
    CALL(mlock, at, 4096);
    CALL(munmap, at, 8192);
    CALL(brk, 0);
    CALL(shmget, 0x1234, 4096, 0600);
}

static void streams(void)
{
    long pair = room(8);
    CALL(pipe2, pair, O_CLOEXEC | O_NONBLOCK);
    int *fds = (int *)ARENA;
    int in = fds[0], out = fds[1];
    CALL(write, out, text("hello, world\n"), 13);
    CALL(write, out, text("a text of more than thirty-two bytes, cut off"), 45);
    CALL(write, out, put("\0\1\0022\377", 5), 5);
    CALL(ioctl, in, FIONREAD, room(4));
    CALL(ioctl, in, TCGETS, room(64));
    CALL(ioctl, in, TIOCGWINSZ, room(8));
    CALL(ioctl, in, FIONBIO, PUT(int, {1}));
    CALL(ioctl, in, 0x80107a12, ARENA);
    CALL(poll, put((struct pollfd[]){{in, POLLIN}, {out, POLLOUT}, {9999, POLLIN | POLLPRI}}, 24), 3, 100);
    CALL(poll, put((struct pollfd[]){{in, POLLPRI}}, 8), 1, 0);
    CALL(ppoll, put((struct pollfd[]){{in, POLLIN}}, 8), 1, PUT(struct timespec, {0, 0}), 0, 8);
    fd_set set;
    FD_ZERO(&set);
    FD_SET(in, &set);
    CALL(select, in + 1, put(&set, sizeof set), room(128), 0, PUT(struct timeval, {1, 0}));
    FD_ZERO(&set);
    CALL(select, in + 1, put(&set, sizeof set), 0, 0, PUT(struct timeval, {0, 0}));
    CALL(readv, in, put((struct iovec[]){{(void *)room(8), 4}, {(void *)room(256), 200}}, 32), 2);
    CALL(writev, out, put((struct iovec[]){{(void *)text("one"), 3}, {(void *)text("two"), 3}}, 32), 2);
    CALL(read, in, room(1024), 1024);
    CALL(read, in, room(16), 16);
    CALL(dup, in);
    CALL(dup2, in, 50);
    CALL(dup3, in, 51, O_CLOEXEC);
    CALL(splice, in, 0, out, 0, 100, SPLICE_F_NONBLOCK);
    long ep = CALL(epoll_create1, EPOLL_CLOEXEC);
    CALL(epoll_ctl, ep, EPOLL_CTL_ADD, out, PUT(struct epoll_event, {.events = EPOLLOUT | EPOLLET, .data.u64 = 7}));
    CALL(epoll_wait, ep, room(48), 4, 0);
    CALL(epoll_wait, ep, room(48), 4, 0);
    CALL(epoll_pwait, ep, room(48), 4, 0, 0, 8);
    CALL(eventfd2, 3, EFD_CLOEXEC | EFD_NONBLOCK);
    long timer = CALL(timerfd_create, CLOCK_MONOTONIC, TFD_CLOEXEC);
    CALL(timerfd_settime, timer, 0, PUT(struct itimerspec, {{0, 0}, {100, 5}}), room(32));
    CALL(getrandom, room(16), 0, GRND_NONBLOCK);
}

static void sockets(void)
{
    struct sockaddr_in in = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6, .sin6_port = htons(9), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    struct sockaddr_un un = {.sun_family = AF_UNIX, .sun_path = "/nonexistent/socket"};
    struct sockaddr_un hidden = {.sun_family = AF_UNIX, .sun_path = "\0abstract"};
    long s = CALL(socket, AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP);
    CALL(setsockopt, s, SOL_SOCKET, SO_REUSEADDR, PUT(int, {1}), 4);
    CALL(setsockopt, s, SOL_TCP, TCP_NODELAY, PUT(int, {1}), 4);
    CALL(setsockopt, s, SOL_SOCKET, SO_LINGER, PUT(struct linger, {1, 5}), 8);
    CALL(getsockopt, s, SOL_SOCKET, SO_ERROR, room(4), PUT(int, {4}));
    CALL(getsockopt, s, SOL_SOCKET, SO_TYPE, room(4), PUT(int, {4}));
    CALL(bind, s, put(&in, sizeof in), sizeof in);
    CALL(listen, s, 5);
    CALL(getsockname, s, room(128), PUT(int, {128}));
    CALL(accept4, s, room(16), PUT(int, {16}), SOCK_NONBLOCK | SOCK_CLOEXEC + 0x40);
    CALL(socket, AF_UNIX, SOCK_STREAM, 0);
    CALL(connect, s + 1, put(&un, sizeof un), sizeof un);
    CALL(connect, s + 1, put(&hidden, 2 + 9), 2 + 9);
    CALL(connect, 9999, put(&in6, sizeof in6), sizeof in6);
    CALL(socketpair, AF_UNIX, SOCK_DGRAM, 0, room(8));
    int pair[2];
    memcpy(pair, arena, 8);
    CALL(sendto, pair[0], text("datagram"), 8, MSG_NOSIGNAL | MSG_DONTWAIT, 0, 0);
    CALL(recvfrom, pair[1], room(64), 64, 0, 0, 0);
    struct {
        struct cmsghdr h;
        int fd;
    } rights = {{20, SOL_SOCKET, SCM_RIGHTS}, 1};
    CALL(sendmsg, pair[0],
         PUT(struct msghdr,
             {.msg_iov = (void *)put(&(struct iovec){(void *)text("payload"), 7}, 16),
              .msg_iovlen = 1,
              .msg_control = (void *)put(&rights, 24),
              .msg_controllen = 20}),
         0);
    CALL(recvmsg, pair[1],
         PUT(struct msghdr,
             {.msg_iov = (void *)put(&(struct iovec){(void *)room(32), 32}, 16),
              .msg_iovlen = 1,
              .msg_control = (void *)room(24),
              .msg_controllen = 24}),
         MSG_CMSG_CLOEXEC);
    CALL(shutdown, pair[0], SHUT_WR);
    CALL(socket, AF_NETLINK, SOCK_RAW, 0);
    CALL(getsockopt, pair[0], SOL_SOCKET, SO_PEERCRED, room(12), PUT(int, {12}));
}

static void signals(void)
{
    struct {
        long handler, flags, restorer, mask;
    } action = {SIG_DFL == 0 ? 0x401000 : 0, 0x4000000 | SA_RESTART, 0x402000, 1 << (SIGINT - 1)};
    CALL(rt_sigaction, SIGUSR1, put(&action, 32), room(32), 8);
    CALL(rt_sigaction, SIGUSR1, 0, room(32), 8);
    action.handler = 1, action.flags = 0;
    CALL(rt_sigaction, SIGUSR1, put(&action, 32), 0, 8);
    CALL(rt_sigaction, 34, 0, room(32), 8);
    CALL(rt_sigprocmask, SIG_BLOCK, PUT(long, {1 << (SIGUSR2 - 1) | 1L << 33}), room(8), 8);
    CALL(kill, 0x7ffffff0, SIGTERM);
    CALL(kill, getpid, 0);
    CALL(tgkill, 1, 0x7ffffff0, SIGABRT);
    CALL(kill, 0x7ffffff0, 35);
    CALL(rt_sigpending, room(8), 8);
    CALL(rt_sigprocmask, SIG_SETMASK, PUT(long, {~0L}), 0, 8);
    CALL(rt_sigprocmask, SIG_SETMASK, PUT(long, {0}), 0, 8);
    CALL(rt_sigtimedwait, PUT(long, {1 << (SIGUSR2 - 1)}), room(128), PUT(struct timespec, {0, 0}), 8);
    CALL(sigaltstack, 0, room(24));
}

static void processes(void)
{
    CALL(getpid);
    CALL(getuid);
    CALL(wait4, -1, room(4), WNOHANG, 0);
    CALL(waitid, P_ALL, 0, room(128), WNOHANG | WEXITED, 0);
    CALL(prlimit64, 0, RLIMIT_NOFILE, 0, room(16));
    CALL(prlimit64, 0, RLIMIT_CORE, PUT(struct rlimit, {0, 0}), 0);
    CALL(getrlimit, RLIMIT_AS, room(16));
    CALL(getrusage, RUSAGE_CHILDREN, room(144));
    CALL(getpriority, PRIO_PROCESS, 0);
    CALL(prctl, PR_SET_NAME, text("calls"));
    CALL(prctl, PR_GET_NAME, room(16));
    CALL(prctl, PR_SET_PDEATHSIG, SIGKILL);
    CALL(prctl, PR_GET_DUMPABLE);
    CALL(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    CALL(prctl, PR_CAPBSET_READ, 21);
    CALL(arch_prctl, ARCH_GET_FS, room(8));
    CALL(set_tid_address, ARENA);
    CALL(set_robust_list, ARENA, 24);
    CALL(futex, room(4), FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1);
    CALL(futex, room(4), FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 1, 0);
    CALL(futex, room(4), FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME, 1,
         PUT(struct timespec, {1, 2}), 0, -1);
    CALL(futex, room(4), FUTEX_WAKE_OP | FUTEX_PRIVATE_FLAG, 1, 1, room(4), 0x4000001);
    CALL(sched_getaffinity, 0, 128, room(128));
    CALL(sched_getscheduler, 0);
    CALL(sched_yield);
    CALL(personality, 0xffffffff);
    CALL(uname, room(390));
    CALL(sysinfo, room(112));
    CALL(nanosleep, PUT(struct timespec, {0, 1}), 0);
    CALL(clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, PUT(struct timespec, {1, 0}), 0);
    CALL(clock_gettime, CLOCK_MONOTONIC, room(16));
    CALL(clock_getres, CLOCK_REALTIME, room(16));
    CALL(gettimeofday, room(16), 0);
    CALL(getitimer, ITIMER_REAL, room(32));
    CALL(timer_create, CLOCK_MONOTONIC,
         put(&(int[16]){5, 0, SIGALRM, SIGEV_SIGNAL}, 64), room(4));
    CALL(getresuid, room(4), room(4), room(4));
    CALL(getgroups, 4, room(16));
    CALL(setpgid, 0x7ffffff0, 0);
    CALL(unshare, 0x40000001);
    CALL(setns, 9999, CLONE_NEWNS);
    CALL(ptrace, 0, 0);
    call(500, 1, 2, 3, 0, 5, 6);
    CALL(pidfd_open, 0x7ffffff0, 0);
    CALL(clone, 0x1200011 & 0xff ? CLONE_THREAD | SIGCHLD : 0, 0, 0, ARENA, 0);
    CALL(clone, CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | CLONE_THREAD | SIGCHLD, 0, 0, ARENA, 0);
    CALL(clone3, put((long[11]){CLONE_THREAD, 0, 0, 0, SIGCHLD, 0x7000, 0x1000}, 88), 88);
    CALL(capget, put((int[]){0x20080522, 0}, 8), room(24));
    CALL(rseq, room(32), 32, 0, 0x53053053);
    CALL(membarrier, 16, 0);
    CALL(gettid);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        return 2;
    }
    int log = open(argv[1], O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (log < 0 || ftruncate(log, (long)MOST * sizeof(struct record)) != 0) {
        return 1;
    }
    struct record *records = mmap(0, (long)MOST * sizeof(struct record), PROT_READ | PROT_WRITE, MAP_SHARED, log, 0);
    if (records == MAP_FAILED || mmap(arena, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED) {
        return 1;
    }
    record = records;
    syscall(SYS_getppid);
    files();
    memory();
    streams();
    sockets();
    signals();
    processes();
    syscall(SYS_getppid);
    if (ftruncate(log, (char *)record - (char *)records) != 0) {
        return 1;
    }
    return 0;
}
