// One variable of each class of the standard library that debuggers show by its meaning; what stands at the end of main
// is seen with all of them alive.
#include <any>
#include <array>
#include <atomic>
#include <bitset>
#include <chrono>
#include <complex>
#include <deque>
#include <forward_list>
#include <functional>
#include <initializer_list>
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
#include <utility>
#include <variant>
#include <vector>
#ifdef WITH_PATHS
#include <filesystem>
#endif

struct Point {
    int x, y;
    bool operator<(const Point &other) const { return x < other.x; }
};

struct Shelf {
    std::string label;
    std::vector<Point> points;
    std::map<std::string, std::vector<int>> index;
    const std::string &owner;
    Point corner;
};

struct alignas(16) Wide {
    long double value;
};

static int twice(int n) { return 2 * n; }

static int inspect(const std::string &name, std::vector<int> numbers, const std::map<std::string, int> &ages, Point point,
                   std::unique_ptr<Point> &owner, int last) {
    return static_cast<int>(name.size() + numbers.size() + ages.size()) + point.x + owner->y + last; // inspect
}

int main() {
    std::string text = "hello", empty_text, long_text(300, 'x'), zeros("a\0b\0", 4), quoted = "say \"hi\"\n";
    std::string umlaut = "gr\xc3\xbc\xc3\x9f";
    std::wstring wide = L"wide \u20ac";
    std::u16string utf16 = u"sixteen";
    std::u32string utf32 = U"thirty-two";
    std::string_view view = std::string_view(text).substr(1, 3), empty_view;
    const char *plain = "plain";

    std::vector<int> numbers{1, 2, 3}, no_numbers, many(250, 7);
    numbers.reserve(8);
    std::vector<bool> bits{true, false, true, true}, no_bits, more_bits(130, true);
    std::vector<std::string> words{"one", "two"};
    std::vector<std::vector<int>> rows{{1}, {2, 3}, {}};
    std::vector<Point> points{{1, 2}, {3, 4}};
    std::vector<const char *> pointers{"a", nullptr};
    std::vector<double> reals{1.5, -2};
    std::vector<char> letters{'a', 'b'};
    std::array<int, 3> three{4, 5, 6};
    std::array<int, 0> none{};
    std::deque<int> ends{1, 2, 3}, no_ends, long_deque;
    for (int i = 0; i < 300; i++) long_deque.push_back(i);
    std::list<int> chain{1, 2, 3}, no_chain;
    std::list<Wide> wide_chain{{1.5L}};
    std::forward_list<int> one_way{1, 2}, no_way;
    std::forward_list<Wide> wide_one_way{{2.5L}};

    std::map<std::string, int> ages{{"ann", 30}, {"bob", 40}}, no_ages;
    std::map<int, std::string> names{{1, "one"}, {2, "two"}, {3, "three"}};
    std::map<Point, std::map<int, int>> nested{{{1, 2}, {{3, 4}}}};
    std::multimap<int, char> multi{{1, 'a'}, {1, 'b'}};
    std::set<int> unique{3, 1, 2}, no_unique;
    std::set<std::string> labels{"x", "y"};
    std::set<char> chars{'q'};
    std::multiset<int> repeated{1, 1, 2};
    std::unordered_map<int, int> hashed{{5, 50}};
    std::unordered_map<std::string, int> hashed_names{{"key", 1}};
    std::unordered_multimap<int, int> hashed_multi{{6, 60}};
    std::unordered_set<int> hashed_set{9};
    std::unordered_set<std::string> hashed_labels{"lone"}, no_hashed;
    std::unordered_multiset<int> hashed_repeated{8};
    std::map<int, int> large;
    for (int i = 0; i < 150; i++) large[i] = i * i;

    std::pair<int, std::string> pair{1, "first"};
    std::tuple<int, std::string, double> tuple{1, "second", 2.5};
    std::tuple<> no_tuple;
    std::tuple<int> single{7};
    std::optional<int> maybe = 5, nothing;
    std::optional<std::string> maybe_text = "perhaps";
    std::optional<std::vector<int>> maybe_numbers = numbers;
    std::variant<int, std::string, std::vector<int>> choice = "chosen", chosen_number = 4, chosen_numbers = numbers;
    std::any any_number = 5, any_text = std::string("any"), any_point = Point{1, 2}, no_any;
    std::stack<int> stack(std::deque<int>{1, 2});
    std::queue<int> queue(std::deque<int>{3, 4});
    std::priority_queue<int> heap;
    heap.push(5);
    heap.push(9);

    std::unique_ptr<int> owned(new int(6)), unowned;
    std::unique_ptr<Point> owned_point(new Point{7, 8});
    std::unique_ptr<int[]> owned_array(new int[2]{1, 2});
    std::shared_ptr<Point> shared(new Point{9, 10}), copy = shared, unshared;
    std::shared_ptr<int> made = std::make_shared<int>(11);
    std::weak_ptr<Point> weak = shared, expired;
    {
        std::shared_ptr<Point> gone(new Point{0, 0});
        expired = gone;
    }
    std::atomic<int> atomic{12};
    std::atomic<bool> flag{true};
    std::atomic<Point *> atomic_pointer{nullptr};
    std::reference_wrapper<int> reference(numbers[0]);
    std::function<int(int)> function = twice, no_function, lambda = [&](int n) { return n + numbers[0]; };
    std::span<int> span(numbers);
    std::span<int, 3> fixed_span(three);
    std::initializer_list<int> list{1, 2, 3};
    std::bitset<10> ten("1010000001");
    std::bitset<100> hundred;
    hundred.set(3).set(70);
    std::complex<double> complex(1.5, -2);
    std::error_code code = std::make_error_code(std::errc::invalid_argument), no_code;

    std::chrono::nanoseconds nanos(1500);
    std::chrono::seconds seconds(3);
    std::chrono::minutes minutes(4);
    std::chrono::duration<double, std::milli> real_millis(2.5);
    std::chrono::system_clock::time_point moment(std::chrono::seconds(1700000000));
    std::chrono::steady_clock::time_point instant(std::chrono::milliseconds(77));
#ifdef WITH_PATHS
    std::filesystem::path path = "/usr/share/doc", leaf = "leaf", root = "/", no_path;
#endif

    auto number_at = numbers.begin();
    auto bit_at = bits.begin() + 1;
    auto end_at = ends.begin() + 1;
    auto chain_at = chain.begin();
    auto way_at = one_way.begin();
    auto age_at = ages.begin();
    auto unique_at = unique.begin();
    auto hashed_at = hashed.begin();
    auto hashed_set_at = hashed_set.begin();
    auto point_at = points.begin();
    std::vector<int>::iterator nowhere{};

    Shelf shelf{"top", points, {{"a", {1, 2}}, {"b", {}}}, text, {5, 6}};
    std::string *text_pointer = &text;
    std::string &text_reference = text;
    const std::vector<int> &numbers_reference = numbers;

    int sum = function(1) + lambda(2) + *number_at + (no_function ? 1 : 0) + (plain ? 1 : 0);
    return inspect(text, numbers, ages, points[0], owned_point, sum); // all
}
