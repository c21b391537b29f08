# shellcheck shell=bash
# The Java of an image, and our jars in it.

# What no class file names: elliptic curves and the names of hosts for TLS.
unnamed_modules=java.naming,jdk.crypto.ec

# What only code asks for that is never called here: types of databases, beans and images in JSON.
unused_modules='java.sql|java.desktop|java.transaction.xa'

# Options that come before all others, so that JDK_JAVA_OPTIONS may say otherwise: small, and gone when memory is.
usual_options() {
    printf '%s ' -XX:+UseSerialGC -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError --sun-misc-unsafe-memory-access=allow \
        --enable-native-access=ALL-UNNAMED
    case $1 in
        # A session's start is most of what it costs: compile what runs often, not what runs once (a quarter of its CPU time),
        # and reflect without making classes for it.
        runner) printf '%s ' -Xms16m -Xmx192m -Xss512k -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=10 \
            -Djdk.reflect.useNativeAccessorOnly=true \
            -Dslf4j.provider=dev.botrunner.runner.log.PlainLogs -Dslf4j.internal.verbosity=WARN ;;
        control) printf '%s ' -XX:MaxRAMPercentage=60 ;;
    esac
}

main_class() {
    case $1 in
        runner) echo dev.botrunner.runner.RunnerMain ;;
        control) echo dev.botrunner.cli.Main ;;
    esac
}

# The modules that any class of the jars names. As one folder of classes: jdeps takes jars that are modules for modules,
# and here they stand on the class path.
modules_of() {
    local classes jar
    classes=$(mktemp -d -p "$work")
    for jar in "$1"/*.jar; do unzip -qoC "$jar" '*.class' -d "$classes"; done
    rm -rf "$classes/META-INF"
    find "$classes" -name module-info.class -delete
    "$JAVA_HOME/bin/jdeps" --ignore-missing-deps --list-deps "$classes" |
        sed -nE 's/^ +([a-z.]+)(\/.*)?$/\1/p' | sort -u | grep -vxE "$unused_modules" | paste -sd,
    rm -r "$classes"
}

# java_runtime FOLDER NAME JARS: a Java with the modules that the jars need.
java_runtime() {
    local folder=$1 name=$2 lib=$3 modules
    modules=$(modules_of "$lib")
    mkdir -p "$(dirname "$folder")"
    "$JAVA_HOME/bin/jlink" --add-modules "$modules,$unnamed_modules" --output "$folder" --vm server \
        --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 \
        --add-options="$(usual_options "$name" | sed 's/ $//')"
    # Nothing else is started here.
    find "$folder/bin" -type f ! -name java -delete
    "$folder/bin/java" -Xshare:dump -Xlog:disable -Xlog:all=error:stderr >&2
    rm -f "$folder/lib/server/classes_nocoops.jsa" "$folder/lib/server/classes_coh.jsa"
}

# application FOLDER NAME JARS: the jars, and the words for java that start them, in an order that stays.
application() {
    local folder=$1 name=$2 lib=$3
    mkdir -p "$folder/lib"
    cp "$lib"/*.jar "$folder/lib/"
    start_words "$folder" /opt/botrunner "$(main_class "$name")" >"$folder/$name.args"
}

# start_words FOLDER PLACE CLASS: with the jars of FOLDER at PLACE.
start_words() {
    local jar path=
    for jar in $(cd "$1/lib" && LC_ALL=C ls); do path=$path:$2/lib/$jar; done
    printf '%s\n' -cp "${path#:}" "$3"
}
