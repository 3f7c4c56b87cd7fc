// Thread-local variables of classes, namespaces and functions, of scalars, arrays and structures.
#include <cstdio>
#include <thread>

struct Counter {
    static thread_local int live;
    static inline thread_local long total = 11;
    int x;
};
thread_local int Counter::live = 3;
namespace ns {
thread_local int deep = 4;
}
thread_local int table[3] = {1, 2, 3};
struct Pair {
    int a;
    int b;
};
thread_local Pair pair = {7, 8};

extern "C" __attribute__((noinline)) void marker() { __asm__ volatile(""); }

int next_id() {
    static thread_local int id = 100;
    marker();
    return ++id;
}

int main() {
    Counter::live++;
    ns::deep += 10;
    next_id();
    std::thread thread([] {
        Counter::live = 77;
        table[1] = 20;
        next_id();
        next_id();
    });
    thread.join();
    printf("%ld\n", Counter::total);
    return 0;
}
