# Sourced by the scripts of this directory: finds a JDK 25 or later and sets JAVA_HOME to it.

jdk_version() { # DIRECTORY: prints the feature release of the JDK there, or nothing
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    local line
    while IFS= read -r line; do
        case $line in
            JAVA_VERSION=*)
                line=${line#*\"}
                echo "${line%%[.\"+-]*}"
                return 0
                ;;
        esac
    done <"$1/release"
}

is_new_enough() { # DIRECTORY
    local version
    version=$(jdk_version "$1")
    [ -n "$version" ] && [ "$version" -ge 25 ]
}

find_jdk() {
    local home
    if [ -n "${JAVA_HOME:-}" ] && is_new_enough "$JAVA_HOME"; then
        return 0
    fi
    for home in /usr/lib/jvm/*; do
        if is_new_enough "$home"; then
            export JAVA_HOME=$home
            return 0
        fi
    done
    echo "Sonde needs a JDK 25 or later: JAVA_HOME is ${JAVA_HOME:-not set}, and /usr/lib/jvm has none." >&2
    echo "Install one (Debian: apt-get install openjdk-25-jdk-headless, or a Temurin 25) or set JAVA_HOME." >&2
    return 1
}
