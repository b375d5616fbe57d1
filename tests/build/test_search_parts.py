"""Pagefind's index as it is published: of several runs, in small parts, all pages of a word."""

from __future__ import annotations

import gzip
import json
import random
import stat
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from polyclinic.build import pagefind, search, search_parts
from search_site import SETTINGS, indexed, page, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCALES = ("en", "hi", "vi", "zh-Hans")
WORDS = {
    "en": "the pain after a scan is often mild and the doctor may give some medicine for it",
    "hi": "कैंसर का इलाज संक्रमण के बाद डॉक्टर की दवा से होता है और पढ़ाई भी",
    "vi": "của bệnh thận được điều trị bằng đông lạnh và các bác sĩ sẽ nói với bạn đó",
    "zh-Hans": "肾癌 冷冻 治疗 之后 医生 会 告诉 您 疼痛 的 药物 和 检查 结果",
}
Places = dict[tuple[str, str], dict[str, set[tuple[int, int]]]]
"""Of a word and its form: in each page, the weight and number of each of its places."""


@dataclass(frozen=True)
class Bundle:
    folder: Path

    @property
    def meta(self) -> Any:
        (file,) = self.folder.glob("pagefind.*.pf_meta")
        entry = json.loads((self.folder / "pagefind-entry.json").read_text(encoding="utf-8"))
        ((_, facts),) = entry["languages"].items()
        assert file.name == f"pagefind.{facts['hash']}.pf_meta"
        assert facts["page_count"] == len(read(file)[1])
        return read(file)

    def parts(self) -> Iterator[tuple[str, str, list[Any]]]:
        """The bounds of each part, and its words."""
        for first, last, name in self.meta[2]:
            yield first, last, read(self.folder / "index" / f"{name}.pf_index")[0]

    def places(self) -> Places:
        urls = []
        for name, _ in self.meta[1]:
            file = self.folder / "fragment" / f"{name}.pf_fragment"
            text = gzip.decompress(file.read_bytes()).decode()
            urls.append(json.loads(text.removeprefix("pagefind_dcd"))["url"])
        found: Places = {}
        for _, _, words in self.parts():
            for word, pages, forms in words:
                for form, some in [("", pages), *forms]:
                    number = 0
                    for step, told, _ in some:
                        number += step
                        found.setdefault((word, form), {})[urls[number]] = absolute(told)
        return found


def read(file: Path) -> Any:
    item, end = search_parts._item(data := search_parts._opened(file), 0)
    assert end == len(data)
    return item


def absolute(told: list[int]) -> set[tuple[int, int]]:
    found, weight, at = set(), 0, 0
    for number in told:
        if number < 0:
            weight, at = number, 0
        else:
            at += number
            found.add((weight, at))
    return found


def written(folder: Path, locale: str, pages: int = 12, length: int = 400) -> Path:
    """A site whose words are some often and some seldom; where its bundle will be."""
    chance = random.Random(7)
    known = WORDS[locale].split()
    weights = [1 / (1 + at) for at in range(len(known))]
    home = "" if locale == "en" else f"{locale}/"
    for number in range(pages):
        said = " ".join(chance.choices(known, weights, k=length))
        html = page(locale, (f"{known[number % len(known)]} {number}", (), f"<p>{said}.</p>"))
        put(folder, f"{home}page-{number}", html)
    return folder / home / search.BUNDLE


def made(folder: Path, locale: str) -> None:
    assert indexed(folder, replace(SETTINGS, locales=() if locale == "en" else (locale,))) == []


def as_pagefind_makes_it(monkeypatch: pytest.MonkeyPatch, folder: Path, locale: str) -> Bundle:
    """The bundle of one run, as it is written where nobody can read it."""
    bundle = written(folder, locale)

    def unknown(*_: object) -> None:
        raise search_parts.UnknownFormatError

    with monkeypatch.context() as patched:
        patched.setattr(search_parts, "join", unknown)
        made(folder, locale)
    return Bundle(bundle)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_index_of_several_runs_tells_each_place_that_one_run_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    whole = as_pagefind_makes_it(monkeypatch, tmp_path / "whole", locale)
    bundle = written(tmp_path / "joined", locale)
    monkeypatch.setattr(pagefind, "BATCH", 8000)
    monkeypatch.setattr(search_parts, "PART", 300)
    made(tmp_path / "joined", locale)
    settings = replace(SETTINGS, locales=(locale,))
    texts = dict(search.texts_of(tmp_path / "joined", settings, locale))
    pages = {page.file: page.html for page in search.pages_of(texts, locale, settings)}
    assert len(list(pagefind.batches(pages))) > 1
    assert len(list(Bundle(bundle).parts())) > len(list(whole.parts()))
    assert Bundle(bundle).places() == whole.places()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_part_holds_no_more_bytes_than_it_may_or_one_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    monkeypatch.setattr(search_parts, "PART", 500)
    bundle = written(tmp_path, locale)
    made(tmp_path, locale)
    for file in (bundle / "index").iterdir():
        data = search_parts._opened(file)
        assert len(data) <= 500 + 4 or len(read(file)[0]) == 1


