"""The settings of a site: what mkdocs.yml says, checked, in one frozen object.

Read without MkDocs, so that a command which only needs the settings starts at once.
"""

from __future__ import annotations

import difflib
import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import yaml

from polyclinic.diagnostic import PolyclinicError, error
from polyclinic.text import read_text

if TYPE_CHECKING:
    from collections.abc import Hashable


class Profile(Enum):
    """Whose habits the site follows: which temperature comes first, which are shown at all."""

    US = "us"
    UK = "uk"
    GLOBAL = "global"


class Notice(Enum):
    """Who says that a page is not wholly translated: the plugin above its text, or the template."""

    CONTENT = "content"
    TEMPLATE = "template"


class SideBySide(Enum):
    """Which languages an article shows beside each other: any two, the source's and one, or none.

    Each pair is a page of its own, so a very large library may do with fewer of them.
    """

    ALL = "all"
    SOURCE = "source"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who publishes the site and how to reach them. What is empty is not shown."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    url: str = ""
    feedback_url: str = ""


@dataclass(frozen=True, slots=True)
class Ages:
    """How old things may grow: a review in months, and how many days before its end one is told."""

    review: int = 36
    warning: int = 90


# The NHS reviews its pages at least every three years, and PIF TICK asks for the same; no body of
# another profile asks for more often. What mkdocs.yml says under `ages` goes before.
AGES: Final[Mapping[Profile, Ages]] = {
    Profile.US: Ages(review=36, warning=90),
    Profile.UK: Ages(review=36, warning=90),
    Profile.GLOBAL: Ages(review=36, warning=90),
}
# The least and the most of each, and what it counts.
_LIMITS: Final = {"review": (1, 120, "months"), "warning": (0, 365, "days")}


