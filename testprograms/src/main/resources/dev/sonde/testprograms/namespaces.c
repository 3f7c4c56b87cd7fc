/* Loads the library that its argument names into a namespace of its own, and calls plugin_work. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char **argv) {
    void *library = dlmopen(LM_ID_NEWLM, argv[1], RTLD_NOW);
    if (!library) {
        puts(dlerror());
        return 1;
    }
    int (*work)(int) = (int (*)(int)) dlsym(library, "plugin_work");
    return work(3) != 6;
}
