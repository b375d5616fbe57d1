"""What is broken is named, with its place and a remedy, and costs no more than itself.

Every case is built by `polyclinic build` and by plain `mkdocs build`, with and without `--strict`.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from polyclinic.build import place
from polyclinic.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    Spoil = Callable[[Path], object]

SITE = Path(__file__).parent.parent / "sites" / "handbook"
DE = "locales/de/LC_MESSAGES"
GUIDE = f"{DE}/guide.po"
SAILING = "docs/guide/sailing.md"
# What shows that a page is there, in its language.
HOME, SAILING_DE, SAILING_HE = "Bootshandbuch", "Reffen Sie", "כוונו"


def edit(name: str, old: str, new: str) -> Spoil:
    def spoil(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def raw(name: str, change: Callable[[bytes], bytes]) -> Spoil:
    return lambda root: (root / name).write_bytes(change((root / name).read_bytes()))


def cut(name: str, before: str, inside: int = 0) -> Spoil:
    """The file ends so many bytes after where a text begins."""
    return raw(name, lambda content: content[: content.index(before.encode()) + inside])


def remove(name: str) -> Spoil:
    return lambda root: (root / name).unlink()


def instead(name: str, make: Callable[[Path], object]) -> Spoil:
    """Something else is where a file was."""

    def spoil(root: Path) -> None:
        (root / name).unlink()
        make(root / name)

    return spoil


def write(name: str, text: str) -> Spoil:
    def spoil(root: Path) -> None:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    return spoil


def several(*spoils: Spoil) -> Spoil:
    """One after the other."""

    def spoil(root: Path) -> None:
        for each in spoils:
            each(root)

    return spoil


def no_folder(name: str) -> Spoil:
    return lambda root: shutil.rmtree(root / name)


def languages(code: str) -> Spoil:
    """One more language in mkdocs.yml."""
    he = "        - { locale: he, name: עברית }\n"
    return edit("mkdocs.yml", he, f"{he}        - {{ locale: {code}, name: Other }}\n")


@dataclass(frozen=True)
class Case:
    """What is done to the site, what is told of it, and which pages it costs."""

    spoil: Spoil
    told: str
    costs: tuple[str, ...] = ()


HALF = "Boot festmacht."
CATALOGS = {
    "a syntax error": Case(
        edit(GUIDE, 'msgstr "Segeln"', "msgstr Segeln"),
        GUIDE + r":\d+:8: neither a comment, nor a keyword, nor a string",
        (SAILING_DE,),
    ),
    "cut inside a string": Case(
        cut(GUIDE, HALF), GUIDE + r":\d+:8: this string is not closed", (SAILING_DE,)
    ),
    "cut inside a letter": Case(
        cut(GUIDE, "ü", 1), GUIDE + r":\d+:\d+: .* the file ends in a letter", (SAILING_DE,)
    ),
    "cut between a text and its translation": Case(
        cut(GUIDE, 'msgstr "Wie man'),
        GUIDE + r":\d+:1: the file ends, but the entry of line \d+ has no msgstr",
        (SAILING_DE,),
    ),
    "cut between two entries": Case(
        cut(GUIDE, 'msgctxt "heading"\nmsgid "Mooring"'),
        GUIDE + r":\d+:\d+: the last \d+ messages of this section are missing",
        (SAILING_DE,),
    ),
    "empty": Case(raw(GUIDE, lambda _: b""), GUIDE + ":1:1: this catalog is empty", (SAILING_DE,)),
    "nothing but a header": Case(
        cut(GUIDE, "#. page"), GUIDE + ":1:1: this catalog has no entries", (SAILING_DE,)
    ),
    "a wrong charset": Case(
        raw(GUIDE, lambda content: content.replace("früh".encode(), b"fr\xfch")),
        GUIDE + r":\d+:\d+: the bytes FC are not UTF-8",
        (SAILING_DE,),
    ),
    "an unknown charset": Case(
        edit(GUIDE, "charset=UTF-8", "charset=KLINGON"),
        GUIDE + r":\d+:\d+: the charset “KLINGON” is unknown",
        (SAILING_DE,),
    ),
    "UTF-16": Case(
        raw(GUIDE, lambda content: content.decode().encode("utf-16")),
        GUIDE + ":1:1: this file is in UTF-16",
        (SAILING_DE,),
    ),
    "lines that end in a carriage return": Case(
        raw(GUIDE, lambda content: content.replace(b"\n", b"\r")),
        GUIDE + ":1:1: lines end with a lone carriage return",
        (SAILING_DE,),
    ),
    "a duplicate entry": Case(
        raw(GUIDE, lambda content: content + b'\nmsgid "Then the springs."\nmsgstr "Anders"\n'),
        GUIDE + r":\d+:\d+: .*line \d+",
    ),
    "a merge conflict": Case(
        edit(GUIDE, 'msgstr "Segeln"', '<<<<<<< HEAD\nmsgstr "Segeln"'),
        GUIDE + r":\d+:1: a merge conflict is left in this file",
        (SAILING_DE,),
    ),
    "plural forms of another language": Case(
        edit(GUIDE, "nplurals=2; plural=(n != 1);", "nplurals=5; plural=0;"),
        GUIDE + r":12:1: Plural-Forms says 5 forms, but German has 2",
    ),
    "entries with other plural forms than the header": Case(
        raw(
            f"{DE}/site.po",
            lambda content: (
                content + b'\nmsgid "%d boat"\nmsgid_plural "%d boats"\nmsgstr[0] "%d Boot"\n'
            ),
        ),
        f"{DE}/site.po" + r":\d+:1: 1 plural form, but the header says 2",
    ),
    "a folder": Case(
        instead(GUIDE, Path.mkdir), GUIDE + ": cannot be read: Is a directory", (SAILING_DE,)
    ),
    "a link that leads nowhere": Case(
        instead(GUIDE, lambda path: path.symlink_to("gone.po")),
        GUIDE + ": cannot be read: No such file",
        (SAILING_DE,),
    ),
    "a pipe": Case(
        instead(GUIDE, os.mkfifo), GUIDE + ": cannot be read: it is no ordinary file", (SAILING_DE,)
    ),
    "missing": Case(
        remove(GUIDE),
        GUIDE + ": this catalog is missing, which other languages have",
        (SAILING_DE,),
    ),
    "a language without catalogs": Case(
        no_folder(DE), DE + ": German has no catalogs", (SAILING_DE, HOME)
    ),
    "a file where the folder was": Case(
        several(no_folder(DE), write(DE, "")),
        DE + ": the catalogs can't be read: Not a directory",
        (SAILING_DE, HOME),
    ),
}
LANGUAGES = {
    "an unknown language": Case(languages("xx"), r"mkdocs.yml:14:21: the language “xx” is unknown"),
    "a language in use, unknown": Case(
        edit("mkdocs.yml", "locale: de", "locale: qq"),
        r"mkdocs.yml:12:21: the language “qq” is unknown",
        (HOME, SAILING_DE),
    ),
    "a language that stands twice": Case(
        languages("de"), "mkdocs.yml:14:21: the language “de” is listed twice"
    ),
    "two names of one language": Case(
        several(languages("pt-BR"), languages("pt_BR")),
        "mkdocs.yml:15:21: the language “pt-BR” is listed twice, here and as “pt_BR”",
    ),
    "a name out of use": Case(languages("iw"), r"mkdocs.yml:14:21: “iw” is another name of “he”"),
}


ARTICLES = {
    "latin-1": Case(
        raw(SAILING, lambda content: content.replace(b"wind", b"w\xefnd", 1)),
        SAILING + r":\d+:\d+: is not UTF-8 text: here is the byte EF",
        (SAILING_DE, SAILING_HE),
    ),
    "UTF-16": Case(
        raw(SAILING, lambda content: content.decode().encode("utf-16")),
        SAILING + ":1:1: is not UTF-8 text, but UTF-16",
        (SAILING_DE, SAILING_HE),
    ),
    "cut inside a letter": Case(
        raw(SAILING, lambda content: content + "é".encode()[:1]),
        SAILING + r":\d+:1: ends in the middle of a letter",
        (SAILING_DE, SAILING_HE),
    ),
    "a NUL": Case(
        raw(SAILING, lambda content: content.replace(b"wind", b"w\x00nd", 1)),
        SAILING + r":\d+:\d+: holds a NUL character",
        (SAILING_DE, SAILING_HE),
    ),
    "a pipe": Case(
        instead(SAILING, os.mkfifo),
        SAILING + ": can't be read: it is no ordinary file",
        (SAILING_DE, SAILING_HE),
    ),
    "broken front matter": Case(
        edit("docs/guide/mooring.md", "title: Mooring", "title: [Mooring"),
        r"docs/guide/mooring.md:\d+:\d+: the front matter is not valid YAML",
    ),
    "a page and a folder with one address": Case(
        write("docs/guide/mooring/index.md", "# Other\n"),
        "docs/guide/mooring/index.md:1:1: has the same address as docs/guide/mooring.md",
    ),
    "names that differ in case": Case(
        write("docs/guide/Mooring.md", "# Other\n"),
        r"docs/guide/mooring.md:1:1: has the same address as docs/guide/Mooring.md",
    ),
    "two home pages of a folder": Case(
        several(*(write(f"docs/guide/{name}.md", "# Other\n") for name in ("index", "README"))),
        "docs/guide/index.md:1:1: has the same address as docs/guide/README.md",
    ),
}
FATAL = {
    "no articles": Case(
        lambda root: (root / "docs").rename(root / "elsewhere"), "docs: the folder .* is missing"
    ),
    "no translations": Case(
        lambda root: (root / "locales").rename(root / "elsewhere"),
        "locales: the folder of the translations is missing",
    ),
    "translations that are a file": Case(
        several(no_folder("locales"), write("locales", "")),
        "locales: the folder of the translations is missing",
    ),
    "broken settings": Case(
        edit("mkdocs.yml", "theme:\n  name", "theme:\n name: [\n  name"), r"mkdocs.yml:\d+:\d+: "
    ),
    "an unknown source language": Case(
        edit("mkdocs.yml", "locale: en, name", "locale: qq, name"),
        r"mkdocs.yml:11:21: the language “qq” is unknown",
    ),
}
EVERY = {
    f"{kind}: {name}": case
    for kind, cases in (("catalog", CATALOGS), ("language", LANGUAGES), ("article", ARTICLES))
    for name, case in cases.items()
}


THEME = """\
<!doctype html>
<html lang="en">
<head><title>{{ page.title }}</title></head>
<body>
<nav>{% for item in nav %}<a href="{{ item.url or "" }}">{{ item.title }}</a>{% endfor %}</nav>
<main>{{ page.content }}</main>
</body>
</html>
"""


@dataclass(frozen=True)
class Outcome:
    """Whether a build went well, and all that it said."""

    code: int
    said: str


def pages(root: Path) -> dict[str, str]:
    site = root / "site"
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture
def boats(tmp_path: Path) -> Path:
    """The handbook with nothing wrong in it."""
    root = Path(shutil.copytree(SITE, tmp_path / "boats"))
    he = "locales/he/LC_MESSAGES/guide.po"
    edit(he, 'msgstr "<b>מלחים</b> אומרים', 'msgstr "מלחים אומרים')(root)
    # MkDocs' own theme has no words in Hebrew, and a strict build would stop at that.
    edit("mkdocs.yml", "name: mkdocs\n  locale: en", "name: null\n  custom_dir: theme")(root)
    (root / "theme").mkdir()
    (root / "theme/main.html").write_text(THEME, encoding="utf-8")
    return root


@dataclass(frozen=True)
class Tool:
    """One of the two commands, run in this process: an exception is a traceback there."""

    name: str
    capsys: pytest.CaptureFixture[str]
    caplog: pytest.LogCaptureFixture

    def build(self, root: Path, *, strict: bool = False) -> Outcome:
        self.capsys.readouterr()
        self.caplog.clear()
        return self._mkdocs(root, strict) if self.name == "mkdocs" else self._ours(root, strict)

    def _ours(self, root: Path, strict: bool) -> Outcome:
        arguments = ["build", "-f", str(root / "mkdocs.yml"), *(["--strict"] if strict else [])]
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        return Outcome(int(stopped.value.code or 0), "".join(self.capsys.readouterr()))

    def _mkdocs(self, root: Path, strict: bool) -> Outcome:
        code = 0
        with self.caplog.at_level(logging.INFO, "mkdocs"):
            try:
                build(load_config(str(root / "mkdocs.yml"), strict=strict or None))
            except MkDocsException:
                code = 1
        return Outcome(code, self.caplog.text)


@pytest.fixture(params=["polyclinic", "mkdocs"])
def tool(
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> Tool:
    return Tool(request.param, capsys, caplog)


@pytest.mark.parametrize("case", EVERY.values(), ids=EVERY)
def test_it_is_told_and_all_else_is_built(boats: Path, tool: Tool, case: Case) -> None:
    case.spoil(boats)
    outcome = tool.build(boats)
    assert re.search(case.told, outcome.said), outcome.said
    assert "help: " in outcome.said
    html = "".join(pages(boats).values())
    for words in (HOME, SAILING_DE, SAILING_HE):
        assert (words in html) == (words not in case.costs), words
    assert "Guide" in pages(boats)["index.html"]
    assert not list(boats.glob(".site*"))


@pytest.mark.parametrize("case", EVERY.values(), ids=EVERY)
def test_a_strict_build_leaves_the_site_as_it_was(boats: Path, tool: Tool, case: Case) -> None:
    assert tool.build(boats, strict=True).code == 0
    before = pages(boats)
    case.spoil(boats)
    outcome = tool.build(boats, strict=True)
    assert outcome.code == 1
    assert re.search(case.told, outcome.said), outcome.said
    assert pages(boats) == before
    assert not list(boats.glob(".site*"))


@pytest.mark.parametrize("case", FATAL.values(), ids=FATAL)
def test_without_it_there_is_no_site(boats: Path, tool: Tool, case: Case) -> None:
    assert tool.build(boats).code == 0
    before = pages(boats)
    case.spoil(boats)
    if tool.name == "mkdocs":
        assert tool.build(boats).code == 1
    else:
        outcome = tool.build(boats)
        assert outcome.code == 1
        assert re.search(case.told, outcome.said), outcome.said
        assert "help: " in outcome.said
    assert pages(boats) == before


@pytest.mark.parametrize("spelling", ["CRLF", "BOM"])
def test_line_ends_and_byte_order_marks_of_other_systems_are_read(
    boats: Path, tool: Tool, spelling: str
) -> None:
    for name in (GUIDE, SAILING):
        content = (boats / name).read_bytes()
        other = content.replace(b"\n", b"\r\n") if spelling == "CRLF" else b"\xef\xbb\xbf" + content
        (boats / name).write_bytes(other)
    assert tool.build(boats, strict=True).code == 0
    assert SAILING_DE in pages(boats)["de/guide/sailing/index.html"]


def test_what_all_languages_lack_is_new_and_no_finding(boats: Path, tool: Tool) -> None:
    article = boats / SAILING
    article.write_text(f"{article.read_text(encoding='utf-8')}\n\nA new last paragraph.\n")
    assert tool.build(boats, strict=True).code == 0
    assert "A new last paragraph." in pages(boats)["de/guide/sailing/index.html"]


def test_an_unknown_language_is_nowhere_on_the_site(boats: Path, tool: Tool) -> None:
    languages("xx")(boats)
    tool.build(boats)
    files = [path for path in (boats / "site").rglob("*") if path.is_file()]
    assert not [path for path in files if "xx/" in path.relative_to(boats / "site").as_posix()]
    sitemap = (boats / "site/sitemap.xml").read_text(encoding="utf-8")
    assert "https://boats.example/he/" in sitemap
    assert "/xx/" not in sitemap + "".join(pages(boats).values())


@pytest.mark.parametrize("code", ["klingon", "es-419", "no", "../../x"])
def test_a_code_that_the_i18n_plugin_refuses_costs_itself_alone(
    boats: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, code: str
) -> None:
    languages(code)(boats)
    outcome = Tool("polyclinic", capsys, caplog).build(boats)
    assert outcome.code == 1
    assert "mkdocs.yml:14:21: " in outcome.said
    assert SAILING_DE in pages(boats)["de/guide/sailing/index.html"]


@pytest.mark.parametrize(("code", "folder"), [("zh-TW", "zh_TW"), ("pt_BR", "pt_BR")])
def test_a_language_of_a_country_is_found_where_gettext_has_it(
    boats: Path, tool: Tool, code: str, folder: str
) -> None:
    edit("mkdocs.yml", "locale: de", f"locale: {code}")(boats)
    (boats / "locales/de").rename(boats / "locales" / folder)
    outcome = tool.build(boats)
    assert "unknown" not in outcome.said
    assert SAILING_DE in pages(boats)[f"{code}/guide/sailing/index.html"]


NAMES = ["two words", "a#b", "what?", "élan", "帆船", "100%", "a&b", "it's"]


@pytest.mark.parametrize("name", NAMES)
def test_an_article_may_have_any_name(boats: Path, tool: Tool, name: str) -> None:
    write(f"docs/guide/{name}.md", "# Knots\n")(boats)
    edit("mkdocs.yml", "  - Guide:\n", f'  - Guide:\n      - "guide/{name}.md"\n')(boats)
    outcome = tool.build(boats, strict=True)
    assert outcome.code == 0, outcome.said
    assert "Knots" in pages(boats)[f"he/guide/{name}/index.html"]


def test_there_is_no_such_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["build", "-f", str(tmp_path / "mkdocs.yml")])
    assert stopped.value.code == 2
    assert "there is no file" in capsys.readouterr().err


def test_an_unknown_setting_suggests_the_nearest(boats: Path, tool: Tool) -> None:
    edit("mkdocs.yml", "  - polyclinic\n", "  - polyclinic:\n      locale_dir: x\n")(boats)
    outcome = tool.build(boats)
    assert outcome.code == 1
    assert "did you mean locales_dir?" in outcome.said


def test_a_site_without_the_plugin_is_told_what_to_add(
    boats: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("mkdocs.yml", "  - polyclinic\n", "")(boats)
    with pytest.raises(SystemExit) as stopped:
        main(["build", "-f", str(boats / "mkdocs.yml")])
    assert stopped.value.code == 1
    assert "add `- polyclinic` to the plugins" in capsys.readouterr().err


def test_strict_may_stand_in_the_settings(boats: Path, tool: Tool) -> None:
    edit("mkdocs.yml", "site_name", "strict: true\nsite_name")(boats)
    assert tool.build(boats).code == 0
    before = pages(boats)
    languages("xx")(boats)
    outcome = tool.build(boats)
    assert outcome.code == 1
    assert "mkdocs.yml:15:21: the language “xx” is unknown" in outcome.said
    assert pages(boats) == before


# The system is at fault: these run the command as people do.


def command(root: Path, setup: str = "") -> subprocess.CompletedProcess[str]:
    """Run `polyclinic build` in a process of its own, after a line of Python."""
    script = f"{setup}\nfrom polyclinic.cli.main import main\nmain(['build'])"
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )


# As if the disk were full: no file may be longer than this. Python ignores the signal.
SMALL = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))"


@pytest.fixture
def published(boats: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The handbook with its site."""
    with pytest.raises(SystemExit):
        main(["build", "-f", str(boats / "mkdocs.yml")])
    capsys.readouterr()
    return boats


