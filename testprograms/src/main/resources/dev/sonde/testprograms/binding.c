/* Calls functions of a library through the procedure linkage table, each twice, so that the first call binds it. */
int twice(int value);
int chosen(int value);

int main(void) {
    int sum = 0;
    sum += twice(1);
    sum += twice(2);
    sum += chosen(3);
    sum += chosen(4);
    return sum - 15;
}
