/* A loop of calls, for scripts to stop in. */
struct point { int x, y; };
static int total;
int add(int i, struct point *p) {
    total += i;
    p->x += i;
    return total;
}
int main(void) {
    struct point p = {0, 1};
    for (int i = 0; i < 20; i++) {
        add(i, &p);
    }
    return total == p.x ? 0 : 1;
}
