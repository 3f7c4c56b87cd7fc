/*
 * Loads the library that its second argument names and does with its file what the first one says, then stops itself by an
 * int3 and calls plugin_work.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <unistd.h>

static char path[64];

/* A copy that never had a name. */
static const char *in_memory(const char *file) {
    char buffer[4096];
    int from = open(file, O_RDONLY), to = memfd_create("plugin", 0);
    for (ssize_t n; (n = read(from, buffer, sizeof buffer)) > 0;) {
        if (write(to, buffer, n) != n) {
            _exit(3);
        }
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", to);
    return path;
}

int main(int argc, char **argv) {
    const char *what = argv[1], *file = argv[2];
    if (!strcmp(what, "memfd")) {
        file = in_memory(file);
    }
    if (!strcmp(what, "chroot")) {
        if (chroot(argv[3]) && (unshare(CLONE_NEWUSER) || chroot(argv[3]))) {
            return 77;
        }
        if (chdir("/")) {
            return 4;
        }
    }
    if (!strcmp(what, "mount")) {
        if (unshare(CLONE_NEWNS) && unshare(CLONE_NEWUSER | CLONE_NEWNS)) {
            return 77;
        }
        if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) || mount(argv[3], argv[4], NULL, MS_BIND, NULL)) {
            return 77;
        }
    }
    void *library = dlopen(file, RTLD_NOW);
    if (!library) {
        puts(dlerror());
        return 1;
    }
    int (*work)(int) = (int (*)(int)) dlsym(library, "plugin_work");
    if (!strcmp(what, "delete")) {
        unlink(file);
    }
    if (!strcmp(what, "replace") && rename(argv[3], file)) {
        return 5;
    }
    if (!strcmp(what, "close")) {
        for (int i = 0; i < 256; i++) {
            close(i);
        }
    }
    __asm__ volatile("int3");
    return work(21) != 42;
}
