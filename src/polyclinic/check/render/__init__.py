"""What was found, as people and as other tools read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.render import github, json, junit, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from polyclinic.check.report import Report


def _sarif(reports: Sequence[Report]) -> str:
    # It knows every rule; who wants no SARIF need not wait for them.
    from polyclinic.check.render import sarif  # noqa: PLC0415

    return sarif.render(reports)


FORMATS: dict[str, Callable[[Sequence[Report]], str]] = {
    "text": text.render,
    "json": json.render,
    "sarif": _sarif,
    "github": github.render,
    "junit": junit.render,
}
