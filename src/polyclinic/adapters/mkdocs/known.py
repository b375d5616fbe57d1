"""What a build may read that nobody knows of: plugins, hooks and extensions of other makers.

Where all is known, a site of which nothing has changed need not be made again.
"""

from __future__ import annotations

import importlib.util
import re
import sysconfig
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from polyclinic import config as settings_file
from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.text import position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

# Plugins that read nothing but the settings, the articles, the catalogs and the theme.
PLUGINS: Final = frozenset({"i18n", "polyclinic", "search", "material/search"})
# Those of them that show a page nothing of another page's text.
APART: Final = frozenset({"i18n", "polyclinic"})
# The makers of Markdown extensions of which the same holds, and those of theirs that read files.
_MAKERS: Final = ("markdown.", "pymdownx.", "polyclinic.")
_READ_FILES: Final = frozenset({"pymdownx.snippets", "pymdownx.b64"})
_PYTHON: Final = re.compile(r"!!python/[\w/]+:\s*([\w.]+)")


def unknown(config: MkDocsConfig, config_file: Path) -> Iterator[str]:
    """What may read anything, in words, each with its name in mkdocs.yml."""
    yield from (f"the plugin {name}" for name in config.plugins if name not in PLUGINS)
    yield from (f"the hook {name}" for name in config.hooks)
    for extension in config.markdown_extensions:
        module = maker(extension)
        if module in _READ_FILES or not f"{module}.".startswith(_MAKERS):
            yield f"the Markdown extension {extension}"
    for file in settings_file.files(config_file):
        for name in _PYTHON.findall(file.read_text(encoding="utf-8", errors="replace")):
            if not _is_installed(name.partition(".")[0]):
                yield f"the Python object {name}"


def anew(config: MkDocsConfig, config_file: Path) -> Iterator[Diagnostic]:
    """What keeps pages of earlier builds from being used, each with its place in mkdocs.yml."""
    text = config_file.read_text(encoding="utf-8", errors="replace")
    reads = (f"the plugin {name}" for name in config.plugins if name not in APART)
    for what in dict.fromkeys([*unknown(config, config_file), *reads]):
        message = f"{what} may read or show anything, so every build makes each page anew"
        remedy = "nothing is wrong; without it, a build makes only the pages that change"
        theme, _, name = what.rpartition(" ")[2].rpartition("/")
        # A theme's plugin may be named without it.
        name = f"(?:{re.escape(theme)}/)?{re.escape(name)}"
        item = re.search(rf"^[ ]*-[ ]+[\"']?(?={name}\b)", text, re.MULTILINE)
        line, column = position(text, item.end()) if item else (None, None)
        yield Diagnostic(Severity.INFO, message, remedy, config_file.name, line, column)


def maker(extension: Any) -> str:  # noqa: ANN401 - a name, or an extension
    """The module of a Markdown extension, which may be named by the short name it registers."""
    if not isinstance(extension, str):
        return type(extension).__module__
    found = entry_points(group="markdown.extensions", name=extension)
    return next((point.module for point in found), extension.partition(":")[0])


def _is_installed(module: str) -> bool:
    """Whether a module is a package's, and so part of the engine's fingerprint."""
    spec = importlib.util.find_spec(module)
    folders = (Path(sysconfig.get_path(name)) for name in ("purelib", "platlib", "stdlib"))
    origin = Path(spec.origin) if spec and spec.origin else None
    return origin is not None and any(origin.is_relative_to(folder) for folder in folders)
