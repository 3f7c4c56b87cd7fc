// Static variables of overloaded functions, over-aligned arguments, and smart pointers that point to nothing.
#include <memory>

struct Plain { int p; };
struct alignas(32) Wide { long a[4]; };
struct alignas(64) Wider { int v[20]; };

namespace space { int counted() { static int calls = 5; return ++calls; } }

int counted() { static int total = 1; return total; }
int counted(int by) { static int total = 10; static int again[2] = {1, 2}; total += by; return total + again[0]; }
int counted(const char *text, long by) { static int total = 100; return total += text[0] - 'a' + by; }
template <typename T> T twice(T t) { static T kept = t; return t + kept; }
struct Counter { int next(int by) { static int given = 7; return given += by; } };

long wide(int first, Wide w, int last) { return ((long) &w & 31) * 100000 + first * 10000 + w.a[0] * 100 + w.a[3] * 10 + last; }
long wider(Wider w, int last) { return ((long) &w & 63) * 100000 + w.v[0] * 100 + w.v[19] * 10 + last; }

int main() {
    Wide w{{1, 2, 3, 4}};
    Wider x{};
    x.v[0] = 5;
    x.v[19] = 6;
    Counter counter;
    std::unique_ptr<Plain> nothing;
    std::shared_ptr<Plain> empty;
    std::shared_ptr<Plain> one(new Plain{3});
    std::shared_ptr<Plain> two = one;
    std::weak_ptr<Plain> watcher = one;
    long sum = space::counted() + counted() + counted(2) + counted("b", 1) + twice(3) + counter.next(1) + wide(1, w, 2)
            + wider(x, 3);
    return nothing || empty || two.use_count() != 2 || sum == 0; // here
}
