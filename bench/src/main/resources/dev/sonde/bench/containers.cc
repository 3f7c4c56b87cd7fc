#include <map>
#include <string>
#include <vector>

struct Z { int w, z; };
struct Y { long n; Z y[8]; };

static void stop(Y &x) { asm volatile("" : : "r"(&x)); }

int main() {
    std::map<int, std::string> ages;
    for (int i = 0; i < 15000; i++) ages[i] = std::to_string(i);
    std::vector<int> numbers(1000000, 7);
    Y x = {1, {{0, 1}, {2, 3}, {4, 5}, {6, 7}}};
    stop(x);
    return numbers.size() + ages.size() == 0;
}
