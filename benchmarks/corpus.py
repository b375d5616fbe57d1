"""Documentation nobody here wrote: Markdown of public sites, to measure the engine on.

The sites come from source distributions on the Python package index, named with their hashes in
corpus.toml. `python benchmarks/corpus.py` downloads them, converts every page with plain
Python-Markdown and prints a table.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol

import markdown
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
CACHE = HERE / ".cache"

# MkDocs puts these before the extensions that a site names.
BUILT_IN = ("toc", "tables", "fenced_code")
# TOML has no tags: these options name a Python function in a string.
FUNCTION_OPTIONS = frozenset({"emoji_generator", "emoji_index", "format", "slugify", "validator"})
# A table under one of these in a TOML file is a package of extensions, not an extension.
PACKAGES = frozenset({"pymdownx", "pymdownx.blocks", "zensical", "zensical.extensions"})
# A configuration may name functions of these packages only; nothing else is imported for it.
TRUSTED = ("markdown.", "material.extensions.", "pymdownx.")
SAME_AS = {"zensical.extensions.emoji.": "material.extensions.emoji."}
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


class Distribution(Protocol):
    """A source distribution on the package index."""

    @property
    def distribution(self) -> str:
        """Its name there."""

    @property
    def version(self) -> str:
        """Its version."""

    @property
    def sha256(self) -> str:
        """The hash of the .tar.gz."""

    @property
    def stem(self) -> str:
        """Name the cached archive and its unpacked folder."""


@dataclass(frozen=True, slots=True)
class Release:
    """One entry of corpus.toml: where a site's pages and configuration are in a distribution."""

    name: str
    distribution: str
    version: str
    sha256: str
    docs: str
    config: str

    @property
    def stem(self) -> str:
        """Name the cached archive and its unpacked folder."""
        return f"{self.distribution}-{self.version}"


@dataclass(frozen=True, slots=True)
class Site:
    """A site's pages, and the Markdown extensions it is written for, as far as they are here."""

    name: str
    files: tuple[Path, ...]
    extensions: tuple[str, ...]
    extension_configs: dict[str, dict[str, Any]]
    root: Path
    docs: Path
    dropped: tuple[str, ...]  # extensions and options that this installation cannot honour

    def converter(self) -> markdown.Markdown:
        """Make a fresh converter, set up as the site's own."""
        return markdown.Markdown(
            extensions=list(self.extensions), extension_configs=self.extension_configs
        )


class Missing:
    """Stands for a function that is named in a configuration and not to be had here."""

    def __init__(self, name: str) -> None:
        self.name = name


def read_page(path: Path) -> str:
    """Read a page's Markdown, without its front matter, as MkDocs would give it to the parser."""
    text = path.read_text(encoding="utf-8-sig", errors="strict").replace("\r\n", "\n")
    return _FRONT_MATTER.sub("", text)


def releases() -> list[Release]:
    """Read corpus.toml."""
    table = tomllib.loads((HERE / "corpus.toml").read_text(encoding="utf-8"))
    return [Release(**entry) for entry in table["site"]]


def sites(cache: Path = CACHE) -> list[Site]:
    """Give every site of the corpus, downloading what the cache lacks."""
    return [_site(release, _unpacked(release, cache)) for release in releases()]


# Downloading and unpacking


def _unpacked(release: Release, cache: Path) -> Path:
    folder = cache / release.stem
    if not folder.is_dir():
        packed = archive(release, cache)
        with tempfile.TemporaryDirectory(dir=cache) as temporary:
            _unpack(packed, Path(temporary) / "unpacked")
            (Path(temporary) / "unpacked").rename(folder)
    return folder


def archive(release: Distribution, cache: Path) -> Path:
    """Find the distribution in the cache, or download it; its hash is checked in either case."""
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / f"{release.stem}.tar.gz"
    if not path.exists():
        _download(release, path)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != release.sha256:
        sys.exit(
            f"error: {path} is not the file that is named in benchmarks/ (sha256 {found})\n"
            "  help: delete it and run this again"
        )
    return path


