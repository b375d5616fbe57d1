#!/bin/sh
# Lock the dependencies in pyproject.toml, with the hashes of every file on the package index.
# Arguments go to pip-compile, for example: scripts/lock.sh --upgrade-package babel
set -eu

cd "$(dirname "$0")/.."
# Locked with the oldest Python that is supported, so that each release locked runs on all of them.
PYTHON="${PYTHON:-python3.11}"
export PYTHON
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"$(scripts/find-python.sh)" -m venv "$tools"
"$tools/bin/python" -m pip install -q --disable-pip-version-check "pip-tools==7.6.2"

# No address of an index, of this machine or of this folder gets into the locks.
lock() {
  "$tools/bin/pip-compile" --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
    --annotation-style=line --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
    --build-deps-for=editable "$@" pyproject.toml
}
lock --output-file=requirements.txt "$@"
lock --output-file=requirements-dev.txt --extra=dev --constraint=requirements.txt "$@"
