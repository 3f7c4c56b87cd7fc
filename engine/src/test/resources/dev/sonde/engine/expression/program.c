/* Compiled without debug information; gdb and Sonde evaluate the same expressions where it stops. */
#include <stddef.h>
#include <uchar.h>

int counter = 42;
char message[32] = "hello\nworld";
char exact[4] = {'f', 'u', 'l', 'l'};
char repeated[300] = {[0 ... 298] = 'x'};
char mixed[40] = "ab\001\177\200\377\"'\\cccccccccccccccccccccccc0123";
double numbers[4] = {1.5, -0.0, 1e300, 3.25};
float singles[3] = {1.5f, 0.1f, -2};
long table[12] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 7};
short halves[5] = {1, -2, 3, -4, 5};
int many[250];
unsigned char octets[8] = {0, 1, 2, 127, 128, 200, 254, 255};
wchar_t wide[8] = L"wide";
char16_t units[8] = u"unit";
char *pointers[3] = {message, 0, (char *)16};
long double extended = 1.25L;
const char constant[] = "read only";
int (*function)(int);

int helper(int x) { return x + 1; }

int main(int argc, char **argv) {
  (void)argv;
  function = helper;
  for (int i = 0; i < 250; i++)
    many[i] = i / 20;
  return function(counter) + argc;
}
