"""Small helpers for tests about PO files."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def gettext_tool(tmp_path: Path) -> Callable[..., bytes]:
    """Run one of gettext's own programs on PO contents, which become its file arguments."""

    def run(program: str, *contents: bytes, options: tuple[str, ...] = ()) -> bytes:
        paths = []
        for number, content in enumerate(contents):
            path = tmp_path / f"{number}.po"
            path.write_bytes(content)
            paths.append(str(path))
        done = subprocess.run([program, *options, *paths], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    return run
