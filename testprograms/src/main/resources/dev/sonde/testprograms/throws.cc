// Throws through ten frames, each with something to destroy, as often as its first argument says, and prints how many
// objects were destroyed on the way.
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

static long destroyed;

struct Counter {
    int level;
    explicit Counter(int at) : level(at) {}
    ~Counter() { destroyed++; }
};

template <int N> __attribute__((noinline)) int descend(int value) {
    Counter counter(N);
    return descend<N - 1>(value + counter.level) + 1;
}

template <> __attribute__((noinline)) int descend<0>(int value) {
    Counter counter(0);
    if (value > 0) {
        throw std::runtime_error("thrown with " + std::to_string(value));
    }
    return value;
}

int main(int argc, char **argv) {
    int times = argc > 1 ? std::atoi(argv[1]) : 1;
    long length = 0;
    for (int i = 0; i < times; i++) {
        try {
            length += descend<10>(i + 1);
        } catch (const std::runtime_error &error) {
            length += std::string(error.what()).size();
        }
    }
    std::printf("%ld %ld\n", destroyed, length);
    return 0;
}
