"""Values change in front matter; comments, order and line ends stay."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from polyclinic.markdown.frontmatter import split
from polyclinic.markdown.frontmatter_edit import with_values

NEW = {"status": "reviewed", "next_review": "2029-11-01", "role": '"Nurse"'}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            (
                "---\n# Ours.\ntitle: X # name\nreview:\n  # not yet\n  next_review: 2027-05-31"
                "   # the first\n  status: unreviewed\ntype: care\n---\nText.\n"
            ),
            (
                "---\n# Ours.\ntitle: X # name\nreview:\n  # not yet\n  next_review: 2029-11-01"
                '   # the first\n  status: reviewed\n  role: "Nurse"\ntype: care\n---\nText.\n'
            ),
        ),
        (
            "---\r\nreview:\r\n    status: unreviewed\r\ntitle: X\r\n---\r\nText.\r\n",
            (
                "---\r\nreview:\r\n    status: reviewed\r\n    next_review: 2029-11-01\r\n"
                '    role: "Nurse"\r\ntitle: X\r\n---\r\nText.\r\n'
            ),
        ),
        (
            "---\nreview: {status: unreviewed, next_review: 2027-05-31} # soon\n---\n",
            '---\nreview: {status: reviewed, next_review: 2029-11-01, role: "Nurse"} # soon\n---\n',
        ),
        (
            "---\nreview:\ntitle: X\n---\n",
            (
                "---\nreview:\n  status: reviewed\n  next_review: 2029-11-01\n"
                '  role: "Nurse"\ntitle: X\n---\n'
            ),
        ),
        (
            "\ufeff---\ntitle: X\n...\nText: ---\n",
            (
                "\ufeff---\ntitle: X\nreview:\n  status: reviewed\n  next_review: 2029-11-01\n"
                '  role: "Nurse"\n...\nText: ---\n'
            ),
        ),
        (
            "---\nreview:\n  role: >\n    Old\n    role\n  status:\n# the end\n---\n",
            (
                '---\nreview:\n  role: "Nurse"\n  status: reviewed\n'
                "  next_review: 2029-11-01\n# the end\n---\n"
            ),
        ),
    ],
)
def test_only_the_values_change(before: str, after: str) -> None:
    assert with_values(before, "review", NEW) == after


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Text without.\n", "no front matter"),
        ("---\ntitle: [\n---\n", "not valid YAML"),
        ("---\n{title: X}\n---\n", "one setting a line"),
        ("---\n- a\n---\n", "one setting a line"),
        ("---\nreview: yes\n---\n", "names with values"),
        ("---\nold: &r {status: x}\nreview: *r\n---\n", "alias"),
        ("---\nreview:\n  role: [a, b]\n---\n", "role is not one value"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        with_values(text, "review", NEW)


KEYS = st.sampled_from(["title", "summary", "status", "review", "codes"])
VALUES = st.recursive(
    st.one_of(st.text("aé# :-'\"1\n", max_size=9), st.integers(), st.none(), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, min_size=1), st.booleans())
def test_the_other_settings_are_what_they_were(values: dict[str, object], flow: bool) -> None:
    matter = yaml.safe_dump(values, sort_keys=False, default_flow_style=flow or None)
    text = f"---\n{matter}---\nText.\n"
    try:
        changed = with_values(text, "review", NEW)
    except ValueError:
        return
    found, problems = split(changed, "a.md")
    assert problems == []
    assert found.body == "Text.\n"
    now = dict(found.values)
    review = now.pop("review")
    assert review["status"] == "reviewed"
    assert {k: v for k, v in values.items() if k != "review"} == now
    before = values.get("review")
    kept = {k: v for k, v in before.items() if k not in NEW} if isinstance(before, dict) else {}
    assert {k: v for k, v in review.items() if k not in NEW} == kept
