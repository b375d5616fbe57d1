#!/bin/sh
# Print the first Python that can build this project, or say what to install.
set -eu

# A name on the PATH is not enough: version managers leave shims that start nothing.
fit() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

for python in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
  if fit "$python"; then
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
      echo "error: $python cannot make a virtual environment" >&2
      echo "  help: install its venv module (Debian, Ubuntu: apt-get install python3-venv)" >&2
      exit 1
    fi
    command -v "$python"
    exit 0
  fi
done

echo "error: no Python 3.11 or newer found" >&2
echo "  help: install one (Debian, Ubuntu: apt-get install python3 python3-venv)," >&2
echo "        or name it: make PYTHON=/path/to/python3.12 site" >&2
exit 1