@dataclass(frozen=True, slots=True)
class Options:
    """The plugin's own settings, under `polyclinic` in mkdocs.yml."""

    locales_dir: str = "locales"
    source_locale: str = ""  # of the Markdown; "" for the default language of the i18n plugin
    notice: Notice = Notice.CONTENT
    health: bool = False  # quantities, the article schema, reviews
    profile: Profile = Profile.GLOBAL
    country: str = ""  # ISO 3166, for the emergency number; never guessed from a language
    organisation: Organisation = Organisation()
    ages: Ages = Ages()
    rule_pages: bool = False  # a page for each rule of the checks, in the source language
    side_by_side: SideBySide = SideBySide.ALL
    search: bool = True  # on a site about health that has a page of `type: search`
    # By rule, "error", "warning", "info" or "off".
    severity: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build of the site needs to know. Paths are absolute."""

    config_file: Path
    docs_dir: Path
    site_dir: Path
    locales_dir: Path
    templates_dir: Path | None  # the theme's custom_dir
    site_name: str
    site_url: str
    source_locale: str
    locales: tuple[str, ...]  # the languages translated into, BCP 47
    options: Options
    extensions: tuple[str, ...] = ()
    extension_configs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    nav: Any = None
    use_directory_urls: bool = True
    exclude_docs: str = ""

    @property
    def root(self) -> Path:
        """The project's folder: names in messages are relative to it."""
        return self.config_file.parent

    def shown(self, path: Path) -> str:
        """A path as a person would write it."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return str(path)


Choice = TypeVar("Choice", bound=Enum)

# MkDocs turns these on for every site.
BUILT_IN_EXTENSIONS = ("toc", "tables", "fenced_code")


def load(config_file: Path) -> Settings:
    """Read and check mkdocs.yml; raises PolyclinicError with line and column."""
    shown = config_file.name
    config = whole(config_file)
    root = config_file.resolve().parent
    options = parse_options(_plugin(config, "polyclinic") or {}, shown, config_file)
    source, targets = languages(_plugin(config, "i18n"), config, options.source_locale)
    extensions, configs = _extensions(config.get("markdown_extensions") or [], shown)
    theme = config.get("theme") if isinstance(config.get("theme"), dict) else {}
    custom = (theme or {}).get("custom_dir")
    return Settings(
        config_file=config_file.resolve(),
        docs_dir=root / str(config.get("docs_dir") or "docs"),
        site_dir=root / str(config.get("site_dir") or "site"),
        locales_dir=root / options.locales_dir,
        templates_dir=root / str(custom) if custom else None,
        site_name=str(config.get("site_name") or ""),
        site_url=str(config.get("site_url") or ""),
        source_locale=source,
        locales=targets,
        options=options,
        extensions=extensions,
        extension_configs=configs,
        nav=config.get("nav"),
        use_directory_urls=bool(config.get("use_directory_urls", True)),
        exclude_docs=str(config.get("exclude_docs") or ""),
    )


def whole(config_file: Path) -> dict[str, Any]:
    """All that mkdocs.yml and what it inherits say, as MkDocs reads it; raises PolyclinicError."""
    return _mapping(_read(config_file.resolve(), config_file.name), config_file.name)


def files(config_file: Path) -> list[Path]:
    """mkdocs.yml and the files it inherits from, as far as they can be read."""
    found, path = list[Path](), config_file.resolve()
    while path not in found and path.is_file():
        found.append(path)
        try:
            root = yaml.compose(read_text(path, path.name), Loader=_Loader)
        except (PolyclinicError, yaml.YAMLError):
            break
        parent = _value(root, "INHERIT")
        path = path.parent / parent.value if isinstance(parent, yaml.ScalarNode) else path
    return found


def languages(
    i18n: Mapping[str, Any] | None, config: Mapping[str, Any], source: str = ""
) -> tuple[str, tuple[str, ...]]:
    """The source language and those translated into, from mkdocs-static-i18n's settings.

    The languages are as they are written there: one may stand twice, or be unknown.
    """
    entries = [
        e
        for e in (i18n or {}).get("languages") or []
        if isinstance(e, Mapping) and e.get("locale") not in (None, "")
    ]
    if not entries:
        theme = config.get("theme")
        language = (
            theme.get("language") or theme.get("locale") if isinstance(theme, Mapping) else None
        )
        return source or str(language or "en"), ()
    default = next((e for e in entries if e.get("default")), entries[0])["locale"]
    source = source or str(default)
    built = [str(e["locale"]) for e in entries if e.get("build", True)]
    if source in built:
        built.remove(source)
    return source, tuple(locale for locale in built if locale != "null")


@dataclass(frozen=True, slots=True)
class Written:
    """A value of mkdocs.yml, or of a file it inherits from, letter by letter, and its place."""

    text: str
    is_text: bool  # YAML reads a bare `no` as false
    shown: str
    line: int
    column: int


def written_languages(config_file: Path, shown: str) -> list[Written]:
    """The codes of the languages in the order in which they are listed, or the theme's one."""
    try:
        root = yaml.compose(read_text(config_file, shown), Loader=_Loader)
    except (PolyclinicError, yaml.YAMLError):
        return []
    found = _node(root, ("languages",), "i18n")
    listed = found[1].value if found and isinstance(found[1], yaml.SequenceNode) else ()
    theme = _value(root, "theme")
    nodes = [_value(entry, "locale") for entry in listed]
    nodes = nodes or [_value(theme, "language") or _value(theme, "locale")]
    codes = [
        Written(
            node.value,
            node.tag == "tag:yaml.org,2002:str",
            shown,
            node.start_mark.line + 1,
            node.start_mark.column + 1,
        )
        for node in nodes
        if isinstance(node, yaml.ScalarNode)
    ]
    parent = _value(root, "INHERIT")
    if codes or not isinstance(parent, yaml.ScalarNode):
        return codes
    return written_languages(config_file.parent / parent.value, parent.value)


def parse_options(raw: Mapping[str, Any], shown: str, file: Path | None = None) -> Options:
    """The plugin's options, checked: an unknown name suggests the nearest one.

    `file` is mkdocs.yml: what is wrong is told with its line and column there.
    """
    where = _Where(shown, file)
    _only(raw, Options, where)
    organisation = _names_and_values(raw, "organisation", Organisation, where)
    profile = _choice(raw, "profile", Profile.GLOBAL, where)
    return Options(
        locales_dir=str(raw.get("locales_dir") or "locales"),
        source_locale=str(raw.get("source_locale") or ""),
        notice=_choice(raw, "notice", Notice.CONTENT, where),
        health=bool(raw.get("health", False)),
        profile=profile,
        country=str(raw.get("country") or "").upper(),
        ages=_ages(raw, profile, where),
        severity=_severities(raw.get("severity") or {}, where),
        rule_pages=bool(raw.get("rule_pages", False)),
        side_by_side=_choice(raw, "side_by_side", SideBySide.ALL, where),
        search=bool(raw.get("search", True)),
        organisation=Organisation(**{k: str(v or "") for k, v in organisation.items()}),
    )


