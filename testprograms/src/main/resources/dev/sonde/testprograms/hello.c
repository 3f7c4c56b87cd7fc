/* Says hello and exits with the number of its arguments. */
#include <stdio.h>

int main(int argc, char **argv) {
    printf("hello from %s\n", argc > 1 ? argv[1] : "nobody");
    return argc - 1;
}
