"""A build of the whole site beside the published one, which is replaced when all went well."""

from __future__ import annotations

import logging
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.config import load_config
from mkdocs.config.base import ValidationError
from mkdocs.exceptions import Abort, MkDocsException

from polyclinic import config as settings_file
from polyclinic.adapters.mkdocs import engine, known
from polyclinic.adapters.mkdocs.earlier import Earlier
from polyclinic.adapters.mkdocs.plugin import PolyclinicPlugin
from polyclinic.adapters.mkdocs.settings import is_refused, plugins_without
from polyclinic.build import compress, place
from polyclinic.build.before import need_folders
from polyclinic.build.record import FOLDER, Outcome
from polyclinic.build.store import Store
from polyclinic.build.timing import step
from polyclinic.check import baseline, external
from polyclinic.diagnostic import Diagnostic, PolyclinicError, Severity, error
from polyclinic.library.languages import with_known_languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mkdocs.config.defaults import MkDocsConfig

    from polyclinic.build.place import Place
    from polyclinic.build.record import Recorder
    from polyclinic.config import Settings


@dataclass(frozen=True, slots=True)
class Listener:
    """Who hears of a build: of each page when it is made, and of each that is withheld, and why.

    `waiting` hears what the build waits for, or could not remove.
    """

    progress: Callable[[str], None] = lambda _: None
    tell: Callable[[str], None] = lambda _: None
    waiting: Callable[[str], None] = lambda _: None


def build_site(  # noqa: PLR0913 - what a build is asked for
    config_file: Path,
    *,
    strict: bool = False,
    site_dir: Path | None = None,
    listener: Listener | None = None,
    check: bool = True,
    wait: bool = True,
    compressed: bool = False,
    recorder: Recorder | None = None,
    cached: bool = True,
) -> list[Diagnostic]:
    """Build the whole site beside the old one and put it in its place; a failed build leaves that.

    Returns what was found: with `strict`, here or in mkdocs.yml, anything found leaves the old site
    as well. Where another build is at work on the same place, this one waits for its end, or, not
    to `wait`, makes nothing. A `compressed` site has a .gz and a .br of each text file. A site that
    is published is noted by the `recorder`, if all it is made of is known. Unless it is not to be
    `cached`, pages are taken from earlier builds where these made the same. Raises PolyclinicError
    when no site can be made.
    """
    if not config_file.is_file():
        raise error(
            "there is no such file",
            "name it with -f, or run this in the project's folder",
            str(config_file),
        )
    settings, unknown = with_known_languages(settings_file.load(config_file), is_refused)
    need_folders(settings)
    listener = listener or Listener()
    count = _Count(listener)
    with _quiet() as warnings, _Build(config_file, site_dir) as build:
        with step("settings read"):
            build.load(plugins_without(config_file, settings) if unknown else None)
        build.hold(settings, listener, wait=wait)
        sources = build.sources(settings)
        if recorder is not None and sources:
            recorder.begin(sources)
        told = [*unknown, *(build.anew() if cached else [])]
        with _earlier(settings, sources if cached else [], build.old) as earlier:
            findings = build.run(told, count.listener, earlier, check=check)
        found = any(finding.severity is not Severity.INFO for finding in findings)
        strict = strict or build.strict
        if strict and warnings and not found:
            message = f"MkDocs has {_counted(len(warnings), 'warning')}, and the build is strict"
            raise error(message, "see the lines above", config_file.name)
        if not (strict and found):
            with step("site published"):
                site = build.publish(settings, compressed=compressed)
            if recorder is not None and sources:
                recorder.end(site, count.outcome(findings, warnings))
    return findings


@contextmanager
def _earlier(
    settings: Settings, sources: Sequence[Path], site: Path | None
) -> Iterator[Earlier | None]:
    """What earlier builds left, where all that a site is made of is known."""
    if not sources:
        yield None
        return
    store = Store.open(settings.root / FOLDER / "pages.db")
    try:
        yield Earlier(store, [str(path.absolute()) for path in sources], site)
    finally:
        store.close()


class _Count:
    """Listens for a record of the build, and lets another one hear."""

    def __init__(self, listener: Listener) -> None:
        self.pages, self.withheld = 0, list[str]()
        self._heard = listener
        self.listener = Listener(self._page, self._withheld)

    def outcome(self, findings: Iterable[Diagnostic], warnings: Iterable[str]) -> Outcome:
        """What the build had to say."""
        return Outcome(self.pages, tuple(findings), tuple(self.withheld), tuple(warnings))

    def _page(self, address: str) -> None:
        self.pages += 1
        self._heard.progress(address)

    def _withheld(self, line: str) -> None:
        self.withheld.append(line)
        self._heard.tell(line)


