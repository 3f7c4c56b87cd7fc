#include <cstdio>
#include <stdexcept>
#include <string>

namespace geometry {
struct Shape
{
    virtual ~Shape() { puts("gone"); }
    virtual double area() const = 0;
};

struct Square : virtual Shape
{
    double side;
    explicit Square(double s) : side(s) { puts("square"); }
    double area() const override
    {
        return side * side;
    }
    int scaled(int by) { return static_cast<int>(side) * by; }
    int scaled(double by) { return static_cast<int>(side * by); }
};

struct Cube : Square
{
    Cube() : Square(3) {}
};

template <typename T>
T twice(T value)
{
    return value + value;
}

namespace {
int hidden(int a)
{
    return a + 1;
}
}
}

static int thrower(int depth)
{
    if (depth == 0)
        throw std::runtime_error("deep");
    return thrower(depth - 1) + 1;
}

static int catcher()
{
    try {
        return thrower(10);
    } catch (const std::exception &e) {
        puts(e.what());
        return -1;
    }
}

int main()
{
    geometry::Square square(2);
    geometry::Cube cube;
    double sum = square.area();
    sum += geometry::twice(3) + geometry::twice(2.5);
    sum += square.scaled(2) + square.scaled(2.0);
    auto add = [&](int x) { return x + static_cast<int>(sum); };
    int result = add(4) + geometry::hidden(3);
    result += catcher();
    printf("%d\n", result);
    return 0;
}
