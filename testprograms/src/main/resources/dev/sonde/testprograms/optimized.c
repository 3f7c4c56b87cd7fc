/* Optimised code: values in registers and pieces, entry values, implicit pointers, inlined functions, constants. */
#include <stdio.h>
#include <stdlib.h>

struct pair {
    long a;
    long b;
};

struct mixed {
    int x;
    int y;
    int z;
};

volatile int sink;

static __attribute__((noinline)) void use(long value)
{
    sink += (int) value; /* use: stop */
}

static __attribute__((noinline)) void use_pointer(const void *pointer)
{
    sink += pointer != NULL;
}

static inline int twice(int value)
{
    int result = value * 2;
    use(result);
    return result + 1;
}

__attribute__((noinline)) int entry(int first, int second, char *text)
{
    int kept = first + second;
    use(kept);
    use(kept * 3 + text[0]);
    return kept;
}

__attribute__((noinline)) long pieces(long start)
{
    struct pair pair = {start, start + 1};
    struct mixed mixed = {1, (int) start, 3};
    use(pair.a);
    pair.b += mixed.y;
    use(pair.b);
    use(mixed.x + mixed.z + mixed.y);
    return pair.a + pair.b;
}

__attribute__((noinline)) int implicit(int seed)
{
    int local = seed + 5;
    int *pointer = &local;
    use(*pointer);
    struct pair target = {seed, 2};
    struct pair *indirect = &target;
    use(indirect->a + indirect->b);
    return *pointer + (int) indirect->b;
}

__attribute__((noinline)) int inlined(int count)
{
    int total = 0;
    for (int i = 0; i < count; i++) {
        int square = i * i;
        total += twice(square);
    }
    return total;
}

__attribute__((noinline)) int unused(int a, int b, int c)
{
    int gone = a * 7;
    const int constant = 12;
    use(b + constant);
    return gone ? c : constant;
}

int main(int argc, char **argv)
{
    int total = entry(argc, 5, argv[0]);
    total += (int) pieces(argc + 3);
    total += implicit(argc);
    total += inlined(argc + 2);
    total += unused(argc, 2, 3);
    use_pointer(argv);
    printf("%d\n", total);
    return 0;
}
