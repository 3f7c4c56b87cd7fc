/* Values to be printed with options, and arguments that change after the functions were entered. */
struct Inner { int a; union { int i; float f; } u; };
struct Outer { int n[12]; struct Inner inner; char text[20]; };

struct Outer outer = {{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2}, {3, {4}}, "abcdefghijkl"};

__attribute__((noinline, noclone)) int use(int *place) { return *place; }

__attribute__((noinline, noclone)) int change(int given, int *place) {
    *place = given + 3;
    given = use(place);
    return given + *place;
}

int main(void) {
    int place = 1;
    return change(5, &place) + outer.n[0];
}