class _Build:
    """One build, beside the published site. What it leaves behind is removed, whatever happens."""

    def __init__(self, config_file: Path, site_dir: Path | None) -> None:
        self.config_file = config_file
        self.site_dir = site_dir
        self.strict = False
        self.config: MkDocsConfig | None = None
        self.place: Place | None = None
        self._held = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, problem: BaseException | None, _trace: object
    ) -> None:
        self._held.close()
        if isinstance(problem, _EXPECTED):
            raise _unbuilt(problem, self.config_file) from problem

    def load(self, plugins: list[Any] | None) -> None:
        """Read mkdocs.yml, with other plugins than it says if any are given."""
        # MkDocs leaves out what is None.
        self.config = load_config(config_file=str(self.config_file), plugins=plugins)
        # MkDocs would stop at the first warning, before all is told.
        self.strict, self.config.strict = bool(self.config.strict), False

    def hold(self, settings: Settings, listener: Listener, *, wait: bool) -> None:
        """Hold the place of the site, as soon as no other build does."""
        if self.config is None:
            raise RuntimeError("load the settings first")
        spare = self.config_file, settings.docs_dir, settings.locales_dir
        site = self.site_dir or Path(self.config.site_dir)
        held = place.held(site, spare=spare, wait=wait, tell=listener.waiting)
        self.place = self._held.enter_context(held)
        self.config.site_dir = str(self.place.new)

    def anew(self) -> list[Diagnostic]:
        """What keeps pages of earlier builds from being used."""
        if self.config is None:
            raise RuntimeError("load the settings first")
        return list(known.anew(self.config, self.config_file))

    @property
    def old(self) -> Path | None:
        """The site that stands, if there is one."""
        return self.place.old if self.place else None

    def run(
        self,
        unknown: Sequence[Diagnostic],
        listener: Listener,
        earlier: Earlier | None,
        *,
        check: bool,
    ) -> list[Diagnostic]:
        """Make the site; gives all that was found."""
        if self.config is None:
            raise RuntimeError("load the settings first")
        plugin = self.config.plugins.get("polyclinic")
        if not isinstance(plugin, PolyclinicPlugin):
            message = "the plugin polyclinic is not among the plugins"
            raise error(message, "add `- polyclinic` to the plugins", self.config_file.name)
        plugin.progress, plugin.tell = listener.progress, listener.tell
        plugin.found, plugin.checking = unknown, check
        engine.make(self.config, earlier)
        return plugin.run.findings if plugin.run else []

    def sources(self, settings: Settings) -> list[Path]:
        """All that the site is made of; empty where some of it can't be known."""
        if self.config is None:
            raise RuntimeError("load the settings first")
        if any(known.unknown(self.config, self.config_file)):
            return []
        root, theme = settings.root, self.config.theme.custom_dir
        return [
            *settings_file.files(self.config_file),
            settings.docs_dir,
            settings.locales_dir,
            *([Path(theme)] if theme else []),
            root / external.FILE,
            root / baseline.FILE,
        ]

    def publish(self, settings: Settings, *, compressed: bool) -> Path:
        """Put the new site in the old one's place; at no moment is there half a site."""
        if self.place is None:
            raise RuntimeError("hold the place first")
        if compressed:
            notes = compress.notes_of(settings.root, self.place.site)
            compress.write(self.place.new, self.place.old, notes)
        self.place.publish()
        return self.place.site


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


_EXPECTED = (Abort, MkDocsException, ValidationError, UnicodeError, OSError, TemplateError)


def _unbuilt(problem: BaseException, config_file: Path) -> PolyclinicError:
    """Why there is no site, in the words of MkDocs or of the system."""
    if isinstance(problem, TemplateSyntaxError):
        message = f"the template can't be read: {problem.message}"
        return error(message, "mend it there", problem.filename or problem.name, problem.lineno)
    if isinstance(problem, OSError):
        where = f": {problem.filename}" if problem.filename else ""
        message = f"the site can't be written: {problem.strerror or problem}{where}"
        remedy = "check the room on the disk and the permissions; the old site is as it was"
        return error(message, remedy, config_file.name)
    return error(f"the site can't be built: {problem}", "see the lines above", config_file.name)


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
