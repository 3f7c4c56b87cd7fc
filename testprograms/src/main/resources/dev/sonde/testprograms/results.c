/* Functions whose results are returned in every way that the psABI has. */
#include <complex.h>
#include <stdbool.h>

enum color { RED, GREEN = 5 };
struct pair { int a, b; };
struct mixed { double d; long l; };
struct mixed2 { int i; float f; double d; };
struct floats { float x, y, z; };
struct big { long v[3]; };
struct bits { unsigned a : 3; int b : 7; unsigned long c : 40; unsigned d : 9; };
struct __attribute__((packed)) packed { char c; long l; };
struct nested { struct pair p; struct { float f; } q; };
struct array { char s[11]; };
struct chars { signed char a; unsigned char b; };
struct flexible { int n; int items[]; };
struct wrapped { long double v; };
union both { int i; double d; };
union wide { long double v; int i; };
typedef struct pair (*maker)(int);
typedef unsigned long size;

__attribute__((noinline)) int integer(void) { return -42; }
bool truth(void) { return true; }
char letter(void) { return 'x'; }
unsigned char byte(void) { return 200; }
short small(void) { return -3; }
long large(void) { return 1L << 40; }
size typed(void) { return 77; }
enum color color(void) { return GREEN; }
const char *text(void) { return "hello"; }
maker function(void) { return 0; }
float single(void) { return 1.5f; }
double real(void) { return -2.25; }
long double extended(void) { return 3.125L; }
float complex complex_single(void) { return 1.0f + 2.0f * I; }
double complex complex_real(void) { return 3.0 - 4.0 * I; }
long double complex complex_extended(void) { return 5.0L + 6.0L * I; }
__int128 wide(void) { return (__int128)-5; }
struct pair pair(void) { return (struct pair){1, 2}; }
struct mixed mixed(void) { return (struct mixed){1.5, 7}; }
struct mixed2 mixed2(void) { return (struct mixed2){9, 2.5f, 3.5}; }
struct floats floats(void) { return (struct floats){1, 2, 3}; }
struct big big(void) { return (struct big){{1, 2, 3}}; }
struct bits bits(void) { return (struct bits){5, -6, 123456789012, 300}; }
struct packed packed(void) { return (struct packed){'p', 1234567}; }
struct nested nested(void) { return (struct nested){{3, 4}, {0.5f}}; }
struct array array(void) { return (struct array){"array"}; }
struct chars chars(void) { return (struct chars){-1, 255}; }
struct flexible flexible(void) { return (struct flexible){6}; }
struct wrapped wrapped(void) { return (struct wrapped){8.5L}; }
union both both(void) { return (union both){.d = 2.0}; }
union wide wide_union(void) { return (union wide){.v = 4.5L}; }
typedef float vector __attribute__((vector_size(16)));
typedef int half_vector __attribute__((vector_size(8)));
struct holder { vector v; };
vector four(void) { return (vector){1, 2, 3, 4}; }
half_vector two(void) { return (half_vector){5, 6}; }
struct holder held(void) { return (struct holder){{7, 8, 9, 10}}; }
struct pair inner(void) { return (struct pair){5, 6}; }
struct pair outer(void) { struct pair p = inner(); p.a++; return p; }
void nothing(void) { }

int main(void) {
    integer(); truth(); letter(); byte(); small(); large(); typed(); color(); text(); function();
    single(); real(); extended(); complex_single(); complex_real(); complex_extended(); wide();
    pair(); mixed(); mixed2(); floats(); big(); bits(); packed(); nested(); array(); chars();
    flexible(); wrapped(); both(); wide_union();
    four(); two(); held(); outer(); nothing();
    return 0;
}
