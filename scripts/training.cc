// What scripts/train.sh looks at: the kinds of variables that most programs have.
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Point {
    int x, y;
};

static void stop(Point &point) { asm volatile("" : : "r"(&point)); }

int main() {
    std::map<int, std::string> names{{1, "one"}, {2, "two"}};
    std::vector<int> numbers(3, 7);
    auto shared = std::make_shared<Point>();
    Point points[2] = {{1, 2}, {3, 4}};
    double ratio = 0.5;
    const char *text = "text";
    stop(points[1]);
    return numbers.size() + names.size() + text[0] + (int)ratio + shared->x == 0;
}
