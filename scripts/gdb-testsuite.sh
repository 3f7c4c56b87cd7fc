#!/usr/bin/env bash
# Runs gdb's own test suite with gdbserver and with our server in its place, and prints what passes with the one only:
#   scripts/gdb-testsuite.sh [-s SOURCES] [-o RESULTS] [-b BOARD] [DIRECTORY|FILE.exp...]
# DIRECTORY is one of gdb.base, gdb.threads, gdb.server, gdb.multi (all of them by default); FILE.exp one of their tests.
# BOARD is native-gdbserver (by default), native-extended-gdbserver or native-stdio-gdbserver.
# SOURCES is an unpacked source tree of gdb 13.1; without one, Debian's source package is fetched (apt-get, dpkg-dev).
# RESULTS keeps the logs, and the baseline: it is taken once (by default in ~/.cache/sonde/gdb-testsuite).
# Needs gdb 13, gdbserver, dejagnu and gcc. It runs for hours; it is no part of ./check.
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)
results=${XDG_CACHE_HOME:-$HOME/.cache}/sonde/gdb-testsuite
board=native-gdbserver
sources=
while getopts s:o:b: option; do
    case $option in
        s) sources=$(readlink -f "$OPTARG") ;;
        o) results=$OPTARG ;;
        b) board=$OPTARG ;;
        *)
            sed -n '2,9s/^# //p' "$0" >&2
            exit 2
            ;;
    esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- gdb.base gdb.threads gdb.server gdb.multi
for command in gdb gdbserver runtest gcc; do
    command -v "$command" >/dev/null || {
        echo "$command is not installed (Debian: apt-get install gdb gdbserver dejagnu gcc)" >&2
        exit 1
    }
done
mkdir -p "$results"
results=$(readlink -f "$results")
"$home/sonde" server --version >/dev/null # builds what is missing

if [ -z "$sources" ]; then
    sources=$results/gdb-13.1
    if [ ! -d "$sources" ]; then
        # A list of its own, so that the machine's sources stay as they are.
        mkdir -p "$results/lists/partial"
        sed -n 's/^deb /deb-src /p' /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null >"$results/src.list" || true
        [ -s "$results/src.list" ] || echo "deb-src http://deb.debian.org/debian bookworm main" >"$results/src.list"
        options=(-o "Dir::Etc::sourcelist=$results/src.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$results/lists")
        (cd "$results" && apt-get "${options[@]}" update -qq && apt-get "${options[@]}" source --download-only -qq gdb=13.1-3)
        tar -C "$results" -xf "$results"/gdb_13.1.orig.tar.*z
    fi
fi
suite=$sources/gdb/testsuite
build=$results/build
if [ ! -e "$build/site.exp" ]; then
    mkdir -p "$build"
    (cd "$build" && "$suite/configure" >configure.log 2>&1 && make site.exp >/dev/null)
fi

server=$results/server
printf '#!/bin/sh\nexec "%s/sonde" server "$@"\n' "$home" >"$server"
chmod +x "$server"

tests=()
for name in "$@"; do
    case $name in
        *.exp) tests+=("$name") ;;
        *) while IFS= read -r file; do tests+=("$name/$file"); done < <(cd "$suite/$name" && ls ./*.exp | sed 's#^\./##') ;;
    esac
done
key=$(printf '%s\n' "$board" "${tests[@]}" | cksum | cut -d' ' -f1)

run() { # NAME SERVER
    local out=$results/$1-$key
    mkdir -p "$out"
    (cd "$build" && nice runtest --tool gdb --outdir "$out" "--target_board=$board" \
        "GDB=$(command -v gdb)" "GDBSERVER=$2" "${tests[@]}" </dev/null >"$out/output" 2>&1) || true
}
passes() { # NAME
    grep -h '^PASS' "$results/$1-$key/gdb.sum" | sort -u
}
[ -s "$results/gdbserver-$key/gdb.sum" ] || run gdbserver "$(command -v gdbserver)"
run sonde "$server"
for name in gdbserver sonde; do
    echo "$name:"
    grep -h '^# of' "$results/$name-$key/gdb.sum"
done
echo "passed with gdbserver, not with sonde server:"
comm -23 <(passes gdbserver) <(passes sonde) | sed 's/^PASS: /  /'