def test_a_full_disk_leaves_the_site_as_it_was(published: Path) -> None:
    before = pages(published)
    write("docs/long.md", "Words. " * 1000)(published)
    run = command(published, SMALL)
    assert run.returncode == 1
    assert "the site can't be written: File too large" in run.stderr
    assert "Traceback" not in run.stderr
    assert pages(published) == before
    assert not list(published.glob(".site*"))


STOP = """\
import os, signal

def on_post_build(config):
    # Who runs the tests in the background may have had Ctrl-C ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.kill(os.getpid(), signal.SIGINT)
"""


def test_ctrl_c_leaves_the_site_as_it_was(published: Path) -> None:
    before = pages(published)
    write("stop.py", STOP)(published)
    edit("mkdocs.yml", "site_name", "hooks: [stop.py]\nsite_name")(published)
    run = command(published)
    assert run.returncode == 130
    assert run.stderr.strip().endswith("polyclinic: stopped; every file is as it was or whole")
    assert "Traceback" not in run.stderr
    assert pages(published) == before
    assert not list(published.glob(".site*"))


def test_a_site_that_cannot_take_its_place_leaves_the_old_one(
    published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = pages(published)

    def refused(_new: Path, site: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(site))

    monkeypatch.setattr(place, "exchange", refused)
    with pytest.raises(SystemExit) as stopped:
        main(["build", "--no-cache", "-f", str(published / "mkdocs.yml")])
    assert stopped.value.code == 1
    assert "the site can't be written: Permission denied" in capsys.readouterr().err
    assert pages(published) == before
    assert not list(published.glob(".site*"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to_is_an_error(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published.chmod(0o500)
    with pytest.raises(SystemExit) as stopped:
        main(["build", "--no-cache", "-f", str(published / "mkdocs.yml")])
    assert stopped.value.code == 1
    assert "the site can't be written: Permission denied" in capsys.readouterr().err
