/* What changes: a local variable, what a pointer leads to, a global, and more than debug registers can watch. */
struct point { int x, y; };
struct point pt, *gp = &pt;
int total;
double big[20];
static int leaf(int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
        sum += i;
        gp->x = sum;
    }
    return sum;
}
int main(void) {
    struct point other = {7, 8};
    for (int k = 2; k < 5; k++)
        total += leaf(k);
    gp = &other;
    other.x = 9;
    big[3] = 1.5;
    return total;
}
