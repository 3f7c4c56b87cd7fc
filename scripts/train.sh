#!/usr/bin/env bash
# Records the classes that a session loads into an ahead-of-time cache (JEP 483, JEP 514), which halves the time to the
# first prompt. Sonde runs without it, too.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/jdk.sh
find_jdk
. scripts/flags.sh

home=$PWD
. scripts/class-path.sh
cache=cli/target/sonde.aot
program=cli/target/demo
rm -f "$cache" cli/target/server.aot
gcc -g -pthread -o "$program" cli/src/main/resources/dev/sonde/cli/demo.c
values=()
if g++ -g -o cli/target/training scripts/training.cc 2>/dev/null; then
    values=(-x scripts/training-values.commands)
fi
"$JAVA_HOME/bin/java" "${JAVA_FLAGS[@]}" -XX:AOTCacheOutput="$cache" -Xlog:aot=off -Xlog:cds=off \
    -cp "$CLASS_PATH" dev.sonde.cli.Main \
    --batch -nx -x scripts/training.commands "${values[@]}" --args "$program" 2 >/dev/null 2>&1 </dev/null || true
# The server's start is the start of each program that a debugger runs through it: a cache of its own.
"$JAVA_HOME/bin/java" "${JAVA_FLAGS[@]}" -XX:AOTCacheOutput=cli/target/server.aot -Xlog:aot=off -Xlog:cds=off \
    -cp "$CLASS_PATH" dev.sonde.cli.Main \
    server --once - "$program" 2 <scripts/training.packets >/dev/null 2>&1 || true
[ -e "$cache" ] ||
    echo "Sonde was built, but without its start-up cache: it starts a little slower." >&2
