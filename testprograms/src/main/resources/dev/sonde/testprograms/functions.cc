// Functions of classes, templates and namespaces, to be listed.
#include <vector>
namespace geo { struct S { int a; S(int x) : a(x) {} ~S() {} int get() const { return a; } static S make(int x) { return S(x); } virtual void v(S &, const char *) {} bool operator==(const S &o) const { return a == o.a; } };
template <typename T> T twice(T x) { return x + x; } namespace { int hidden(long) { return 1; } } static void st(int) {} }
int overloaded(int) { return 1; } int overloaded(double, ...) { return 2; }
using namespace geo;
int main() { S s(1); s.get(); S t = S::make(2); s.v(t, ""); twice(1); twice(2.0); hidden(2); st(1); auto l = [](int x) { return x; }; l(1); overloaded(1); overloaded(2.0); return s == t; }
