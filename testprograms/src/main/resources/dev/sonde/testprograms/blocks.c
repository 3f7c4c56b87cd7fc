/* Frames with variables in nested blocks, in a function that is always inlined, and with none. */
#include <stdio.h>
struct point { int x, y; };
static int depth;
static inline __attribute__((always_inline)) int twice(int v)
{
    int doubled = 2 * v;
    depth += doubled;
    return doubled;
}
static int leaf(int n, struct point p)
{
    int early = n + 1;
    {
        int middle = early + 1;
        int early = middle + 1;
        for (int i = 0; i < 2; i++) {
            char name[4] = "ab";
            struct point inner = {i, early};
            depth += inner.x + name[0];
            depth += twice(early);
        }
    }
    return early;
}
static int bare(int n) { return leaf(n, (struct point){1, n}) + 1; }
int main(void)
{
    int result = bare(3);
    printf("%d\n", result);
    return 0;
}
