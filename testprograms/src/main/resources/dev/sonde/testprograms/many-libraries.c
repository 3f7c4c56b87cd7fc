/* Loads lib0.so, lib1.so, ... of the directory in its first argument, as many as the second says; unloads the odd ones. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

__attribute__((noinline)) void loaded(void) {
    __asm__ volatile("");
}

int main(int argc, char **argv) {
    int count = atoi(argv[2]);
    void **libraries = calloc(count, sizeof *libraries);
    for (int i = 0; i < count; i++) {
        char name[4096];
        snprintf(name, sizeof name, "%s/lib%d.so", argv[1], i);
        libraries[i] = dlopen(name, RTLD_NOW);
        if (!libraries[i]) {
            puts(dlerror());
            return 1;
        }
    }
    loaded();
    for (int i = 1; i < count; i += 2) {
        dlclose(libraries[i]);
    }
    loaded();
    return 0;
}
