"""The settings as MkDocs has them after command line and plugins: both never disagree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs_static_i18n.config import RE_LOCALE

from polyclinic import config as settings_file
from polyclinic.config import Options, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig


def settings_of(config: MkDocsConfig, options: Options) -> Settings:
    """Read them from a loaded mkdocs.yml; `options` are the plugin's own."""
    file = Path(config.config_file_path or "mkdocs.yml").resolve()
    source, targets = _languages(config, options)
    extensions: list[Any] = config.markdown_extensions  # names, and our own, which on_config adds
    names = tuple(e for e in extensions if isinstance(e, str) and e != "polyclinic")
    return Settings(
        config_file=file,
        docs_dir=Path(config.docs_dir),
        site_dir=Path(config.site_dir),
        locales_dir=file.parent / options.locales_dir,
        templates_dir=Path(config.theme.custom_dir) if config.theme.custom_dir else None,
        site_name=config.site_name,
        site_url=config.site_url or "",
        source_locale=source,
        locales=targets,
        options=options,
        extensions=names,
        extension_configs=dict(config.mdx_configs),
        nav=config.nav,
        use_directory_urls=config.use_directory_urls,
        # MkDocs keeps no copy of what was written, only a matcher.
        exclude_docs=settings_file.load(file).exclude_docs if file.is_file() else "",
    )


def _languages(config: MkDocsConfig, options: Options) -> tuple[str, tuple[str, ...]]:
    i18n: Any = config.plugins.get("i18n")
    entries = [
        {"locale": language.locale, "default": language.default, "build": language.build}
        for language in (i18n.config.languages if i18n else ())
    ]
    theme = {"language": config.theme.get("language") or str(config.theme.get("locale") or "")}
    return settings_file.languages({"languages": entries}, {"theme": theme}, options.source_locale)


def leave_out(config: MkDocsConfig, settings: Settings) -> None:
    """Take languages that are not among the settings away from the i18n plugin."""
    i18n: Any = config.plugins.get("i18n")
    if i18n is not None:
        i18n.config.languages = list(_left(i18n.config.languages, settings))


def is_refused(code: str) -> bool:
    """Whether the i18n plugin stops the build for the code of a language."""
    return RE_LOCALE.match(code) is None


def plugins_without(config_file: Path, settings: Settings) -> list[Any]:
    """The plugins of mkdocs.yml, without the i18n plugin's languages that `settings` do not have.

    That plugin would stop the whole build for some.
    """
    raw = settings_file.whole(config_file).get("plugins") or []
    plugins = [{name: raw[name]} for name in raw] if isinstance(raw, dict) else list(raw)
    for entry in plugins:
        i18n = entry.get("i18n") if isinstance(entry, dict) else None
        if isinstance(i18n, dict) and isinstance(i18n.get("languages"), list):
            i18n["languages"] = list(_left(i18n["languages"], settings))
    return plugins


def _left(languages: Iterable[Any], settings: Settings) -> Iterator[Any]:
    """Each language of the settings once, and what the i18n plugin does not build."""
    left = [settings.source_locale, *settings.locales]
    for language in languages:
        built = language.get("build", True)
        code = language.get("locale")
        if not built or code == "null":
            yield language
        elif code in left:
            left.remove(code)
            yield language
