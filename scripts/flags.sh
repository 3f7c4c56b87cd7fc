# Sourced by the scripts: how the JVM is run. The cache of scripts/train.sh is only valid with the same flags.
#
# MaxFDLimit would raise the limit on open files, which a launched program would inherit.
JAVA_FLAGS=(
    -XX:+UseSerialGC
    -XX:TieredStopAtLevel=1
    -XX:-UsePerfData
    -XX:-MaxFDLimit
    --sun-misc-unsafe-memory-access=allow
    --enable-native-access=ALL-UNNAMED
)
