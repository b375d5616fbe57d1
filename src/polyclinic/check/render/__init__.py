"""What was found, as people and as other tools read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from polyclinic.check.render import github, json, junit, text
from polyclinic.check.render.places import nowhere

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyclinic.check.render.places import Address
    from polyclinic.check.report import Report


class Format(Protocol):
    """Tells findings. `address` gives the page of a code, or ""."""

    def __call__(self, reports: Sequence[Report], address: Address = nowhere, /) -> str:
        """All findings as one text."""
        raise NotImplementedError


def _sarif(reports: Sequence[Report], address: Address = nowhere, /) -> str:
    # It knows every rule; who wants no SARIF need not wait for them.
    from polyclinic.check.render import sarif  # noqa: PLC0415

    return sarif.render(reports, address)


FORMATS: dict[str, Format] = {
    "text": text.render,
    "json": json.render,
    "sarif": _sarif,
    "github": github.render,
    "junit": junit.render,
}
