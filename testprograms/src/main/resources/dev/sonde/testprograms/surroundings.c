/* Prints what it was started with: signals, process group, descriptors, arguments, environment, limits, personality. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <unistd.h>

extern char **environ;

int main(int argc, char **argv) {
    char line[512];
    FILE *status = fopen("/proc/self/status", "r");
    while (fgets(line, sizeof line, status) != NULL) {
        if (strncmp(line, "SigBlk", 6) == 0 || strncmp(line, "SigIgn", 6) == 0 || strncmp(line, "SigCgt", 6) == 0
            || strncmp(line, "SigPnd", 6) == 0) {
            fputs(line, stdout);
        }
    }
    fclose(status);
    DIR *descriptors = opendir("/proc/self/fd");
    int own = dirfd(descriptors);
    struct dirent *entry;
    while ((entry = readdir(descriptors)) != NULL) {
        int number = atoi(entry->d_name);
        if (entry->d_name[0] != '.' && number != own) {
            printf("descriptor %d\n", number);
        }
    }
    printf("leads its group %d\n", getpgrp() == getpid());
    printf("leads its session %d\n", getsid(0) == getpid());
    printf("randomized %d\n", (personality(0xffffffff) & ADDR_NO_RANDOMIZE) == 0);
    printf("main %p\n", (void *) main);
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    printf("files %ld\n", (long) limit.rlim_cur);
    getrlimit(RLIMIT_STACK, &limit);
    printf("stack %ld\n", (long) limit.rlim_cur);
    getrlimit(RLIMIT_CORE, &limit);
    printf("core %ld\n", (long) limit.rlim_cur);
    printf("directory %s\n", getcwd(line, sizeof line));
    for (int i = 0; i < argc; i++) {
        printf("argument %s\n", argv[i]);
    }
    for (char **variable = environ; *variable != NULL; variable++) {
        printf("variable %s\n", *variable);
    }
    return 0;
}
