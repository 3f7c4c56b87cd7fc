// Objects with virtual functions, seen through their bases.
#include <cstdio>
struct A { virtual int f() { return 1; } virtual ~A() {} int a = 1; };
struct B { virtual int g() { return 2; } int b = 2; };
struct C : A, B { int f() override { return 3; } int g() override { return 4; } virtual void h() {} int c = 3; };
struct V : virtual A { int v = 5; virtual void k() {} };
struct N { int n; };
struct H { C c; A *pa; int (A::*pm)(); int A::*pd; };
int main() { C c; A *a=&c; B *b=&c; V v; N n{1}; A &ra=c; H h{c,a,&A::f,&A::a}; A *nul=nullptr; void*vp=&c; return a->f()+b->g()+v.v+n.n+ra.a; }
