"""The languages of a site that can be built, and what is wrong with the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from polyclinic.config import Written, written_languages
from polyclinic.diagnostic import Diagnostic, PolyclinicError, Severity, error
from polyclinic.i18n import locales

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from polyclinic.config import Settings


def with_known_languages(
    settings: Settings, refused: Callable[[str], bool] = lambda _: False
) -> tuple[Settings, list[Diagnostic]]:
    """The settings without languages that are unknown or listed twice, and a finding for each.

    `refused` says which codes the site generator can't build. Raises PolyclinicError where it is
    the source language: without it there is no site.
    """
    shown = settings.shown(settings.config_file)
    written = written_languages(settings.config_file, shown)
    source = _problem(settings.source_locale)
    if source is not None:
        raise PolyclinicError(_placed(source, _nth(written, settings.source_locale, 0)))
    # Two names of one language would share their catalogs, and two entries their address.
    seen = {locales.parse(settings.source_locale).gettext: settings.source_locale}
    known, found = [], []
    for index, code in enumerate(settings.locales):
        problem = _problem(code) or _refused(code, refused) or _twice(code, seen)
        if problem is None:
            known.append(code)
            seen[locales.parse(code).gettext] = code
        else:
            before = [settings.source_locale, *settings.locales[:index]].count(code)
            found.append(_placed(problem, _nth(written, code, before)))
    return replace(settings, locales=tuple(known)), found


def need_known_languages(settings: Settings) -> None:
    """Raise PolyclinicError for the first language that can't be built, with its place."""
    _, found = with_known_languages(settings)
    for problem in found:
        raise PolyclinicError(problem)


def _problem(code: str) -> Diagnostic | None:
    try:
        locales.parse(code)
    except PolyclinicError as problem:
        return problem.diagnostic
    return None


def _refused(code: str, refused: Callable[[str], bool]) -> Diagnostic | None:
    if not refused(code):
        return None
    message = f"the i18n plugin builds no language “{code}”"
    return error(message, "write a code such as es, es-MX or zh-Hans").diagnostic


def _twice(code: str, seen: dict[str, str]) -> Diagnostic | None:
    before = seen.get(locales.parse(code).gettext)
    if before is None:
        return None
    message = f"the language “{code}” is listed twice"
    if before != code:
        message += f", here and as “{before}”"
    return error(message, "remove one of the two entries").diagnostic


def _nth(written: Sequence[Written], code: str, before: int) -> Written | None:
    """Where a code stands for so many times before; a value that YAML took for another has any."""
    same = [item for item in written if item.text == code]
    if same:
        return same[min(before, len(same) - 1)]
    return next((item for item in written if not item.is_text), None)


def _placed(problem: Diagnostic, written: Written | None) -> Diagnostic:
    if written is None:
        return replace(problem, severity=Severity.ERROR)
    if not written.is_text:
        problem = replace(
            problem,
            message=f"YAML does not read the language “{written.text}” as a text",
            help=f'write "{written.text}", in quotes',
        )
    return replace(problem, path=written.shown, line=written.line, column=written.column)
