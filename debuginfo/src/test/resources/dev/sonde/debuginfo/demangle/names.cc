// Declares one of each kind of name that C++20 compilers mangle; it is compiled, never run.
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace ns {
namespace {
struct Hidden {
    void plain() {}
    int operator()(int) const & { return 1; }
    int rvalue() && { return 2; }
};
}  // namespace
inline namespace v1 __attribute__((abi_tag("tagged"))) {
struct Tagged {
    Tagged();
    ~Tagged();
    operator int() const;
    template <class U> operator U *() volatile;
};
Tagged::Tagged() {}
Tagged::~Tagged() {}
Tagged::operator int() const { return 0; }
template <class U> Tagged::operator U *() volatile { return 0; }
template Tagged::operator char *() volatile;
}  // namespace v1
}  // namespace ns

template <class... A> auto leftFold(A... a) -> decltype((... + a)) { return (... + a); }
template <class... A> auto rightFold(A... a) -> decltype((a + ... + 42)) { return (a + ... + 42); }
template <class T, int N> void array(T (&)[N]) {}
template <class T> auto member(T t) -> decltype(t.foo()) { return t.foo(); }
template <class T> auto arrow(T t) -> decltype(t->foo(1, sizeof(T), t)) { return t->foo(1, sizeof(T), t); }
template <class T>
auto operators(T t) -> decltype(static_cast<long>(t) + (int)t + -t + !t + ~t + (t << 1) + (t >> 2) + (t > 1)) {
    return 0;
}
template <class T> auto increments(T t) -> decltype(t++, ++t, t--, --t, t[0]) { return t[0]; }
template <class T> typename T::type dependent(typename T::template in<int>::type *) { return {}; }
template <class... T> void packSize(std::integral_constant<int, sizeof...(T)>) {}
template <template <class...> class C, class... X> void templateTemplate(C<X...>, X &&...) {}
template <class T>
void memberPointers(T T::*, int (T::*)(int) const, int (T::*)(int) &&, void (*)(T...), void (&)(int) noexcept) {}
template <auto V> struct Value {};
template <auto V> void value(Value<V>) {}
template <class T> void type(T) {}

struct Foo {
    int foo();
    int foo(int, int, Foo *);
    int mem;
    using type = int;
    template <class T> struct in { using type = T; };
    static int fixed(int);
};
int Foo::fixed(int) { return 0; }
int Foo::foo() {
    auto generic = [this](auto x, auto... y) { return x; };
    return generic(1, 2, 3) + generic(2.0);
}
int Foo::foo(int, int, Foo *) {
    static int counter;
    struct Local {
        int g() {
            return [](int a = [] { return 4; }()) { return a; }();
        }
    };
    return Local().g() + counter++;
}

enum Plain { A, B };
enum class Scoped : char { X = 'x' };
struct Literal {
    int a;
    constexpr Literal(int i) : a(i) {}
};
template <Literal L> void literal() {}
inline int defaultArgument(int x = [] { return 3; }()) { return x; }
constexpr int operator""_km(unsigned long long v) { return v; }
int (*km)(unsigned long long) = operator""_km;
thread_local std::string perThread("x");
std::string &getPerThread() { return perThread; }

struct V1 {
    virtual void a();
    virtual ~V1();
    int i;
};
struct V2 {
    virtual V2 *b();
    virtual ~V2();
    int j;
};
struct V3 : virtual V1, virtual V2 {
    void a() override;
    V3 *b() override;
};
void V1::a() {}
V1::~V1() {}
V2 *V2::b() { return this; }
V2::~V2() {}
void V3::a() {}
V3 *V3::b() { return this; }

struct Inheriting : V1 {
    Inheriting(int, std::string) {}
};
struct Heir : Inheriting {
    using Inheriting::Inheriting;
};

typedef float Vector __attribute__((vector_size(16)));
void vector(Vector) {}
void builtins(_Complex double, __int128, unsigned __int128, char16_t, char32_t, char8_t, wchar_t, std::nullptr_t,
              long double, __float128, ...) {}
template <typename T> concept Big = sizeof(T) > 2;
template <Big T> void constrained(T) {}
void abbreviated(Big auto) {}
auto explicitLambda = []<typename T, int N>(T (&)[N], auto...) { return N; };
struct {
    int s;
} unnamedStruct;

int main() {
    int three[3];
    int *pointer = three;
    array(three);
    leftFold(1, 2.0, 3L);
    rightFold(1, 2);
    Foo foo{};
    member(foo);
    arrow(&foo);
    operators(3);
    increments(pointer);
    dependent<Foo>(nullptr);
    packSize<int, char, long>({});
    templateTemplate(std::tuple<int, char>(), 1, 'c');
    memberPointers<Foo>(nullptr, nullptr, nullptr, nullptr, *(void (*)(int) noexcept) nullptr);
    value(Value<3>());
    value(Value<-3>());
    value(Value<'c'>());
    value(Value<true>());
    value(Value<&Foo::mem>());
    value(Value<&Foo::fixed>());
    value(Value<nullptr>());
    value(Value<Scoped::X>());
    value(Value<B>());
    value(Value<3u>());
    value(Value<3ull>());
    value(Value<2.5>());
    value(Value<Literal(7)>());
    value(Value<(short)4>());
    value(Value<&getPerThread>());
    literal<Literal(3)>();
    type(unnamedStruct);
    type(explicitLambda);
    type([](auto &&, const auto &) {});
    explicitLambda(three, 1, 2.0);
    ns::Hidden hidden;
    hidden.plain();
    hidden(1);
    std::move(hidden).rvalue();
    defaultArgument();
    constrained(3L);
    abbreviated(5);
    std::map<std::string, std::vector<std::function<int(int, std::pair<const int, std::unique_ptr<Foo>> &)>>> map;
    map["x"];
    std::variant<int, std::string> variant;
    std::visit([](auto &&) {}, variant);
    std::function<void(std::optional<std::array<int, 4>>)> function = [pointer](auto) {};
    function(std::nullopt);
    struct Local {};
    type(Local());
    static const std::string text = "abc";
    type(std::string_view("x"));
    type(Heir(1, "y"));
    V3 v3;
}
