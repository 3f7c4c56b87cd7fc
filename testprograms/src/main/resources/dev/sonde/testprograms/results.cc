// Functions of C++ whose results are returned by their address, or in registers.
#include <string>
struct Trivial { int a; };
struct Copied { int a; Copied(int x) : a(x) {} Copied(const Copied &o) : a(o.a + 1) {} };
struct Destroyed { int a; ~Destroyed() {} };
struct Holds { Copied c; };
struct Derived : Trivial { float f; };
struct FromCopied : Copied { using Copied::Copied; };
struct Virtual { long v; virtual long get() { return v; } };
struct Defaulted { int a; Defaulted() = default; Defaulted(const Defaulted &) = default; ~Defaulted() = default; };
struct Empty {};
template <typename T> struct Box { T value; Box(T v) : value(v) {} Box(const Box &o) : value(o.value) {} };
struct S { int m; int f(int x) { return m + x; } };
static int global = 5;

Trivial trivial() { return {1}; }
Copied copied() { return Copied(2); }
Destroyed destroyed() { return {3}; }
Holds holds() { return Holds{Copied(4)}; }
Derived derived() { Derived d; d.a = 5; d.f = 1.5f; return d; }
FromCopied from_copied() { return FromCopied(6); }
Virtual virt() { Virtual v; v.v = 7; return v; }
Defaulted defaulted() { Defaulted d; d.a = 8; return d; }
Empty hollow() { return {}; }
Box<int> box() { return Box<int>(9); }
int &reference() { return global; }
int S::*member() { return &S::m; }
int (S::*method())(int) { return &S::f; }
int *pointer() { return &global; }
std::nullptr_t null() { return nullptr; }
wchar_t wide() { return L'w'; }
char16_t sixteen() { return u'y'; }
auto lambda() { int k = 3; return [k] { return k; }; }

int main()
{
    trivial(); copied(); destroyed(); holds(); derived(); from_copied(); virt(); defaulted(); hollow(); box();
    reference(); member(); method(); pointer(); null(); wide(); sixteen(); lambda();
    return 0;
}
