#!/usr/bin/env bash
# Attaches to a program that starts and ends threads, forks and loads libraries all the time, sets breakpoints, steps,
# detaches, again and again; then the program's own results must be right:
#   scripts/soak.sh [SECONDS]     by default 120
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/jdk.sh
find_jdk
exec mvn -B -q -Dquick -Dspotless.check.skip=true test -pl engine -am -Dtest=SoakTest \
    -Dsurefire.failIfNoSpecifiedTests=false "-Dsonde.soak.seconds=${1:-120}"
