// Functions of every kind that an expression may call: overloaded, virtual, operators, and arguments of every class.
#include <cstdio>
#include <cstdarg>
#include <stdexcept>
#include <complex.h>
#include <string>
namespace geo {
  struct Point { int x, y; Point operator+(const Point &o) const { return {x + o.x, y + o.y}; }
     bool operator==(const Point &o) const { return x == o.x && y == o.y; }
     Point operator-() const { return {-x, -y}; }
     Point &operator++() { ++x; return *this; } Point operator++(int) { Point o = *this; x++; return o; }
     int operator[](int i) const { return i ? y : x; }
     int operator()(int a, int b) const { return a * x + b * y; }
     operator int() const { return x * 100 + y; }
     Point &operator+=(int d) { x += d; y += d; return *this; } };
  Point operator*(const Point &p, int k) { return {p.x * k, p.y * k}; }
  int norm(const Point &p) { return p.x * p.x + p.y * p.y; }
  struct Big { long a[5]; };
  Big big(long s) { Big b; for (int i = 0; i < 5; i++) b.a[i] = s + i; return b; }
  long sum(Big b) { long s = 0; for (long v : b.a) s += v; return s; }
}
struct Base { int id; Base(int i) : id(i) {} virtual ~Base() {} virtual int who() { return 1; } int plain(int a) { return a + id; } virtual const char *label() const { return "base"; } };
struct Other { long pad = 7; virtual int other(int k) { return k + (int)pad; } virtual ~Other() {} };
struct Derived : Other, Base { int extra; Derived(int i) : Base(i), extra(i * 2) {} int who() override { return 2; } int other(int k) override { return k * extra; }
  const char *label() const override { return "derived"; } static int stat(int a) { return a * 3; }
  int over(int) { return 1; } int over(double) { return 2; } int over(const char *) { return 3; } int over(char) { return 4; } int constness() { return 5; } int constness() const { return 6; }
  void method() { volatile int here = who(); (void)here; } };
int over(int) { return 10; } int over(long) { return 11; } int over(double) { return 12; } int over(const char *) { return 13; } int over(char) { return 14; } int over(Base *) { return 15; } int over(const geo::Point &) { return 16; } int over(void *) { return 17; } int over(bool) { return 18; }
int amb(int, double) { return 1; } int amb(double, int) { return 2; }
template <class T> T twice(T t) { return t + t; }
int vari(const char *f, ...) { char b[100]; va_list a; va_start(a, f); int n = vsnprintf(b, 100, f, a); va_end(a); return n; }
int &refret(int &r) { r++; return r; }
void swap2(int &a, int &b) { int t = a; a = b; b = t; }
int throwing(int k) { if (k) throw std::runtime_error("x"); return 0; }
int caught(int k) { try { return throwing(k); } catch (std::exception &) { return -1; } }
std::string hello(const std::string &s) { return "hello " + s; }
struct Nontriv { int v; Nontriv(int v) : v(v) {} Nontriv(const Nontriv &o) : v(o.v + 1000) {} ~Nontriv() {} };
int takeNon(Nontriv n) { return n.v; }
Nontriv makeNon(int k) { return Nontriv(k); }
long double ld(long double a, float b) { return a * b; }
__int128 wide(__int128 a, long b) { return a * b; }
double _Complex cx(double _Complex a) { return a * a; }
struct Mixed { double d; int i; }; Mixed mixed(Mixed m) { m.d *= 2; m.i++; return m; }
struct F3 { float a, b, c; }; F3 f3(F3 f) { return {f.c, f.b, f.a}; }
long many(int a, long b, char c, short d, unsigned e, long f, int g, double h, struct Mixed m, char i) { return a + b + c + d + e + f + g + (long)h + (long)m.d + m.i + i; }
double dmany(double a, double b, double c, double d, double e, double f, double g, double h, double i, float j) { return a + b + c + d + e + f + g + h + i * 100 + j * 1000; }
bool neg(bool b) { return !b; }
enum Color { RED, GREEN = 5 }; Color next(Color c) { return c == RED ? GREEN : RED; }
enum class Sc { A, B = 9 }; Sc flip(Sc s) { return s == Sc::A ? Sc::B : Sc::A; }
int strict(int *p) { return p ? *p : -1; }
int (*fptr)(int) = [](int a) { return a + 41; };
struct HasPtr { geo::Point *p; geo::Point *operator->() { return p; } geo::Point &operator*() { return *p; } };
int main() {
  geo::Point p{3, 4}, q{1, 2}; Derived d(21); Base *b = &d; const Derived cd(4); HasPtr hp{&p};
  int i = 5, j = 6; std::string s = "me"; geo::Big g = geo::big(1); Mixed m{1.5, 2}; F3 f{1, 2, 3}; Nontriv nt(5); Color c = RED; Sc sc = Sc::A; short sh = 3; float fl = 2.5f;
  int (Base::*pm)(int) = &Base::plain; int (Base::*pv)() = &Base::who;
  auto lam = [&](int k) { return k + i; };
  int r = over(1) + over(1L) + over(1.0) + over("a") + over('c') + over(b) + over(p) + over((void*)0) + over(true) + amb(1, 1.0) + twice(2) + (int)twice(2.5) + vari("%d", 1) + refret(i) + caught(1) + takeNon(nt) + makeNon(1).v + (int)ld(1, 2) + (int)wide(1, 2) + (int)__real__ cx(1) + (int)mixed(m).d + (int)f3(f).a + many(1, 2, 3, 4, 5, 6, 7, 8, m, 9) + dmany(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) + neg(true) + next(c) + (int)flip(sc) + strict(&i) + fptr(1) + d.over(1) + d.over(1.0) + d.over("a") + d.over('c') + d.constness() + cd.constness() + Derived::stat(1) + (b->*pm)(1) + (b->*pv)() + (int)hello(s).size() + geo::norm(p + q) + (p == q) + (-p).x + (++p).x + (p++).x + p[0] + p(1, 2) + (int)p + (p * 2).x + (p += 0).x + geo::sum(g) + lam(1) + sh + (int)fl + hp->x + (*hp).y; swap2(i, j);
  d.method();
  printf("%d\n", r); // here
  return 0;
}
