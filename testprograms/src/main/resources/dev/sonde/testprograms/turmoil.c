/*
 * Starts and ends threads, forks, and loads and unloads the library named by its first argument, all the time, until its
 * input ends. Then tells whether all results were right and its code is what it was.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAKERS = 3 };

extern const unsigned char __executable_start[];
extern const unsigned char etext[];

static atomic_int over;
static atomic_long asked, answered, wrong;
static const char *library;

static unsigned long checksum(void) {
    unsigned long sum = 5381;
    for (const unsigned char *p = __executable_start; p < etext; p++) {
        sum = sum * 33 + *p;
    }
    return sum;
}

__attribute__((noinline)) long answer(long question) {
    long half = question / 2;
    long rest = question - half;
    return half + rest + 1;
}

static void *brief(void *question) {
    if (answer((long) question) != (long) question + 1) {
        wrong++;
    }
    answered++;
    return NULL;
}

static void *make_threads(void *unused) {
    for (long i = 0; !over; i++) {
        pthread_t thread;
        asked++;
        if (pthread_create(&thread, NULL, brief, (void *) i) != 0 || pthread_join(thread, NULL) != 0) {
            abort();
        }
    }
    return unused;
}

static void *make_children(void *unused) {
    while (!over) {
        pid_t child = fork();
        if (child == 0) {
            _exit((int) answer(41));
        }
        int status;
        if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 42) {
            wrong++;
        }
    }
    return unused;
}

static void *load_libraries(void *unused) {
    while (!over) {
        void *handle = dlopen(library, RTLD_NOW);
        int (*work)(int) = handle ? (int (*)(int)) dlsym(handle, "plugin_work") : NULL;
        if (work == NULL || work(21) != 42) {
            wrong++;
        }
        if (handle) {
            dlclose(handle);
        }
    }
    return unused;
}

int main(int argc, char **argv) {
    unsigned long before = checksum();
    library = argc > 1 ? argv[1] : "";
    pthread_t threads[MAKERS + 2];
    for (int i = 0; i < MAKERS; i++) {
        pthread_create(&threads[i], NULL, make_threads, NULL);
    }
    pthread_create(&threads[MAKERS], NULL, make_children, NULL);
    pthread_create(&threads[MAKERS + 1], NULL, load_libraries, NULL);
    printf("ready\n");
    fflush(stdout);
    char c;
    while (read(0, &c, 1) > 0) {
    }
    over = 1;
    for (int i = 0; i < MAKERS + 2; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("%s\n", wrong == 0 && asked == answered ? "all right" : "something is wrong");
    printf("code %s\n", checksum() == before ? "intact" : "changed");
    return 0;
}
