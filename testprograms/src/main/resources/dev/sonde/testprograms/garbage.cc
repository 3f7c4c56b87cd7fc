// Containers whose memory holds no containers: at each call of look it has other random words, among them small numbers
// and addresses of the stack, of the heap and of itself.
#include <any>
#include <atomic>
#include <bitset>
#include <deque>
#include <forward_list>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <span>
#include <stack>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

struct Tree {
    std::vector<Tree> children;
    std::map<int, std::string> names;
};

static unsigned long state = 88172645463325252ul;
static unsigned long next() {
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

static char *heap = new char[4096];

template <typename T> static T *filled() {
    static char memory[4 * sizeof(T) + 64] __attribute__((aligned(16)));
    for (unsigned long i = 0; i + 8 <= sizeof memory; i += 8) {
        unsigned long word = next();
        switch (next() % 6) {
        case 0: break;
        case 1: word %= 1000; break;
        case 2: word = reinterpret_cast<unsigned long>(memory) + word % sizeof memory / 8 * 8; break;
        case 3: word = reinterpret_cast<unsigned long>(heap) + word % 4096 / 8 * 8; break;
        case 4: word = reinterpret_cast<unsigned long>(&word) + word % 4096 / 8 * 8; break;
        default: word = 0;
        }
        *reinterpret_cast<unsigned long *>(memory + i) = word;
    }
    for (int i = 0; i + 8 <= 4096; i += 8) {
        unsigned long word = next();
        *reinterpret_cast<unsigned long *>(heap + i) =
            word % 3 ? reinterpret_cast<unsigned long>(heap) + word % 4096 / 8 * 8 : word % 100;
    }
    return reinterpret_cast<T *>(memory);
}

static void look() {}

int main() {
    for (int i = 0; i < 4; i++) {
        auto string = filled<std::string>();
        auto wide = filled<std::wstring>();
        auto view = filled<std::string_view>();
        auto vector = filled<std::vector<int>>();
        auto strings = filled<std::vector<std::string>>();
        auto vectors = filled<std::vector<std::vector<std::string>>>();
        auto bools = filled<std::vector<bool>>();
        auto deque = filled<std::deque<int>>();
        auto list = filled<std::list<int>>();
        auto forward_list = filled<std::forward_list<int>>();
        auto map = filled<std::map<int, std::string>>();
        auto set = filled<std::set<std::string>>();
        auto unordered_map = filled<std::unordered_map<int, int>>();
        auto unordered_set = filled<std::unordered_set<std::string>>();
        auto tuple = filled<std::tuple<int, std::string>>();
        auto optional = filled<std::optional<std::vector<int>>>();
        auto variant = filled<std::variant<int, std::string, std::vector<int>>>();
        auto any = filled<std::any>();
        auto unique_ptr = filled<std::unique_ptr<std::string>>();
        auto shared_ptr = filled<std::shared_ptr<int>>();
        auto weak_ptr = filled<std::weak_ptr<int>>();
        auto function = filled<std::function<int(int)>>();
        auto span = filled<std::span<std::string>>();
        auto bitset = filled<std::bitset<200>>();
        auto stack = filled<std::stack<int>>();
        auto queue = filled<std::priority_queue<int>>();
        auto error = filled<std::error_code>();
        auto tree = filled<Tree>();
        auto map_at = filled<std::map<int, int>::iterator>();
        auto list_at = filled<std::list<std::string>::iterator>();
        auto vector_at = filled<std::vector<std::string>::iterator>();
        look();
    }
}
