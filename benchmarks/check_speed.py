"""Measure what a check costs beside a build, in CPU seconds of all processes.

Run `python benchmarks/check_speed.py`. It copies the library into a temporary folder and runs the
commands there, five times each; the medians are printed, and as shares of what they are held
against. `check` makes the pages aside before it looks at them, so each line tells the whole command
and the check proper: the whole less that of making the pages, measured on the same library.

The figures to keep: a first check proper costs less than a build; one after a change a tenth of it.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
PARTS = ("mkdocs.yml", "docs", "locales", "overrides")
TIMES = 5
CHECK = "from polyclinic.cli.main import main; main(['check'])"
PAGES = """
from pathlib import Path
from polyclinic.adapters.mkdocs import build_site
build_site(Path("mkdocs.yml"), site_dir=Path("aside"), check=False)
"""


def main() -> None:
    """Print the medians."""
    with tempfile.TemporaryDirectory() as name:
        root = copied(Path(name) / "library")
        pages = median(lambda _: cpu(root, PAGES))
        first = median(partial(after, forget, root))
        print(f"the pages, without any check       {pages:5.2f} CPU s")
        told("first check", first, pages, f"{(first - pages) / pages:.0%} of the pages")
        same = median(lambda _: cpu(root, CHECK))
        print(f"{'second check, nothing changed':34} {same:5.2f} CPU s, no pages made")
        for what, change in CHANGES.items():
            again = median(partial(after, change, root))
            share = (again - pages) / (first - pages)
            told(f"after {what}", again, pages, f"{share:.0%} of the first")


def after(change: Callable[[Path, int], None], root: Path, number: int) -> float:
    """Make a change; the CPU seconds of the check after it."""
    change(root, number)
    return cpu(root, CHECK)


def told(what: str, seconds: float, pages: float, share: str) -> None:
    """Print one line: the whole command, and the check proper."""
    print(f"{what:34} {seconds:5.2f} CPU s, the check proper {seconds - pages:5.2f}: {share}")


def median(measure: Callable[[int], float]) -> float:
    """Give the middle one of several measures."""
    return statistics.median(measure(number) for number in range(TIMES))


def cpu(folder: Path, program: str) -> float:
    """Run a program in a new process; its CPU seconds, and those of the processes it starts."""
    before = spent()
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, check=False, capture_output=True, text=True
    )
    if run.returncode not in (0, 1) or "Traceback" in run.stderr:
        sys.exit(run.stderr)
    return spent() - before


def spent() -> float:
    """Sum the CPU time of all processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def copied(root: Path) -> Path:
    """Copy what the library is made of."""
    root.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, root / part)
    return root


def forget(root: Path, _: int) -> None:
    """Make the next check the first one."""
    shutil.rmtree(root / ".cache", ignore_errors=True)


def change_string(root: Path, _: int) -> None:
    """Change the translation of one text."""
    file = root / "locales/fr/LC_MESSAGES/procedures.po"
    replace(file, "Toutes vos allergies", "Toutes vos allergies connues")


def change_paragraph(root: Path, number: int) -> None:
    """Change a paragraph of an article: no language has its translation then."""
    file = root / "docs/procedures/cryoablation.md"
    replace(file, "\n\n## ", f"\n\nWe have {number + 2} rooms.\n\n## ")


def change_style(root: Path, number: int) -> None:
    """Change a style sheet that every page has."""
    with (root / "overrides/assets/css/disclaimer.css").open("a") as file:
        file.write(f"\n.benchmark-{number} {{ color: red }}\n")


CHANGES: dict[str, Callable[[Path, int], None]] = {
    "one changed msgstr": change_string,
    "one changed paragraph": change_paragraph,
    "one changed style sheet": change_style,
}


def replace(file: Path, before: str, after: str) -> None:
    """Replace the first place of a text that is there."""
    text = file.read_text(encoding="utf-8")
    if before not in text:
        sys.exit(f"{file} has no {before!r} any more")
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


if __name__ == "__main__":
    main()
