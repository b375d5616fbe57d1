"""The settings as MkDocs has them after command line and plugins: both never disagree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from polyclinic import config as settings_file
from polyclinic.config import Options, Settings

if TYPE_CHECKING:
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
