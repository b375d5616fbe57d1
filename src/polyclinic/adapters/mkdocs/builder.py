"""A build of the whole site beside the published one, which is replaced when all went well."""

from __future__ import annotations

import logging
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import ValidationError
from mkdocs.exceptions import Abort, MkDocsException

from polyclinic import config as settings_file
from polyclinic.adapters.mkdocs.plugin import PolyclinicPlugin
from polyclinic.build.before import check_site
from polyclinic.diagnostic import Diagnostic, PolyclinicError, Severity, error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs.config.defaults import MkDocsConfig


def build_site(  # noqa: PLR0913 - what is built, and who hears of it
    config_file: Path,
    *,
    strict: bool = False,
    site_dir: Path | None = None,
    progress: Callable[[str], None] = lambda _: None,
    tell: Callable[[str], None] = lambda _: None,
    check: bool = True,
) -> list[Diagnostic]:
    """Build the whole site beside the old one and put it in its place; a failed build leaves that.

    Returns what was found: with `strict`, anything found leaves the old site as well. `tell` is
    given each page that is withheld, and why. Raises PolyclinicError when no site can be made.
    """
    if not config_file.is_file():
        raise error(
            "there is no such file",
            "name it with -f, or run this in the project's folder",
            str(config_file),
        )
    settings_file.load(config_file)
    check_site(settings_file.load(config_file))
    with _quiet() as warnings:
        plugin, new, target = _built(config_file, site_dir, progress, tell, check=check)
    findings: list[Diagnostic] = plugin.run.findings if plugin.run else []
    found = any(finding.severity is not Severity.INFO for finding in findings)
    if strict and (found or warnings):
        shutil.rmtree(new, ignore_errors=True)
        if not found:
            message = f"MkDocs has {len(warnings)} warnings, and the build is strict"
            raise error(message, "see the lines above", config_file.name)
        return findings
    _swap(new, target)
    return findings


def _built(
    config_file: Path,
    site_dir: Path | None,
    progress: Callable[[str], None],
    tell: Callable[[str], None],
    *,
    check: bool,
) -> tuple[PolyclinicPlugin, Path, Path]:
    """Build the site aside; the plugin, where the site is, and where it belongs."""
    new: Path | None = None
    plugin: PolyclinicPlugin | None = None
    try:
        config = load_config(config_file=str(config_file))
        target = (site_dir or Path(config.site_dir)).resolve()
        new = target.with_name(f".{target.name}.new")
        config.site_dir = str(new)
        plugin = _plugin_of(config)
        plugin.progress, plugin.tell, plugin.checking = progress, tell, check
        mkdocs_build(config)
    except BaseException as problem:
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)
        if isinstance(problem, _EXPECTED):
            raise _unbuilt(problem, plugin, config_file) from problem
        raise
    return plugin, new, target


def _plugin_of(config: MkDocsConfig) -> PolyclinicPlugin:
    plugin = config.plugins["polyclinic"]
    if not isinstance(plugin, PolyclinicPlugin):
        raise KeyError("polyclinic")
    return plugin


_EXPECTED = (Abort, MkDocsException, ValidationError, UnicodeError, KeyError, OSError)


def _unbuilt(
    problem: BaseException, plugin: PolyclinicPlugin | None, config_file: Path
) -> PolyclinicError:
    """Why there is no site: what was found in a file before, or else what MkDocs says."""
    known = plugin.run.findings if plugin and plugin.run else []
    for finding in known:
        if finding.severity is Severity.ERROR and isinstance(problem, UnicodeError):
            return PolyclinicError(finding)
    message = f"the site can't be built: {problem}"
    return error(message, "see the lines above", config_file.name)


def _swap(new: Path, target: Path) -> None:
    """Put the new site in the old one's place; at no moment is there half a site."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _quiet() -> Iterator[list[str]]:
    """Only MkDocs' own warnings and errors: our findings and progress go to who asked for them."""
    logger = logging.getLogger("mkdocs")
    handler, level = logging.StreamHandler(), logger.level
    handler.setFormatter(logging.Formatter("%(message)s"))
    warnings: list[str] = []

    def of_mkdocs(record: logging.LogRecord) -> bool:
        if record.name == "mkdocs.plugins.polyclinic":
            return False
        warnings.append(record.getMessage())
        return True

    handler.addFilter(of_mkdocs)
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        yield warnings
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
