#!/usr/bin/env bash
# Builds Sonde without its tests and prepares its fast start; prints only what goes wrong.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/jdk.sh
find_jdk

need() { # COMMAND PACKAGE WHY
    command -v "$1" >/dev/null && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $2: $3." >&2
        { apt-get update -qq && apt-get install -y -qq "$2"; } >/dev/null && return
    fi
    echo "Building Sonde needs $1: $3. Install it (Debian: apt-get install $2)." >&2
    exit 1
}
need mvn maven "it drives the build"
need npm npm "the disassembler's WebAssembly comes from an npm package"

# Maven's libraries use what the JDK warns of.
export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
mvn -B -q -Dstyle.color=never -Dquick -Dmaven.test.skip=true -Dspotless.check.skip=true package

lib=cli/target/lib
class_path=$(printf '%s:' "$lib"/*.jar)
printf '%s' "${class_path%:}" >cli/target/class-path
scripts/train.sh
touch cli/target/built
