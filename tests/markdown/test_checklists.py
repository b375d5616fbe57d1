"""Boxes to tick: each is named by the words beside it."""

from __future__ import annotations

import pytest
from markdown import Markdown

from polyclinic.config import Profile
from polyclinic.library.wording import UNITS, Wording
from polyclinic.markdown.extension import PolyclinicExtension


def html(markdown: str) -> str:
    extension = PolyclinicExtension(Wording("en", Profile.GLOBAL, "", None), UNITS)
    md = Markdown(extensions=["attr_list", "pymdownx.tasklist", extension])
    return md.convert(markdown)


BOX = '<input type="checkbox" disabled/>'


@pytest.mark.parametrize(
    ("markdown", "label"),
    [
        ("- [ ] Bring a list", "Bring a list"),
        ("- [ ] Ask **why** and *how*", "Ask <strong>why</strong> and <em>how</em>"),
        ("- [ ] See [the map](map.md) first", 'See <a href="map.md">the map</a> first'),
        ("- [ ] Take {5 mg} at night", 'Take <bdi class="quantity">5 mg</bdi> at night'),
        ("- [ ] Loose\n\n- [ ] items", "Loose"),
        ("- [ ] Above\n    - below", "Above"),
    ],
)
def test_the_words_of_an_item_are_the_label_of_its_box(markdown: str, label: str) -> None:
    said = html(markdown).replace("\n", "").replace("\xa0", " ")
    assert f"<label>{BOX} {label}</label>" in said


def test_a_list_below_an_item_stays_outside_of_its_label() -> None:
    said = html("- [ ] Above\n    - [ ] below\n    - plain").replace("\n", "")
    assert f"<label>{BOX} Above</label><ul" in said
    assert f"<label>{BOX} below</label></li><li>plain</li>" in said


def test_an_item_without_a_box_has_no_label() -> None:
    assert "<label>" not in html("- plain\n- [link](x.md)")
