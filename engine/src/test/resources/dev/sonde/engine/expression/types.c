/* Compiled with debug information, so that gdb knows the names of types that Sonde knows by itself. */
#include <stddef.h>
#include <stdint.h>
#include <uchar.h>
#include <wchar.h>

int8_t byte_variable;
uint8_t octet_variable;
int64_t long_variable;
uint64_t unsigned_long_variable;
size_t size_variable;
wchar_t wide_variable;
char16_t utf16_variable;
char32_t utf32_variable;
__int128 wide_integer;
_Bool truth_variable;
