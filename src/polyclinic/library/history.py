"""What the project's version control knows of a file."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SECONDS = 20


def committed(path: Path) -> bytes | None:
    """The file as it was committed last; None where there is no git, or it does not know it."""
    git = shutil.which("git")
    if git is None:
        return None
    show = [git, "show", f"HEAD:./{path.name}"]
    try:
        run = subprocess.run(  # noqa: S603 - the name of a file is no option after HEAD:
            show, cwd=path.parent, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return run.stdout if run.returncode == 0 else None
