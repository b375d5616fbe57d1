#!/bin/sh
# Print the path of a Chromium for the browser tests. Where Debian's packages are at hand, install
# what is missing of: Chromium, gettext (msgfmt, msgcat, msgmerge), and fonts for every script.
set -eu

say() { echo "$@" >&2; }

find_chromium() {
  for browser in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if [ -n "$browser" ] && command -v "$browser" 2>/dev/null; then
      return 0
    fi
  done
  return 1
}

has_font() {
  command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list ":lang=$1" family)" ]
}

missing_packages() {
  find_chromium >/dev/null || echo chromium
  command -v msgfmt >/dev/null 2>&1 || echo gettext
  command -v fc-list >/dev/null 2>&1 || echo fontconfig
  { has_font ar && has_font hi; } || echo fonts-noto-core
  has_font zh-cn || echo fonts-noto-cjk
}

install() {
  if [ "$(id -u)" -eq 0 ]; then
    sudo=""
  elif command -v sudo >/dev/null 2>&1; then
    sudo="sudo"
  else
    say "error: missing: $*"
    say "  help: as root, run: apt-get install $*"
    exit 1
  fi
  say "Installing $* with apt-get"
  $sudo apt-get update -q >&2
  $sudo env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "$@" >&2
}

packages=$(missing_packages | tr '\n' ' ')
if [ -n "$packages" ] && command -v apt-get >/dev/null 2>&1; then
  # shellcheck disable=SC2086 # one word per package
  install $packages
fi

for tool in msgfmt msgcat msgmerge; do
  if ! command -v "$tool" >/dev/null 2>&1; then
    say "error: $tool is missing"
    say "  help: install GNU gettext (macOS: brew install gettext)"
    exit 1
  fi
done
has_font ar && has_font hi && has_font zh-cn ||
  say "warning: fonts for Arabic, Devanagari or Chinese are missing; screenshots may show boxes"

if ! find_chromium; then
  say "error: the browser tests need Chromium or Google Chrome"
  say "  help: install one, or name it: CHROMIUM=/path/to/chrome make test"
  say "        (make test-quick leaves the browser tests out)"
  exit 1
fi
