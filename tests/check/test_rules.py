"""What holds for every rule: its example fires, its remedy does not, its page explains it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from polyclinic.check.page import markdown
from polyclinic.check.rules import RULES
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from polyclinic.check.rule import AnyRule

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def findings(rule: AnyRule, subject: object) -> list[str]:
    return [f"{f.message} / {f.help}" for f in rule.check(subject)]  # type: ignore[arg-type]


@every_rule
def test_each_bad_example_fires(rule: AnyRule) -> None:
    assert rule.bad
    for example in rule.bad:
        assert findings(rule, example), example


@every_rule
def test_no_good_example_fires(rule: AnyRule) -> None:
    assert rule.good
    for example in rule.good:
        assert findings(rule, example) == []


@every_rule
def test_a_finding_says_what_to_do(rule: AnyRule) -> None:
    for example in rule.bad:
        for finding in rule.check(example):  # type: ignore[arg-type]
            assert finding.message
            assert finding.help
            assert not finding.message.endswith(".")


@every_rule
def test_its_page_says_what_and_why(rule: AnyRule) -> None:
    page = markdown(rule)
    assert page.startswith(f"# {rule.code}: {rule.title}")
    assert "Why" in rule.explanation
    assert "## Fires" in page
    assert "## Does not" in page


@every_rule
def test_only_errors_withhold(rule: AnyRule) -> None:
    assert not rule.blocks or rule.severity is Severity.ERROR


def test_codes_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z]{3}\d{3}", code) for code in codes)
