"""The finished site is checked, and pages that could hurt a reader are withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.build import companions, withhold
from polyclinic.build.timing import step
from polyclinic.check.cache import Cache
from polyclinic.check.inspect import inspect, new
from polyclinic.check.rules import RULES
from polyclinic.library.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from polyclinic.build.run import Run


def check(run: Run, folder: Path) -> list[str]:
    """Report what is wrong on a site's pages, and withhold some; tells which and why.

    What is left gets its companions.
    """
    settings, project = run.settings, Project(run.settings)
    with withhold.or_retract(folder):
        cache = Cache(settings.root)
        locales, today = settings.locales, run.today
        with step("pages checked"):
            inspection = inspect(project, RULES, locales, today, folder=folder, cache=cache)
            run.report(cache.save())
        reports = new(inspection.reports, project)
        run.report(report.diagnostic for report in reports)
        held = withhold.withheld(inspection.pages, reports)
        withhold.publish(folder, held, inspection.pages, run.reader)
    gone = [item.page.address for item in held]
    with step("companions made"):
        run.report(companions.write(folder, run.life.articles, settings, gone, run.former))
    return withhold.told(held)
