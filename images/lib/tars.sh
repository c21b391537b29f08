# shellcheck shell=bash
# Folders become layers, and layers an image: an OCI layout that is a docker archive, too. The same files make the same
# bytes: sorted, dated 1980, of nobody.

blob() { # blob WORK FILE: moves it among the blobs; prints "digest size"
    local digest size
    digest=$(sha256sum "$2" | cut -d' ' -f1)
    size=$(stat -c %s "$2")
    mv "$2" "$1/blobs/sha256/$digest"
    echo "$digest $size"
}

layer_tar() { # layer_tar FOLDER FILE
    tar -C "$1" --format=gnu --sort=name --mtime=@315532800 --owner=0 --group=0 --numeric-owner -cf "$2" .
}

json_list() { # json_list WORD...
    local list
    list=$(printf '"%s",' "$@")
    echo "[${list%,}]"
}

# write_image TAR NAME FOLDER...: each folder is a layer.
write_image() {
    local tar=$1 name=$2 layout reference layers='' ids='' files='' digest size config manifest folder
    shift 2
    layout=$(mktemp -d -p "$work")
    mkdir -p "$layout/blobs/sha256"
    reference=${prefix}botrunner-$name:$tag
    for folder in "$@"; do
        layer_tar "$folder" "$layout/layer.tar"
        ids="$ids,\"sha256:$(sha256sum "$layout/layer.tar" | cut -d' ' -f1)\""
        gzip -n -6 "$layout/layer.tar"
        read -r digest size < <(blob "$layout" "$layout/layer.tar.gz")
        layers="$layers,{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:$digest\",\"size\":$size}"
        files="$files,\"blobs/sha256/$digest\""
    done
    image_config "$name" "${ids#,}" >"$layout/config"
    read -r config size < <(blob "$layout" "$layout/config")
    printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%s},"layers":[%s]}' \
        "$config" "$size" "${layers#,}" >"$layout/manifest"
    read -r manifest size < <(blob "$layout" "$layout/manifest")
    printf '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
    printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s,"annotations":{"io.containerd.image.name":"%s","org.opencontainers.image.ref.name":"%s"}}]}' \
        "$manifest" "$size" "$reference" "$tag" >"$layout/index.json"
    printf '[{"Config":"blobs/sha256/%s","RepoTags":["%s"],"Layers":[%s]}]' "$config" "$reference" "${files#,}" >"$layout/manifest.json"
    layer_tar "$layout" "$tar.new"
    mv "$tar.new" "$tar"
    rm -r "$layout"
    echo "$tar  $reference  sha256:$manifest  $(stat -c %s "$tar") bytes"
}

image_config() {
    local arch entry command variables title=$1
    case $(uname -m) in
        x86_64) arch=amd64 ;;
        aarch64) arch=arm64 ;;
        *) arch=$(uname -m) ;;
    esac
    variables='"PATH=/opt/botrunner/java/bin:/usr/bin:/bin","LANG=C.UTF-8","HOME=/home/botrunner"'
    variables="$variables,\"SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt\""
    entry="\"/opt/botrunner/java/bin/java\",\"@/opt/botrunner/$1.args\""
    case $1 in
        runner) command='"runner","run"' ;;
        control) command='"control"' ;;
        # Another's image: it has no runner until one is injected.
        python-bot) entry='' command='"python3","/etc/botrunner/bot.py"' ;;
    esac
    cat <<END
{"architecture":"$arch","os":"linux","created":"1980-01-01T00:00:00Z","config":{"User":"65532:65532","Env":[$variables],"Entrypoint":[$entry],"Cmd":[$command],"WorkingDir":"/home/botrunner","StopSignal":"SIGTERM","Labels":{"org.opencontainers.image.title":"botrunner-$title","org.opencontainers.image.version":"$version","org.opencontainers.image.licenses":"$licence","dev.botrunner.java":"$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")"}},"rootfs":{"type":"layers","diff_ids":[$2]}}
END
}
