#!/usr/bin/env bash
# Searches for inputs that a parser fails on: scripts/fuzz.sh TARGET SECONDS.
# The targets are the methods of ParserFuzzTest: elf entries line callFrames expression locations names.
# An input that fails is written to debuginfo/crash-*; kept in debuginfo/src/test/resources, in
# dev/sonde/debuginfo/fuzz/ParserFuzzTestInputs/TARGET, every later test run tries it.
# What was found interesting stays in debuginfo/.cifuzz-corpus, where the next run goes on.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# != 2 ]; then
    sed -n '2,3s/^# //p' "$0" >&2
    exit 2
fi
. scripts/jdk.sh
find_jdk

mvn -q -B -Dquick -pl debuginfo test-compile
status=0
JAZZER_FUZZ=1 timeout "$2" mvn -B -Dquick -pl debuginfo surefire:test \
    "-Dtest=ParserFuzzTest#$1" || status=$?
if [ "$status" = 124 ]; then
    echo "$1: nothing failed in $2 seconds"
    exit 0
fi
exit "$status"
