# shellcheck shell=sh
# Sourced by the scripts: puts a Go on the path that is new enough for the modules of e2e/cluster. Any Go of the system can
# fetch it, since a Go is a module itself: what Debian calls golang-go will do. Nothing is fetched where one is there.

go_needed=1.26
go_fetched=1.26.8

go_fits() {
    go_found=$("$1" env GOVERSION 2>/dev/null) || return 1
    [ "$(printf '%s\n' "go$go_needed" "$go_found" | sort -V | head -1)" = "go$go_needed" ]
}

go_find() {
    if command -v go >/dev/null && go_fits go; then return 0; fi
    for go_root in /usr/local/go /usr/lib/go-*; do
        if [ -x "$go_root/bin/go" ] && go_fits "$go_root/bin/go"; then
            PATH=$go_root/bin:$PATH
            export PATH
            return 0
        fi
    done
    if ! command -v go >/dev/null; then
        echo "There is no Go: install Go $go_needed or newer, or any Go (apt-get install golang-go), which fetches it." >&2
        return 1
    fi
    go_kept=${BOTCLUSTER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/botcluster}/go$go_fetched
    [ -x "$go_kept/bin/go" ] || go_fetch || return 1
    PATH=$go_kept/bin:$PATH
    export PATH
    # It is not to look for another one.
    GOTOOLCHAIN=local
    export GOTOOLCHAIN
}

# As the go command of 1.21 and later does it by itself; an older one knows the module and not what it is.
go_fetch() {
    echo "Fetching Go $go_fetched with $(go env GOVERSION)…" >&2
    go_module=golang.org/toolchain@v0.0.1-go$go_fetched.$(go env GOOS)-$(go env GOARCH)
    go_folder=$(cd / && GOFLAGS=-mod=mod go mod download -json "$go_module" | sed -n 's/^\t"Dir": "\(.*\)",*$/\1/p')
    if [ -z "$go_folder" ]; then
        echo "Go $go_fetched cannot be fetched from $(go env GOPROXY): install Go $go_needed or newer." >&2
        return 1
    fi
    mkdir -p "${go_kept%/*}"
    rm -rf "$go_kept.$$"
    cp -r "$go_folder" "$go_kept.$$"
    # In a module no file can be run, and none but its own is called go.mod.
    chmod -R u+w "$go_kept.$$"
    chmod +x "$go_kept.$$"/bin/* "$go_kept.$$"/pkg/tool/*/*
    find "$go_kept.$$" -name _go.mod -execdir mv {} go.mod \;
    rm -rf "$go_kept"
    mv "$go_kept.$$" "$go_kept"
}