def _download(release: Distribution, path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent) as temporary:
        wanted = Path(temporary) / "wanted.txt"
        wanted.write_text(
            f"{release.distribution}=={release.version} --hash=sha256:{release.sha256}\n",
            encoding="utf-8",
        )
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--disable-pip-version-check", "--no-binary", release.distribution]
        command += ["--require-hashes", "--requirement", str(wanted), "--dest", temporary]
        if subprocess.run(command, check=False).returncode:
            sys.exit(f"error: pip could not download {release.stem}\n  help: see its words above")
        next(Path(temporary).glob("*.tar.gz")).rename(path)


def _unpack(archive: Path, target: Path) -> None:
    """Write the text files of an archive; links, devices and paths that lead outside are left."""
    with tarfile.open(archive) as tar:
        for member in tar:
            parts = PurePosixPath(member.name).parts[1:]
            if not member.isfile() or not _is_wanted(parts):
                continue
            content = tar.extractfile(member)
            if content is None:
                continue
            path = target.joinpath(*parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())


def _is_wanted(parts: tuple[str, ...]) -> bool:
    """Documentation, what it includes, and configuration; a root page may be included too."""
    if not parts or ".." in parts or parts[0].startswith("/"):
        return False
    kinds = (".md", ".txt", ".yml", ".yaml", ".toml")
    return parts[-1].endswith(kinds) and (parts[0] == "docs" or len(parts) == 1)


# Reading a site's configuration


def _site(release: Release, root: Path) -> Site:
    docs = root / release.docs
    files = sorted(
        path
        for path in docs.rglob("*.md")
        if not any(part.startswith(".") for part in path.relative_to(docs).parts)
    )
    dropped: list[str] = []
    configs = {
        name: _usable(name, options, dropped)
        for name, options in _configured(root / release.config).items()
    }
    snippets = configs.get("pymdownx.snippets")
    if snippets is not None:
        _point_into(root, snippets)
    names = _loadable(tuple(dict.fromkeys((*BUILT_IN, *configs))), configs, dropped)
    return Site(
        name=release.name,
        files=tuple(files),
        extensions=names,
        extension_configs={name: configs[name] for name in names if configs.get(name)},
        root=root,
        docs=docs,
        dropped=tuple(dropped),
    )


def _configured(path: Path) -> dict[str, Any]:
    """Give the extensions that a configuration names, each with its options."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        project = tomllib.loads(text)["project"]
        return dict(_flat("", project["markdown_extensions"]))
    loaded = yaml.load(text, Loader=_Loader)["markdown_extensions"]  # noqa: S506 - a safe one
    if isinstance(loaded, dict):
        return loaded
    pairs: dict[str, Any] = {}
    for item in loaded:
        pairs.update(item if isinstance(item, dict) else {item: None})
    return pairs


def _flat(prefix: str, table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Join the nested tables of a TOML file to dotted names of extensions."""
    for key, value in table.items():
        name = f"{prefix}{key}"
        if name in PACKAGES:
            yield from _flat(f"{name}.", value)
        else:
            yield name, value


def _usable(name: str, options: Any, dropped: list[str]) -> dict[str, Any]:  # noqa: ANN401
    """Keep the options that need no function which is missing here."""
    kept = {}
    for option, value in (options or {}).items():
        resolved = _resolved(option, value, f"{name}: {option}", dropped)
        if isinstance(resolved, Missing):
            dropped.append(f"{name}: {option} ({resolved.name})")
        else:
            kept[option] = resolved
    return kept