@dataclass(frozen=True, slots=True)
class _Where:
    """The file that settings stand in. It is read again only where one of them is wrong."""

    shown: str
    file: Path | None

    def error(
        self, message: str, remedy: str, *path: str, of_value: bool = False
    ) -> PolyclinicError:
        """What is wrong with a setting below `polyclinic`, at its name or at its value."""
        shown, line, column = self.shown, None, None
        if self.file is not None:
            shown, line, column = _place(self.file, self.shown, path, of_value=of_value)
        return error(": ".join(("polyclinic", *path[:-1], message)), remedy, shown, line, column)


def _place(
    file: Path, shown: str, path: tuple[str, ...], *, of_value: bool
) -> tuple[str, int | None, int | None]:
    """Where a setting stands: in this file, or in the one that it inherits from."""
    try:
        root = yaml.compose(read_text(file, shown), Loader=_Loader)
    except (PolyclinicError, yaml.YAMLError):
        return shown, None, None
    found = _node(root, path)
    if found is not None:
        mark = found[1 if of_value else 0].start_mark
        return shown, mark.line + 1, mark.column + 1
    parent = _value(root, "INHERIT")
    if isinstance(parent, yaml.ScalarNode):
        return _place(file.parent / parent.value, parent.value, path, of_value=of_value)
    return shown, None, None


_Entry = tuple[yaml.Node, yaml.Node]


def _node(
    root: yaml.Node | None, path: tuple[str, ...], plugin: str = "polyclinic"
) -> _Entry | None:
    """The name and the value of a setting of a plugin."""
    plugins = _value(root, "plugins")
    entries = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    for entry in entries:
        found = _entry(entry, plugin)
        for name in path:
            found = _entry(found[1], name) if found else None
        if found:
            return found
    return None


def _entry(node: yaml.Node | None, name: str) -> _Entry | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next(((key, value) for key, value in pairs if str(key.value) == name), None)


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    found = _entry(node, name)
    return found[1] if found else None


def _names_and_values(
    raw: Mapping[str, Any], name: str, kind: type, where: _Where
) -> Mapping[str, Any]:
    """The settings under one name, none of them unknown."""
    values = raw.get(name) or {}
    if not isinstance(values, Mapping):
        message = f"{name} is not a list of names and values"
        raise where.error(message, "indent its settings under it", name)
    _only(values, kind, where, name)
    return values


def _ages(raw: Mapping[str, Any], profile: Profile, where: _Where) -> Ages:
    """Those of the profile, but for what the site says itself."""
    values = _names_and_values(raw, "ages", Ages, where)
    for name, value in values.items():
        least, most, unit = _LIMITS[name]
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            remedy = f"write a whole number of {unit} from {least} to {most}"
            raise where.error(f"{name} can't be {value!r}", remedy, "ages", name, of_value=True)
    return replace(AGES[profile], **values)


SEVERITIES = ("error", "warning", "info", "off")


def _severities(raw: object, where: _Where) -> dict[str, str]:
    if not isinstance(raw, Mapping):
        message = "severity is not a list of codes and words"
        raise where.error(message, "write `TRN101: off` under it", "severity")
    for code, word in raw.items():
        # YAML reads a bare `off` as false.
        if word is not False and word not in SEVERITIES:
            remedy = f"write one of {', '.join(SEVERITIES)}"
            raise where.error(
                f"{code} can't be {word!r}", remedy, "severity", str(code), of_value=True
            )
    return {str(code).upper(): "off" if word is False else str(word) for code, word in raw.items()}


