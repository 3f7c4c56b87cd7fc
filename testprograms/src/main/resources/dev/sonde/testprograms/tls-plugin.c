/* A shared library with thread-local variables, whose block a thread has only once it has used them. */
__thread int plugin_count = 7;
static __thread int plugin_private = 8;

int plugin_work(int x) {
    plugin_count += x;
    plugin_private++;
    return x * 2;
}
