"""Which rules run: codes and their prefixes, chosen or left out."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from polyclinic.diagnostic import Severity, error

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from polyclinic.check.rule import AnyRule


def select(
    rules: Sequence[AnyRule], chosen: Iterable[str] = (), ignored: Iterable[str] = ()
) -> list[AnyRule]:
    """The rules whose code begins with one that is chosen and with none that is ignored.

    Raises PolyclinicError for a code that no rule has, with the nearest one.
    """
    chosen, ignored = _codes(rules, chosen), _codes(rules, ignored)
    return [
        rule
        for rule in rules
        if (not chosen or rule.code.startswith(chosen))
        and not (ignored and rule.code.startswith(ignored))
    ]


def configured(rules: Sequence[AnyRule], severities: Mapping[str, str]) -> list[AnyRule]:
    """The rules as a site wants them told. One that is less than an error blocks nothing."""
    found: list[AnyRule] = []
    for rule in rules:
        word = severities.get(rule.code, rule.severity.value)
        if word != "off":
            severity = Severity(word)
            blocks = rule.blocks and severity is Severity.ERROR
            found.append(replace(rule, severity=severity, blocks=blocks))
    return found


def need_known(rules: Sequence[AnyRule], codes: Iterable[str]) -> None:
    """Raise PolyclinicError for a code that no rule has."""
    for code in codes:
        if not any(rule.code == code for rule in rules):
            raise unknown(rules, code)


def _codes(rules: Sequence[AnyRule], given: Iterable[str]) -> tuple[str, ...]:
    codes = tuple(
        code.strip().upper() for entry in given for code in entry.split(",") if code.strip()
    )
    for code in codes:
        if not any(rule.code.startswith(code) for rule in rules):
            raise unknown(rules, code)
    return codes


def unknown(rules: Sequence[AnyRule], code: str) -> Exception:
    """The error for a code that no rule has."""
    codes = dict.fromkeys(rule.code for rule in rules)
    families = dict.fromkeys(code.rstrip("0123456789") for code in codes)
    near = difflib.get_close_matches(code, [*families, *codes], 3)
    remedy = f"did you mean {', '.join(near)}?" if near else "`polyclinic rule` lists all codes"
    return error(f"no rule has the code {code}", remedy)
