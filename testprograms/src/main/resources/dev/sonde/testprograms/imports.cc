// Names that a block or a namespace takes in from elsewhere.
#include <cstdio>

namespace outer {
int depth = 3;
namespace inner {
int level = 7;
struct Point {
    int x, y;
    static int count;
};
int Point::count = 5;
int sum(int a) { return a + level; }
}
}
namespace away {
int there = 11;
int shared = 12;
enum class Mode { OFF, ON };
}
namespace used {
int from_used = 21;
namespace {
int deep = 33;
}
}
namespace {
int hidden = 31;
struct Secret {
    int s;
} secret = {32};
int twice(int x) { return x * 2; }
}
namespace alias = outer::inner;
using namespace used;
using away::there;
using outer::inner::Point;
namespace host {
using namespace away;
int own = 41;
int run() {
    static int calls = 9;
    calls++;
    return own + shared + calls;
}
}
static int file_static = 51;

int block(int arg) {
    arg++;
    namespace local_alias = away;
    using namespace outer;
    int total = depth + local_alias::shared;
    {
        using outer::inner::level;
        using outer::inner::sum;
        total += sum(level);
        std::printf("%d\n", total);
    }
    return total + arg;
}

int main() {
    Point p = {1, 2};
    int x = 5;
    std::printf("%d %d %d\n", host::run(), hidden + secret.s + twice(2), used::deep + from_used);
    return block(x) + p.x + file_static + alias::level + Point::count + there + (int)away::Mode::ON;
}
