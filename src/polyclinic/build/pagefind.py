"""Pagefind, the program: it reads the pages of a language and makes an index of them."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from polyclinic.build import search_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PACKAGE: Final = "pagefind_bin_extended"
PROGRAM: Final = "pagefind_extended"
# Bytes of pages that are read in one run: Pagefind needs up to seventy times as much memory.
BATCH: Final = 3_000_000
# Its own interface, which our pages do not use; and a worker, for much bigger sites.
_UNUSED: Final = (
    "pagefind-component-ui.*", "pagefind-modular-ui.*", "pagefind-ui.*", "pagefind-highlight.js",
    "pagefind-worker.js",
)  # fmt: skip
# Signs in words of Indic scripts that are no letters: the dot below, and what joins consonants.
# Pagefind takes them for punctuation and has each word with one twice, unless it is told.
_JOINING: Final = frozenset(
    sign for code in range(0x0900, 0x1D00) if unicodedata.combining(sign := chr(code)) in {7, 9}
)
# The full stop of Indic scripts. Pagefind has a word with one twice as well, but for a space
# between; search.js takes that away.
_DANDA: Final = re.compile("(?=[।॥])")


def program() -> Path | None:
    """Pagefind with its dictionaries of Chinese: the Python package's, or one on the PATH."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent
        for name in (PROGRAM, f"{PROGRAM}.exe"):
            if (folder / name).is_file():
                return folder / name
    there = shutil.which(PROGRAM)
    return Path(there) if there else None


def index(program: Path, pages: Mapping[str, str], bundle: Path, tag: str) -> str | None:
    """Write the index of pages into a folder, without what our pages do not use.

    `pages` are texts by the file that they are in, `tag` is their language's (BCP 47). Gives why it
    failed, or None.
    """
    with tempfile.TemporaryDirectory(prefix="polyclinic-search-") as name:
        why = _made(program, Path(name), bundle, pages, tag)
    if why is None:
        _prune(bundle)
    else:
        shutil.rmtree(bundle, ignore_errors=True)
    return why


def _made(
    program: Path, stage: Path, bundle: Path, pages: Mapping[str, str], tag: str
) -> str | None:
    """Why it failed, or None."""
    # It knows languages without their regions and scripts; zh-Hans is its zh.
    options = ["--force-language", tag.partition("-")[0]]
    signs = _JOINING & set().union(*pages.values())
    if signs:
        options += ["--include-characters", "".join(sorted(signs))]
    some: list[Path] = []
    for number, batch in enumerate(batches(pages)):
        some.append(stage / str(number) / bundle.name)
        why = _run(program, options, some[-1], batch)
        if why is not None:
            return why
    try:
        search_parts.join(some, bundle)
    except search_parts.UnknownFormatError:
        # Another Pagefind's, which nobody here can read: the search finds the same, and costs more.
        whole = stage / "whole" / bundle.name
        why = _run(program, options, whole, pages)
        if why is not None:
            return why
        shutil.copytree(whole, bundle, dirs_exist_ok=True)
    return None


def batches(pages: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The pages in their order, as many at once as one run is to read."""
    batch: dict[str, str] = {}
    size = 0
    for name, text in pages.items():
        batch[name] = text
        size += len(text.encode())
        if size >= BATCH:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


def _run(
    program: Path, options: Sequence[str], bundle: Path, pages: Mapping[str, str]
) -> str | None:
    """Why it failed, or None."""
    stage = bundle.with_name("pages")
    for name, text in pages.items():
        file = stage / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_DANDA.sub(" ", text), encoding="utf-8", newline="\n")
    command = [
        str(program), "--silent", "--site", str(stage), "--output-path", str(bundle.resolve()),
        *options,
    ]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - the program is ours, its arguments are folders
            command, capture_output=True, text=True, encoding="utf-8", errors="replace",
            cwd=stage, check=False,
        )  # fmt: skip
    except OSError as problem:
        return problem.strerror or str(problem)
    if done.returncode:
        said = (done.stderr or done.stdout).split("\n")
        last = next((line.strip() for line in reversed(said) if line.strip()), "")
        return last or f"it ended with {done.returncode}"
    return None


def _prune(bundle: Path) -> None:
    for pattern in _UNUSED:
        for file in bundle.glob(pattern):
            file.unlink()
    entry = json.loads((bundle / "pagefind-entry.json").read_text(encoding="utf-8"))
    used = {
        f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in entry["languages"].values()
    }
    for file in bundle.glob("wasm.*.pagefind"):
        if file.name not in used:
            file.unlink()
