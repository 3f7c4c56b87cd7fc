/* Types of C in locals, parameters and globals, for print, ptype and info locals. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <stdbool.h>
#include <complex.h>
#include <uchar.h>

typedef unsigned int u32;
typedef struct point { int x, y; } Point;
enum color { RED, GREEN = 5, BLUE };
enum flags { READ = 1, WRITE = 2, EXEC = 4 };
enum mixed { ONE = 1, TWO = 2, NINE = 9 };
enum negative { MINUS = -3, ZERO = 0 };
typedef enum { ANON_A, ANON_B } anonymous;

struct node {
    int value;
    struct node *next;
    char name[8];
};

struct bits {
    unsigned a : 3;
    int b : 5;
    unsigned : 4;
    u32 c : 12;
    enum color d : 3;
    bool e : 1;
    unsigned long f : 40;
};

union word {
    int i;
    float f;
    unsigned char bytes[4];
};

struct nested {
    Point corner[2];
    union word word;
    struct {
        short inner;
        double real;
    } in;
    union {
        int left;
        char right;
    };
    enum color color;
    int (*compare)(const void *, const void *);
    const char *text;
    void *nothing;
    Point *where;
    struct nested *self;
};

struct flexible {
    int count;
    int items[];
};

struct holes {
    char c;
    long l;
    short s;
    int bit : 3;
    char d;
    double x;
    char tail;
};

struct empty {};
struct unknown;
typedef int (*callback)(struct node *, u32);
typedef int matrix[2][3];

int global = 42;
static int hidden = -7;
const char *const message = "hello, world";
unsigned long numbers[12] = {1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3};
char buffer[32] = "abc";
char long_text[300];
struct node second = {2, NULL, "two"};
struct node first = {1, &second, "one"};
struct nested whole;
struct unknown *opaque;
Point points[3] = {{1, 2}, {3, 4}, {5, 6}};
matrix grid = {{1, 2, 3}, {4, 5, 6}};
volatile int changing = 3;
_Thread_local int per_thread = 11;
struct flexible *flexible;
struct holes holes;
struct empty nothing;
struct bits bits = {5, -3, 1000, GREEN, true, 0x123456789aUL};

int compare(const void *a, const void *b)
{
    return *(const int *) a - *(const int *) b;
}

static int visit(struct node *node, u32 depth)
{
    static int visits = 0;
    visits++;
    if (node == NULL)
        return 0; /* visit: end */
    return node->value + visit(node->next, depth + 1);
}

int scalars(char c, signed char sc, unsigned char uc, short s, unsigned short us, int i, unsigned u, long l,
            unsigned long ul, long long ll, float f, double d, long double ld, bool b, char *str)
{
    wchar_t w = L'x';
    char16_t c16 = u'y';
    char32_t c32 = U'\U0001F600';
    wchar_t wide[6] = L"wide";
    _Complex double z = 1.0 + 2.0 * I;
    __int128 big = (__int128) 1 << 100;
    unsigned __int128 ubig = (unsigned __int128) -1;
    _Float16 half = 1.5f16;
    __float128 quad = 1.25;
    u32 alias = 7;
    const int fixed = 8;
    size_t size = sizeof(i);
    int sum = c + sc + uc + s + us + i + (int) u;
    return sum + (int) (l + ul + ll + f + d + ld + b) + str[0] + w + c16 + c32 + (int) wide[0]; /* scalars: stop */
}

int aggregates(Point p, struct nested n, union word w, struct node *list, Point *pp, int n2)
{
    int vla[n2];
    int table[n2][3];
    enum color color = BLUE;
    enum color bad = 77;
    enum flags some = READ | EXEC;
    enum flags odd = READ | 64;
    enum flags none = 0;
    enum mixed m = 3;
    enum negative neg = MINUS;
    anonymous an = ANON_B;
    struct bits b = {1, -1, 4095, BLUE, false, 3};
    int array[3] = {1, 2, 3};
    int repeated[40] = {0};
    char letters[4] = {'a', 'b', 'c', 'd'};
    unsigned char raw[4] = {1, 2, 3, 255};
    int (*function)(const void *, const void *) = compare;
    callback call = visit;
    int *pointer = &array[1];
    int **indirect = &pointer;
    void *anything = &global;
    char *null_text = NULL;
    const char *text = "text\n\"quoted\"\t\001";
    Point (*parray)[3] = &points;
    float floats[3] = {1.5f, -2.25f, 0.0f};
    bool truths[2] = {true, false};
    struct node copies[2] = {first, second};
    char *names[3] = {"a", "bb", NULL};
    for (int i = 0; i < n2; i++) {
        int square = i * i;
        vla[i] = square;
        table[i][0] = i;
        table[i][1] = table[i][2] = square;
    }
    {
        int color = 99;
        array[0] += color;
    }
    return vla[0] + table[0][0] + array[0] + w.i + p.x + n.word.i + list->value + pp->x; /* aggregates: stop */
}

int main(int argc, char **argv)
{
    whole.corner[0].x = 1;
    whole.corner[1].y = 9;
    whole.word.i = 0x3f800000;
    whole.in.inner = -2;
    whole.in.real = 2.5;
    whole.left = 65;
    whole.color = GREEN;
    whole.compare = compare;
    whole.text = message;
    whole.where = &points[1];
    whole.self = &whole;
    for (int i = 0; i < 299; i++)
        long_text[i] = 'a' + i % 26;
    flexible = malloc(sizeof *flexible + 3 * sizeof(int));
    flexible->count = 3;
    flexible->items[0] = 10;
    flexible->items[1] = 20;
    flexible->items[2] = 30;
    int total = scalars('c', -5, 200, -300, 60000, -70000, 4000000000u, -5000000000L, 18000000000000000000UL, -9LL,
                        1.5f, 0.1, 3.25L, true, "str");
    total += aggregates(points[0], whole, whole.word, &first, &points[2], 3);
    total += visit(&first, 0);
    free(flexible);
    printf("%d %d %d\n", total, hidden, per_thread);
    return argc > 5; /* main: end */
}
