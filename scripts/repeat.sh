#!/usr/bin/env bash
# Runs the tests of one module, or of all, several times in a row, to find a test that fails once in many:
#   scripts/repeat.sh TIMES [MODULE]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/jdk.sh
find_jdk

times=${1:?usage: scripts/repeat.sh TIMES [MODULE]}
modules=${2:-debuginfo,disassembler,testprograms,engine,cli,bench}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

mvn -B -q -Dquick -DskipTests -Dspotless.check.skip=true package
failures=0
for ((i = 1; i <= times; i++)); do
    if mvn -B -Dquick -Dspotless.check.skip=true surefire:test -pl "$modules" >"$log" 2>&1; then
        echo "round $i: passed"
    else
        failures=$((failures + 1))
        echo "round $i: FAILED"
        grep -E 'ERROR|FAIL' "$log" | head -20
    fi
done
echo "$((times - failures)) passed, $failures failed"
[ "$failures" = 0 ]
