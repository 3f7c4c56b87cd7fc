/* Says ready, repeats its input line by line, and exits with 7 at its end. */
#include <stdio.h>

volatile long lines;

__attribute__((noinline)) void line_read(const char *line) {
    lines++;
    printf("got %s", line);
    fflush(stdout);
}

int main(void) {
    char line[256];
    printf("ready\n");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin) != NULL) {
        line_read(line);
    }
    return 7;
}
