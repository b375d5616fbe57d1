#!/bin/sh
# Print the first Python that can build this project, or say what to install.
# PYTHON, when set, is the only one tried.
set -eu

# A name on the PATH is not enough: version managers leave shims that start nothing.
fit() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

without_venv=""
for python in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
  if fit "$python"; then
    if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
      command -v "$python"
      exit 0
    fi
    without_venv="${without_venv:-$python}"
  fi
done

if [ -n "$without_venv" ]; then
  echo "error: $without_venv cannot make a virtual environment" >&2
  echo "  help: install its venv module (Debian, Ubuntu: apt-get install python3-venv)" >&2
elif [ -n "${PYTHON:-}" ]; then
  echo "error: $PYTHON is no Python 3.11 or newer" >&2
  echo "  help: name another, or leave PYTHON unset" >&2
else
  echo "error: no Python 3.11 or newer found" >&2
  echo "  help: install one (Debian, Ubuntu: apt-get install python3 python3-venv)," >&2
  echo "        or name it: make PYTHON=/path/to/python3.12 site" >&2
fi
exit 1
