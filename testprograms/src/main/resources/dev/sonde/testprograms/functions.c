/* Functions of every shape, to be listed. */
#include <stdio.h>
typedef int number;
struct point { int x, y; };
static int helper(void) { return 1; }
int fact(int n) { return n <= 1 ? helper() : n * fact(n - 1); }
static number twice(number n) { return 2 * n; }
char *name(const char *prefix, ...) { (void)prefix; return 0; }
struct point make(struct point p, struct point *q) { *q = p; return p; }
int (*choose(int n))(int) { return n ? fact : twice; }
void apply(int (*f)(int), int values[], unsigned long count) { for (unsigned long i = 0; i < count; i++) values[i] = f(values[i]); }
static inline __attribute__((always_inline)) int always_inlined(int x) { return x + 1; }
int old();
int old(a) int a; { return a; }
int main(void) { struct point p = {1, 2}; make(p, &p); int v[1] = {always_inlined(2)}; apply(choose(0), v, 1); name(""); old(3); return v[0]; }
