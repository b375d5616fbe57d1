"""A profile says where the time of a build went."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from click.testing import CliRunner

from polyclinic.build import timing
from polyclinic.cli.build import command
from small_library import copied

if TYPE_CHECKING:
    from pathlib import Path


def work(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_a_step_counts_its_own_time_and_not_that_of_the_steps_inside() -> None:
    with timing.profile() as profile:
        with timing.step("outside"):
            work(0.02)
            for _ in range(3):
                with timing.step("inside"):
                    work(0.02)
        work(0.01)
    steps = profile.steps
    assert (steps["outside"].times, steps["inside"].times) == (1, 3)
    assert steps["inside"].cpu >= 0.06 > steps["outside"].cpu >= 0.02
    assert steps[timing.OTHER].cpu >= 0.01


def test_a_step_that_breaks_off_is_counted_and_ends() -> None:
    with timing.profile() as profile:
        with suppress(ZeroDivisionError), timing.step("broken"):
            assert 1 / 0
        with timing.step("next"):
            pass
    assert list(profile.steps) == ["the rest", "broken", "next"]
    assert [step.times for step in profile.steps.values()] == [0, 1, 1]


def test_without_a_profile_nothing_is_counted() -> None:
    with timing.step("alone"):
        pass
    with timing.profile() as profile:
        pass
    assert list(profile.steps) == [timing.OTHER]


def test_the_command_says_what_took_how_long(tmp_path: Path) -> None:
    root = copied(tmp_path)
    asked = ["-f", str(root / "mkdocs.yml"), "--profile-build"]
    first, second = (CliRunner().invoke(command, asked).stderr for _ in range(2))
    rows = re.findall(r"^ +[\d.]+ +\d+% +[\d.]+ +(\d+)  (.+)$", first, re.MULTILINE)
    times = {name: int(number) for number, name in rows}
    assert times["Markdown made HTML"] == times["pages put into templates"] > 1
    assert times["articles and catalogs read"] == times["pages checked"] == 1
    assert "all, with the programs that it started" in first
    assert "looked whether anything has changed" in second
    assert "Markdown made HTML" not in second
