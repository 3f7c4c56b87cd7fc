/* A library with a plain function and one whose implementation is chosen when it is bound (STT_GNU_IFUNC). */
int twice(int value) {
    int result = value * 2;
    return result;
}

static int increment(int value) {
    return value + 1;
}

static int (*choose(void))(int) {
    return increment;
}

int chosen(int) __attribute__((ifunc("choose")));
