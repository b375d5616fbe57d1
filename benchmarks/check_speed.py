"""Measure what a check costs beside a build, in CPU seconds.

Run `python benchmarks/check_speed.py`. It copies the library into a temporary folder, runs the
commands there five times each, and prints the medians. `check` makes the pages aside before it
looks at them. Each line tells the whole command, with all that Python loads for it, and the check
proper: what the command does but for loading and making pages, timed inside one process.

The figures to keep: a first check costs less than building the site does without it, with the
search and all that Python loads; one after a change costs a tenth of the first.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
PARTS = ("mkdocs.yml", "docs", "locales", "overrides")
TIMES = 5
CHECK = """
from time import process_time
from polyclinic.adapters import mkdocs
from polyclinic.check import inspect, rules
from polyclinic.cli.main import main
made = []
make = mkdocs.build_site
def timed(*given, **named):
    before = process_time()
    try:
        return make(*given, **named)
    finally:
        made.append(process_time() - before)
mkdocs.build_site = timed
before = process_time()
try:
    main(["check"])
finally:
    print(f"proper {process_time() - before - sum(made)} pages {sum(made)}")
"""


def main() -> None:
    """Print the medians."""
    with tempfile.TemporaryDirectory() as name:
        root = copied(Path(name) / "library")
        first = cost(partial(after, forget, root))
        building = first.whole - first.proper
        told("a first check", first, f"{first.proper / building:.0%} of building without it")
        told("a second one, nothing changed", cost(lambda _: check(root)), "no pages made")
        for what, change in CHANGES.items():
            again = cost(partial(after, change, root))
            told(f"after {what}", again, f"{again.proper / first.proper:.0%} of the first")


@dataclass(frozen=True)
class Cost:
    """CPU seconds of a check: the whole command, its pages, and the check proper."""

    whole: float
    pages: float
    proper: float


def cost(measure: Callable[[int], Cost]) -> Cost:
    """Give the medians of several checks."""
    costs = [measure(number) for number in range(TIMES)]
    return Cost(*(statistics.median(getattr(c, f.name) for c in costs) for f in fields(Cost)))


def after(change: Callable[[Path, int], None], root: Path, number: int) -> Cost:
    """Make a change; the cost of the check after it."""
    change(root, number)
    return check(root)


def told(what: str, found: Cost, share: str) -> None:
    """Print one line: the whole command, and the check proper."""
    line = f"{what:32} {found.whole:5.2f} CPU s, the pages {found.pages:5.2f}"
    print(f"{line}, the check proper {found.proper:5.2f}: {share}")


def check(folder: Path) -> Cost:
    """Check a library in a new process."""
    before = spent()
    run = subprocess.run(
        [sys.executable, "-c", CHECK], cwd=folder, check=False, capture_output=True, text=True
    )
    if run.returncode not in (0, 1) or "Traceback" in run.stderr:
        sys.exit(run.stderr)
    _, proper, _, pages = run.stdout.splitlines()[-1].split()
    return Cost(spent() - before, float(pages), float(proper))


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