def _choice(raw: Mapping[str, Any], name: str, default: Choice, where: _Where) -> Choice:
    value = raw.get(name, default.value)
    known = {member.value: member for member in type(default)}
    # A list or a mapping can't even be looked up.
    if not isinstance(value, str) or value not in known:
        remedy = f"write one of {', '.join(known)}"
        raise where.error(f"{name} can't be {value!r}", remedy, name, of_value=True)
    return known[value]


def _only(raw: Mapping[str, Any], kind: type, where: _Where, *path: str) -> None:
    known = [f.name for f in fields(kind)]
    for name in raw:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, 1)
            remedy = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(known)}"
            raise where.error(f"has no setting {name!r}", remedy, *path, str(name))


def _plugin(config: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    plugins = config.get("plugins") or []
    for entry in plugins if isinstance(plugins, list) else [plugins]:
        if entry == name:
            return {}
        if isinstance(entry, dict) and name in entry:
            return dict(entry[name] or {})
    return None


def _extensions(raw: object, shown: str) -> tuple[tuple[str, ...], dict[str, dict[str, Any]]]:
    if isinstance(raw, Mapping):
        raw = [{name: options} for name, options in raw.items()]
    if not isinstance(raw, list):
        raise error(
            "markdown_extensions is not a list", "write one extension a line, after a hyphen", shown
        )
    names, configs = list(BUILT_IN_EXTENSIONS), {}
    for entry in raw:
        for name, options in entry.items() if isinstance(entry, dict) else [(entry, None)]:
            names += [] if name in names else [str(name)]
            configs.update({str(name): dict(options)} if options else {})
    return tuple(names), configs


def _mapping(config: object, shown: str) -> dict[str, Any]:
    if not isinstance(config, dict):
        raise error(
            "is no list of settings", "write `site_name: ...` and the other settings", shown, 1, 1
        )
    return config


def _read(path: Path, shown: str) -> object:
    text = read_text(path, shown)
    try:
        config = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader with a few tags of MkDocs
    except yaml.YAMLError as problem:
        raise _yaml_error(problem, shown) from problem
    parent = config.pop("INHERIT", None) if isinstance(config, dict) else None
    if parent is None:
        return config
    return _merged(_read(path.parent / parent, str(parent)), config)


def _yaml_error(problem: yaml.YAMLError, shown: str) -> PolyclinicError:
    mark = getattr(problem, "problem_mark", None)
    what = getattr(problem, "problem", None) or "can't be read"
    line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
    return error(
        f"is not valid YAML: {what}",
        "check the indentation, quotes and colons there",
        shown,
        line,
        column,
    )


def _merged(base: object, over: object) -> object:
    if not isinstance(base, dict) or not isinstance(over, dict):
        return over
    return {**base, **{k: _merged(base[k], v) if k in base else v for k, v in over.items()}}


class _Loader(yaml.SafeLoader):
    """YAML as MkDocs reads it: environment variables, names of Python objects, relative paths."""


def _env(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    if isinstance(node, yaml.SequenceNode):
        *names, default = [loader.construct_object(n) for n in node.value]
        return next((os.environ[n] for n in names if n in os.environ), default)
    return os.environ.get(str(loader.construct_scalar(node)))  # type: ignore[arg-type]


def _python_name(_loader: yaml.SafeLoader, suffix: str, _node: yaml.Node) -> object:
    module, _, name = suffix.rpartition(".")
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError):
        return None


def _python_apply(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> object:
    function = _python_name(loader, suffix, node)
    raw = loader.construct_mapping(node, deep=True) if isinstance(node, yaml.MappingNode) else {}
    options: Mapping[Hashable, Any] = raw.get("kwds") or {}
    return function(**{str(k): v for k, v in options.items()}) if callable(function) else None


def _text(_loader: yaml.SafeLoader, _suffix: str, node: yaml.Node) -> object:
    return node.value if isinstance(node, yaml.ScalarNode) else None


_Loader.add_constructor("!ENV", _env)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _python_name)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/object/apply:", _python_apply)
_Loader.add_multi_constructor("!", _text)

__all__ = [
    "AGES",
    "BUILT_IN_EXTENSIONS",
    "Ages",
    "Options",
    "Organisation",
    "Profile",
    "Settings",
    "Written",
    "files",
    "languages",
    "load",
    "parse_options",
    "whole",
    "written_languages",
]