@pytest.mark.parametrize("locale", LOCALES)
def test_each_word_is_within_the_bounds_of_its_own_part_and_of_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    monkeypatch.setattr(search_parts, "PART", 100)
    bundle = written(tmp_path, locale)
    made(tmp_path, locale)
    parts = list(Bundle(bundle).parts())
    assert len(parts) > 5
    for own, (_, _, words) in enumerate(parts):
        for word, _, _ in words:
            assert [at for at, (a, b, _) in enumerate(parts) if a <= word <= b] == [own]


def test_a_bound_is_as_short_as_can_be() -> None:
    words = [("abbess", "then"), ("this", "this"), ("tho", "total"), ("totals", "zygote")]
    parts = [search_parts._Part(first, last, b"") for first, last in words]
    assert list(search_parts._bounds(parts)) == [
        ("a", "then"), ("thi", "this"), ("tho", "total"), ("totals", "zygote"),
    ]  # fmt: skip


@pytest.mark.parametrize("locale", ["en", "hi", "vi"])
def test_a_word_of_each_sentence_keeps_each_page_and_some_of_its_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    whole = as_pagefind_makes_it(monkeypatch, tmp_path / "whole", locale).places()
    monkeypatch.setattr(search_parts, "PLACES", 60)
    bundle = written(tmp_path / "thin", locale)
    made(tmp_path / "thin", locale)
    thin = Bundle(bundle).places()
    assert {key: pages.keys() for key, pages in thin.items()} == {
        key: pages.keys() for key, pages in whole.items()
    }
    counts = []
    for key, pages in whole.items():
        for url, places in pages.items():
            assert thin[key][url] <= places
            assert thin[key][url]
            counts.append((len(places), len(thin[key][url])))
    assert max(before for before, _ in counts) > 30
    assert max(after for _, after in counts) <= 20
    assert any(before == after > 1 for before, after in counts)


def test_places_that_are_kept_are_spread_over_a_page() -> None:
    told = [-25, *[10] * 100, -145, 7]
    assert absolute(search_parts._spread(told, 4)) == {
        (-25, 10), (-25, 260), (-25, 510), (-25, 760), (-145, 7),
    }  # fmt: skip


def test_a_hindi_word_with_joined_consonants_is_in_the_index_one_time(tmp_path: Path) -> None:
    put(tmp_path, "hi/one", page("hi", ("दवा", (), "<p>संक्रमण और पढ़ाई</p>")))
    made(tmp_path, "hi")
    forms = [form for _, form in Bundle(tmp_path / "hi" / search.BUNDLE).places()]
    assert forms.count("संक्रमण") == 1
    assert "संकरमण" not in forms
    assert len(forms) == len(set(forms)) == 4


def test_a_hindi_word_before_a_full_stop_is_in_the_index_as_the_word(tmp_path: Path) -> None:
    put(tmp_path, "hi/one", page("hi", ("दवा", (), "<p>दर्द कम होता है। आराम करें॥</p>")))
    made(tmp_path, "hi")
    forms = [form for _, form in Bundle(tmp_path / "hi" / search.BUNDLE).places()]
    assert {"है", "करें"} <= set(forms)
    assert not [form for form in forms if form.strip("।॥") not in forms]
    assert not set("।॥") & set("".join(forms))


def test_an_index_that_nobody_here_can_read_is_published_as_pagefind_wrote_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = pagefind.program()
    other = tmp_path / "other"
    other.write_text(
        f"""#!/bin/sh
{program} "$@" && for file in "$5"/*.pf_meta; do echo new >"$file"; done
""",
        encoding="utf-8",
    )
    other.chmod(other.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(pagefind, "program", lambda: other)
    bundle = written(tmp_path / "site", "en")
    made(tmp_path / "site", "en")
    (file,) = bundle.glob("*.pf_meta")
    assert file.read_bytes() == b"new\n"
    assert len(list((bundle / "fragment").iterdir())) == 12
    assert not (bundle / "pagefind-ui.js").exists()


@pytest.mark.parametrize(
    "data",
    [b"", b"\x81", b"\x81\x81", b"\x81\x81\x83\x61a\x81\x80\x80", b"\x81\x80\x00", b"\x82\x80\x80",
     b"\x81\x81\x82\x61a\x80\x80", b"\x81\x81\x83\xf6\x80\x80"],
)  # fmt: skip
def test_bytes_that_are_no_index_are_told(data: bytes) -> None:
    with pytest.raises(search_parts.UnknownFormatError):
        search_parts._add({}, data, 0)


@pytest.mark.parametrize(
    "item", [0, 23, 24, 255, 256, 65_536, -1, -25, -300, "", "कैंसर", "x" * 30, [], [1, ["a", -2]]]
)
def test_what_is_written_is_read_again(item: Any) -> None:
    data = search_parts._coded(item)
    assert search_parts._item(data, 0) == (item, len(data))
