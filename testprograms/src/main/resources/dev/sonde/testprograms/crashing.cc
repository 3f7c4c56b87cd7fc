/* Three threads wait, the first one runs off the end of a list: a null pointer is read below two frames with values. */
#include <pthread.h>
#include <unistd.h>

#include <string>
#include <vector>

struct Node {
    int value;
    Node *next;
};

static pthread_barrier_t started;
std::vector<std::string> names{"alpha", "beta"};
int counter = 42;
double vectors[4] = {1.5, 2.5, 3.5, 4.5};

static void *wait_for_ever(void *argument) {
    long number = (long) argument;
    pthread_barrier_wait(&started);
    for (;;) {
        pause();
    }
    return &number;
}

__attribute__((noinline)) int sum(Node *node, double scale) {
    int total = 0;
    for (;;) {
        total += (int) (node->value * scale);
        node = node->next;
    }
    return total;
}

__attribute__((noinline)) int outer(const char *what, int first) {
    Node second{2, nullptr};
    Node list{first, &second};
    std::vector<int> numbers{1, 2, 3};
    return sum(&list, 1.5) + (int) numbers.size() + what[0];
}

int main() {
    pthread_barrier_init(&started, nullptr, 4);
    pthread_t threads[3];
    for (long i = 0; i < 3; i++) {
        pthread_create(&threads[i], nullptr, wait_for_ever, (void *) i);
    }
    pthread_barrier_wait(&started);
    counter++;
    return outer("hello", 7);
}
