#!/usr/bin/env bash
# Runs all tests, or those of the classes that a pattern names, several times in a row, to find one that fails once in many:
#   scripts/repeat.sh TIMES [PATTERN]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/jdk.sh
find_jdk

times=${1:?usage: scripts/repeat.sh TIMES [PATTERN]}
selection=()
[ $# -lt 2 ] || selection=(-Dtest="$2" -Dsurefire.failIfNoSpecifiedTests=false)
log=$(mktemp)
trap 'rm -f "$log"' EXIT

failures=0
for ((i = 1; i <= times; i++)); do
    if mvn -B -Dquick -Dspotless.check.skip=true test "${selection[@]}" >"$log" 2>&1; then
        echo "round $i: passed"
    else
        failures=$((failures + 1))
        echo "round $i: FAILED"
        grep -E 'ERROR|FAIL' "$log" | head -20
    fi
done
echo "$((times - failures)) passed, $failures failed"
[ "$failures" = 0 ]
