#!/bin/sh
# Renders the main variants of the Helm chart and compares them with what is in charts/botrunner/ci/golden.
#
#   scripts/chart.sh            compares, and lints
#   scripts/chart.sh --write    writes them anew
#   scripts/chart.sh --helm     says which Helm that would be, once it is there
#
# HELM is the program to use; else that of the test cluster, which is built from Go modules once and kept.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
chart=$here/charts/botrunner
version=1.34.0
# shellcheck source=go.sh
. "$here/scripts/go.sh"

find_helm() {
    if [ -n "${HELM:-}" ]; then
        echo "$HELM"
        return
    fi
    tools=$here/e2e/cluster/tools
    cache=${BOTCLUSTER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/botcluster}
    helm=$cache/helm-$(cat "$tools/go.mod" "$tools/go.sum" | sha256sum | cut -c1-16)
    if [ ! -x "$helm" ]; then
        if ! go_find; then
            echo "There is nothing to build Helm with: or say HELM=/path/to/helm." >&2
            exit 1
        fi
        echo "Building Helm…" >&2
        mkdir -p "$cache"
        # Two who build at once must not see half of it.
        (cd "$tools" && CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags '-s -w' -o "$helm.$$" helm.sh/helm/v3/cmd/helm)
        mv "$helm.$$" "$helm"
    fi
    echo "$helm"
}

helm=$(find_helm)
if [ "${1:-}" = --helm ]; then
    echo "$helm"
    exit
fi
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
wrong=0
for values in "$chart"/ci/*-values.yaml; do
    variant=$(basename "$values" -values.yaml)
    golden=$chart/ci/golden/$variant.yaml
    "$helm" lint --quiet --kube-version "$version" "$chart" -f "$values" >&2 || wrong=1
    "$helm" template botrunner "$chart" --namespace botrunner --kube-version "$version" -f "$values" >"$work/$variant.yaml"
    if [ "${1:-}" = --write ]; then
        cp "$work/$variant.yaml" "$golden"
    elif ! diff -u "$golden" "$work/$variant.yaml" >&2; then
        echo "$variant: rendered otherwise than charts/botrunner/ci/golden says. If that is meant: ./test chart --write" >&2
        wrong=1
    fi
done
exit "$wrong"
