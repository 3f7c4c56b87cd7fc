// Classes of C++: bases, virtual bases, templates, references, members of every kind, namespaces.
#include <cstdio>

namespace shapes {
enum class Kind : unsigned char { Circle, Square = 4 };
enum Plain { Small, Large };

struct Base {
    int id;
    static int count;
    explicit Base(int id) : id(id) { count++; }
    virtual ~Base() {}
    virtual int area() const { return 0; }
};
int Base::count = 0;

class Square : public Base {
    int side;

  protected:
    Kind kind = Kind::Square;

  public:
    mutable int cache;
    static const int sides = 4;
    typedef int length;
    Square(int id, int side) : Base(id), side(side), cache(0) {}
    int area() const override
    {
        int result = side * side; // area: local
        return result;            // area: stop
    }
    length twice(length by) const { return side * by; }
    static int corners() { return 4; }
};

namespace inner {
int depth = 3;
}
} // namespace shapes

struct A {
    int a = 1;
    virtual int fa() { return a; }
};
struct B : virtual A {
    int b = 2;
};
struct C : virtual A {
    int c = 3;
};
struct D : B, C {
    int d = 4;
};
struct Two : private shapes::Base, protected A {
    short t = 5;
    Two() : shapes::Base(7) {}
};

template <typename T, int N> struct Array {
    T items[N];
    T &operator[](int i) { return items[i]; }
    int size() const { return N; }
};

template <typename T> T largest(T a, T b)
{
    T result = a < b ? b : a;
    return result; // largest: stop
}

namespace {
int anonymous_global = 17;
struct Hidden {
    int h;
} hidden = {18};
} // namespace

struct Members {
    int &ref;
    const int constant;
    int Members::*pointer;
    int (Members::*method)(int) const;
    bool flag : 1;
    unsigned bits : 7;
    Members(int &r) : ref(r), constant(6), pointer(nullptr), method(&Members::add), flag(true), bits(99) {}
    int add(int x) const
    {
        int base = constant; // add: local
        return base + x + ref; // add: stop
    }
    friend int helper(const Members &);
};

int helper(const Members &m) { return m.constant; }

using Alias = Array<int, 3>;
typedef shapes::Square Sq;

union Either {
    int i;
    double d;
    Either() : i(1) {}
};

static int use(const shapes::Base &base, shapes::Square *square, int &&rvalue, Array<double, 2> array, Members members,
               Either either)
{
    const shapes::Base *pointer = &base;
    shapes::Kind kind = shapes::Kind::Circle;
    shapes::Kind strange = static_cast<shapes::Kind>(9);
    shapes::Plain plain = shapes::Large;
    D diamond;
    B *part = &diamond;
    Two two;
    Alias alias = {{1, 2, 3}};
    Sq sq(5, 6);
    int Members::*nowhere = nullptr;
    int D::*data = &D::d;
    int (Members::*method)(int) const = &Members::add;
    int (*function)(const Members &) = helper;
    auto lambda = [&alias, kind](int x) { return alias[x] + (int) kind; };
    decltype(nullptr) null = nullptr;
    char16_t text16[] = u"sixteen";
    const char32_t *text32 = U"thirty-two";
    int &reference = alias[1];
    shapes::Square &square_reference = *square;
    bool yes = true;
    int total = base.area() + square->twice(2) + rvalue + (int) array[0] + members.add(1) + either.i + lambda(0);
    return total + part->a + two.t + sq.cache + (int) plain + (int) strange + (nowhere == nullptr) + diamond.*data
           + (members.*method)(1) + function(members) + (null == nullptr) + text16[0] + text32[0] + reference
           + square_reference.cache + yes + pointer->id; // use: stop
}

int main()
{
    shapes::Square square(1, 3);
    int value = 10;
    Members members(value);
    Array<double, 2> array = {{1.5, 2.5}};
    Either either;
    int total = use(square, &square, 4, array, members, either);
    total += largest(1, 2) + (int) largest(1.5, 0.5);
    printf("%d %d %d %d\n", total, anonymous_global, hidden.h, shapes::inner::depth);
    return 0;
}
