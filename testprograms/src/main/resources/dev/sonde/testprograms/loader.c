/* Loads the library named by its first argument and calls plugin_work in it. */
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char **argv) {
    if (argc < 2) {
        return 2;
    }
    void *library = dlopen(argv[1], RTLD_NOW);
    if (!library) {
        puts(dlerror());
        return 1;
    }
    int (*work)(int) = (int (*)(int)) dlsym(library, "plugin_work");
    printf("plugin says %d\n", work(21));
    dlclose(library);
    return 0;
}
