#!/bin/sh
# Print the path of a web server for the tests: nginx or caddy. Where none is installed, Debian's
# package is unpacked below .cache/: nothing on the machine changes, and no service is started.
set -eu

server=$1
cd "$(dirname "$0")/.."
cache=$PWD/.cache/servers

say() { echo "$@" >&2; }

find_server() {
  for program in "$2" "$1" "/usr/sbin/$1" "$cache/usr/sbin/$1" "$cache/usr/bin/$1"; do
    if [ -n "$program" ] && command -v "$program" 2>/dev/null; then
      return 0
    fi
  done
  return 1
}

download() {
  apt-get download -q "$@" >&2 2>/dev/null && return 0
  # A fresh machine has no list of packages yet.
  sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo"
  $sudo apt-get update -q >&2 && apt-get download -q "$@" >&2
}

case $server in
  nginx) packages="nginx libnginx-mod-http-brotli-static" named=${NGINX:-} ;;
  caddy) packages="caddy" named=${CADDY:-} ;;
  *) say "error: $server is neither nginx nor caddy" && exit 2 ;;
esac
if ! find_server "$server" "$named" >/dev/null && command -v apt-get >/dev/null 2>&1; then
  say "Unpacking Debian's $server into .cache/servers"
  mkdir -p "$cache"
  # shellcheck disable=SC2086 # one word per package
  (cd "$cache" && download $packages && for package in *.deb; do
    dpkg -x "$package" . && rm "$package"
  done)
fi
if ! find_server "$server" "$named"; then
  say "error: the tests of the server's configuration need $server"
  say "  help: install it, or name it: $(echo "$server" | tr '[:lower:]' '[:upper:]')=/path/to/$server make test"
  say "        (make test-quick leaves them out)"
  exit 1
fi
