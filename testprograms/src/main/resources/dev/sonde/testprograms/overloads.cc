// Functions of one name, told apart by their parameters.
int add(int a, int b) {
    return a + b;
}

double add(double a, double b) {
    return a + b;
}

int main() {
    return add(1, 2) == 3 && add(1.0, 2.0) == 3.0 ? 0 : 1;
}
