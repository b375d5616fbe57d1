"""Whether a check would see what an earlier one saw; then its findings are told again.

The key of a run is a digest of all that a site is built from and checked by. A site whose plugins
or extensions may read anything else, such as a network or the history of git, has no key.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from polyclinic import config
from polyclinic.check.cache import canonical
from polyclinic.check.external import FILE as LINKS
from polyclinic.check.load import self_contained
from polyclinic.check.report import Place, Report
from polyclinic.diagnostic import Severity
from polyclinic.fingerprint import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from polyclinic.check.cache import Cache
    from polyclinic.config import Settings

_SHELF: Final = "runs"
# Plugins that make pages of the project's own files alone.
_PLUGINS: Final = frozenset({"i18n", "polyclinic", "search", "material/search"})
# The installed packages are in the fingerprint of the engine.
_THEMES: Final = frozenset({"material", "mkdocs", "readthedocs"})


def key(settings: Settings, today: date, *asked: object) -> str | None:
    """What a run depends on, and what was asked of it; None where that can't be known."""
    mkdocs = config.whole(settings.config_file)
    if not self_contained(settings) or not _predictable(mkdocs):
        return None
    try:
        files = "\n".join(_files(settings))
    except OSError:
        return None
    return digest("\0".join([canonical((settings, mkdocs, str(today), asked)), files]))


def _predictable(mkdocs: Mapping[str, Any]) -> bool:
    plugins, theme = mkdocs.get("plugins") or [], mkdocs.get("theme") or "mkdocs"
    name = theme.get("name") if isinstance(theme, dict) else theme
    return (
        not mkdocs.get("hooks")
        and name in {None, *_THEMES}
        and _PLUGINS.issuperset(_names(plugins))
    )


def _names(plugins: object) -> list[str]:
    """The names of plugins, however they are listed; "" for what is none."""
    entries = plugins if isinstance(plugins, (list, dict)) else [plugins]
    return [
        entry
        if isinstance(entry, str)
        else next(iter(entry), "")
        if isinstance(entry, dict)
        else ""
        for entry in entries
    ]


def _files(settings: Settings) -> Iterator[str]:
    """Each file that the pages are made from, with a digest of what it holds."""
    yield _file(settings.root / LINKS)
    for folder in (settings.docs_dir, settings.locales_dir, settings.templates_dir):
        for where, folders, names in os.walk(folder, followlinks=True) if folder else ():
            folders.sort()
            for name in sorted(names):
                yield _file(Path(where, name))


def _file(path: Path) -> str:
    content = path.read_bytes() if path.is_file() else b""
    return f"{path} {hashlib.blake2b(content, digest_size=16).hexdigest()}"


def recall(cache: Cache, of: str) -> list[Report] | None:
    """The findings of an earlier run; None if there was none."""
    text = cache.recall(_SHELF, of)
    return None if text is None else [_report(row) for row in json.loads(text)]


def remember(cache: Cache, of: str, reports: Iterable[Report]) -> None:
    """Keep the findings of a run, unless a rule crashed: the next run must meet that again."""
    rows = [asdict(report) for report in reports]
    if not any(row["code"] == "CHK001" for row in rows):
        cache.remember(_SHELF, of, json.dumps(rows, default=lambda value: value.value))


def _report(row: dict[str, Any]) -> Report:
    places: Sequence[Place] = [Place(**place) for place in (row["place"], *row["related"])]
    severity = Severity(row["severity"])
    return Report(**{**row, "severity": severity, "place": places[0], "related": tuple(places[1:])})
