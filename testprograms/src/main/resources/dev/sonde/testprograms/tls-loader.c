/* Twice loads the library that its argument names, uses its thread-local variables and those of its own, and unloads it. */
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

__thread int mine = 5;
static __thread long hidden = 6;
int (*work)(int);

__attribute__((noinline)) void marker(void) {
    __asm__ volatile("");
}

static void *worker(void *argument) {
    mine = 55;
    marker();
    return argument;
}

int main(int argc, char **argv) {
    for (int round = 0; round < 2; round++) {
        void *library = dlopen(argv[1], RTLD_NOW);
        if (!library) {
            puts(dlerror());
            return 1;
        }
        work = (int (*)(int)) dlsym(library, "plugin_work");
        marker();
        work(round + 1);
        errno = 42;
        hidden++;
        marker();
        pthread_t thread;
        pthread_create(&thread, NULL, worker, NULL);
        pthread_join(thread, NULL);
        dlclose(library);
        marker();
    }
    return 0;
}
