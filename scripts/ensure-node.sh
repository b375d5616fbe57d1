#!/bin/sh
# Make sure that Node.js and npm are there: they run the checkers of accessibility and HTML in the
# tests. Where Debian's packages are at hand, install what is missing.
set -eu

say() { echo "$@" >&2; }

if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1; then
  exit 0
fi
if command -v apt-get >/dev/null 2>&1; then
  sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo"
  say "Installing nodejs and npm with apt-get"
  $sudo apt-get update -q >&2
  $sudo env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends nodejs npm >&2
fi
if ! command -v npm >/dev/null 2>&1; then
  say "error: the browser tests need Node.js 18.19 or newer, and npm"
  say "  help: install them (make test-quick leaves the browser tests out)"
  exit 1
fi
