/* Holds data of known contents for a debugger to look at; prints nothing. */
unsigned char bytes[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
long number = 0x1122334455667788;
char text[32] = "a text\tto look at";
double real = 1.5;
long zeros[8];

__attribute__((noinline)) long pass(long value) {
    return value;
}

int main(void) {
    for (long i = 0; i < 10; i++) {
        zeros[0] += pass(i);
    }
    return 0;
}
