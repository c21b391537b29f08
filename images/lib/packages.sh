# shellcheck shell=bash
# What comes out of packages of Debian: the C library, the certificates, and what says so.

# All files of a package, as they are installed here: package FOLDER NAME.
package() {
    local file
    dpkg -L "$2" | while read -r file; do
        if [ -L "$file" ] || [ -f "$file" ]; then
            mkdir -p "$1${file%/*}"
            cp -P "$file" "$1$file"
        fi
    done
    rm -rf "$1"/usr/share/{man,doc,lintian}
    mention "$1" "$2"
}

# Says which version is in there, and under which licence.
mention() {
    mkdir -p "$1/usr/share/doc/$2" "$1/usr/share/botrunner"
    cp -L "/usr/share/doc/$2/copyright" "$1/usr/share/doc/$2/copyright"
    dpkg-query -W -f '${Package} ${Version}\n' "$2" >>"$1/usr/share/botrunner/packages"
}

# The package that a file is from. With /lib a link to /usr/lib, packages know one or the other name.
package_of() {
    { dpkg -S "$1" 2>/dev/null || dpkg -S "/usr$1" 2>/dev/null || dpkg -S "${1#/usr}"; } | sed -n '1s/[:,].*//p'
}

# The shared libraries that programs need: libraries_of FILE...
libraries_of() {
    ldd "$@" 2>/dev/null | sed -nE 's/^\s*(.* => )?(\/[^ ]*) \(0x[0-9a-f]+\)$/\2/p' | sort -u
}

# Who is in the image, where names are asked, whom it trusts, and the C library.
system_layer() {
    local root=$1 library name
    mkdir -p "$root/etc/ssl/certs" "$root/tmp" "$root/home/botrunner" "$root/usr/share/botrunner" "$root/lib64"
    chmod 1777 "$root/tmp"
    printf 'root:x:0:0:root:/:/none\nbotrunner:x:65532:65532:botrunner:/home/botrunner:/none\n' >"$root/etc/passwd"
    printf 'root:x:0:\nbotrunner:x:65532:\n' >"$root/etc/group"
    printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
    # What the JVM is linked with, and what the C library itself loads for names.
    for library in $(libraries_of "$JAVA_HOME"/lib/server/libjvm.so "$JAVA_HOME"/lib/*.so "$JAVA_HOME/bin/java") \
        $(ls "$(libc_folder)"/libnss_{dns,files}.so.2 "$(libc_folder)"/libresolv.so.2 2>/dev/null); do
        case $library in "$JAVA_HOME"/*) continue ;; esac
        name=$(package_of "$library")
        # The desktop's are of modules that are not taken along.
        [ "$name" = libc6 ] || continue
        place_library "$root" "$library"
    done
    mention "$root" libc6
    certificates "$root"
    sort -u -o "$root/usr/share/botrunner/packages" "$root/usr/share/botrunner/packages"
}

libc_folder() { dirname "$(libraries_of "$JAVA_HOME/bin/java" | grep '/libc\.so\.6$')"; }

# Links are followed: /lib and /lib64 are folders here, and the file has the name that programs ask for.
place_library() {
    mkdir -p "$1${2%/*}"
    cp -L "$2" "$1$2"
}

certificates() {
    local root=$1 authority
    # The list is made when the package is installed; made here, it is the package's and nothing that was added to the machine.
    dpkg -L ca-certificates | grep '^/usr/share/ca-certificates/mozilla/.*\.crt$' | LC_ALL=C sort |
        while read -r authority; do cat "$authority"; echo; done >"$root/etc/ssl/certs/ca-certificates.crt"
    mention "$root" ca-certificates
}

# Debian's Python with all that it is linked with, for an image that knows nothing of us: python_layer FOLDER SYSTEM.
python_layer() {
    local root=$1 python name library listed=()
    python=$(basename "$(readlink -f /usr/bin/python3)")
    cp -r "$2/." "$root/"
    for name in python3-minimal "$python-minimal" "lib$python-minimal" "lib$python-stdlib"; do package "$root" "$name"; done
    for library in $(find "$root" -type f \( -name "$python" -o -name '*.so' \) -exec "$(type -P bash)" -c 'ldd "$@"' ldd {} + |
        sed -nE 's/^\s*(.* => )?(\/[^ ]*) \(0x[0-9a-f]+\)$/\2/p' | sort -u); do
        name=$(package_of "$library")
        place_library "$root" "$library"
        case " ${listed[*]} libc6 " in
            *" $name "*) ;;
            *) mention "$root" "$name" && listed+=("$name") ;;
        esac
    done
    mkdir -p "$root/etc/botrunner"
    cp "$top/examples/python-bot/bot.py" "$top/examples/python-bot/bots.yaml" "$root/etc/botrunner/"
    sort -u -o "$root/usr/share/botrunner/packages" "$root/usr/share/botrunner/packages"
}
