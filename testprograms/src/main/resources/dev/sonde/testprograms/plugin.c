/* A shared library with one function, for programs that load it while they run. */
__attribute__((noinline)) int plugin_work(int x) {
    return x * 2;
}
