/* Damages the dynamic loader's list of libraries in the way that its argument names, stops itself by an int3 and exits. */
#include <link.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
    struct link_map *first = _r_debug.r_map;
    struct link_map *second = first->l_next;
    struct link_map *third = second->l_next;
    const char *what = argv[1];
    if (!strcmp(what, "cycle")) {
        third->l_next = second;
    } else if (!strcmp(what, "pointer")) {
        second->l_next = (struct link_map *) 0x10;
    } else if (!strcmp(what, "name")) {
        third->l_name = (char *) main;
    } else if (!strcmp(what, "no-name")) {
        third->l_name = (char *) 0x18;
    } else if (!strcmp(what, "base")) {
        third->l_addr = 0x1234567;
    } else if (!strcmp(what, "head")) {
        _r_debug.r_map = (struct link_map *) 0x20;
    } else if (!strcmp(what, "self")) {
        third->l_next = third;
    }
    __asm__ volatile("int3");
    /* Nothing of the C library works any more. */
    __asm__ volatile("syscall" : : "a"(231), "D"(0) : "memory");
    return 0;
}
