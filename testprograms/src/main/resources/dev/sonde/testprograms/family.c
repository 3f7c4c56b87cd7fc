/* Makes a child, by vfork when there is an argument: the child then becomes that program. */
#include <sys/wait.h>
#include <unistd.h>

volatile int worked;

void child_work(void) { worked = 2; }
void parent_work(void) { worked = 1; }

int main(int argc, char **argv) {
    pid_t pid = argc > 1 ? vfork() : fork();
    if (pid == 0) {
        if (argc > 1) {
            execl(argv[1], argv[1], (char *) 0);
            _exit(9);
        }
        child_work();
        _exit(3);
    }
    parent_work();
    int status;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? 0 : 1;
}
