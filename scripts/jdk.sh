# shellcheck shell=sh
# Sourced by the scripts: sets JAVA_HOME to a JDK of at least 25. Reads `release` files and starts no JVM.

jdk_version() {
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true
}

jdk_fits() {
    [ -x "$1/bin/javac" ] || return 1
    jdk_found=$(jdk_version "$1")
    [ "${jdk_found:-0}" -ge 25 ]
}

# The JDK that the `javac` of the path belongs to, if there is one.
jdk_of_path() {
    jdk_compiler=$(command -v javac) || return 0
    jdk_compiler=$(readlink -f "$jdk_compiler" 2>/dev/null) || return 0
    dirname "$(dirname "$jdk_compiler")"
}

jdk_find() {
    if [ -n "${JAVA_HOME:-}" ] && jdk_fits "$JAVA_HOME"; then
        export JAVA_HOME
        return 0
    fi
    for jdk_home in "$(jdk_of_path)" /usr/lib/jvm/* /opt/java/* /opt/jdk* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/*; do
        if jdk_fits "$jdk_home"; then
            JAVA_HOME=$jdk_home
            export JAVA_HOME
            return 0
        fi
    done
    echo "No JDK 25 or newer found: set JAVA_HOME or install one (for example temurin-25-jdk)." >&2
    return 1
}