def _resolved(option: str, value: Any, place: str, dropped: list[str]) -> Any:  # noqa: ANN401
    """Replace names of functions by functions; an item of a list that lacks one falls away."""
    if isinstance(value, str) and option in FUNCTION_OPTIONS:
        return _function(value)
    if isinstance(value, dict):
        items = {key: _resolved(key, item, place, dropped) for key, item in value.items()}
        return next((item for item in items.values() if isinstance(item, Missing)), items)
    if isinstance(value, list):
        found = [_resolved(option, item, place, dropped) for item in value]
        dropped += [f"{place} ({item.name})" for item in found if isinstance(item, Missing)]
        return [item for item in found if not isinstance(item, Missing)]
    return value


def _function(name: str) -> Any:  # noqa: ANN401
    for theirs, ours in SAME_AS.items():
        name = name.replace(theirs, ours)
    module, _, attribute = name.rpartition(".")
    if not name.startswith(TRUSTED):
        return Missing(name)
    try:
        return getattr(import_module(module), attribute)
    except (ImportError, AttributeError):
        return Missing(name)


def _point_into(root: Path, snippets: dict[str, Any]) -> None:
    """Let included files be found in the unpacked folder; those left out of it are no error."""
    configured = snippets.get("base_path") or []
    paths = [configured] if isinstance(configured, str) else configured
    snippets["base_path"] = [str(root), *(str(root / path) for path in paths)]
    snippets["check_paths"] = False


def _loadable(
    names: tuple[str, ...], configs: dict[str, dict[str, Any]], dropped: list[str]
) -> tuple[str, ...]:
    """Keep the extensions that are installed here and take the options they are given."""
    kept = []
    for name in names:
        try:
            markdown.Markdown(extensions=[name], extension_configs={name: configs.get(name) or {}})
        except (ImportError, AttributeError, TypeError, KeyError, ValueError) as problem:
            dropped.append(f"{name} ({type(problem).__name__})")
        else:
            kept.append(name)
    return tuple(kept)


class _Loader(yaml.SafeLoader):
    """A safe loader that also knows the tags which MkDocs configurations use."""


def _name_tag(loader: _Loader, suffix: str, node: yaml.Node) -> Any:  # noqa: ANN401, ARG001
    return _function(suffix)


def _apply_tag(loader: _Loader, suffix: str, node: yaml.Node) -> Any:  # noqa: ANN401
    function = _function(suffix)
    if isinstance(function, Missing) or not isinstance(node, yaml.MappingNode):
        return function
    call = loader.construct_mapping(node, deep=True)
    return function(*call.get("args", ()), **call.get("kwds", {}))


def _other_tag(loader: _Loader, suffix: str, node: yaml.Node) -> None:
    """`!ENV`, `!relative` and the like: no option that matters to the parser uses them."""


_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _name_tag)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/object/apply:", _apply_tag)
_Loader.add_multi_constructor("!", _other_tag)


# The table


def failures(site: Site) -> list[str]:
    """Convert every page with plain Python-Markdown; name those that raise, and what."""
    failed = []
    converter = site.converter()
    for path in site.files:
        try:
            converter.reset().convert(read_page(path))
        except Exception as problem:  # noqa: BLE001 - any extension may raise anything
            place = path.relative_to(site.docs)
            failed.append(f"{place}: {type(problem).__name__}: {problem}")
            converter = site.converter()
    return failed


def main() -> int:
    """Print a line for each site; exit 1 if a page cannot be converted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cache", type=Path, default=CACHE, metavar="DIR", help="default: %(default)s"
    )
    corpus = sites(parser.parse_args().cache)
    print(f"{'site':20}{'pages':>7}{'KiB':>8}{'extensions':>12}{'failed':>8}")
    problems: list[str] = []
    for site in corpus:
        failed = failures(site)
        size = sum(path.stat().st_size for path in site.files) // 1024
        print(f"{site.name:20}{len(site.files):7}{size:8}{len(site.extensions):12}{len(failed):8}")
        problems += [f"{site.name}: {problem}" for problem in failed]
    print(f"{'in all':20}{sum(len(site.files) for site in corpus):7}")
    for site in corpus:
        for item in site.dropped:
            print(f"not here: {site.name}: {item}")
    for problem in problems:
        print(f"failed: {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
