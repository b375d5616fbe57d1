"""Two checkers of accessibility, each with every rule it has, on a page in a real browser."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from site_fixtures import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

_AXE = """async () => {
  const every = axe.getRules().map(rule => rule.ruleId);
  const rules = Object.fromEntries(every.map(id => [id, {enabled: true}]));
  const {violations} = await axe.run(document, {rules, resultTypes: ['violations']});
  return violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
}"""
_IBM = """async () => {
  const report = await new ace.Checker().check(document, ['IBM_Accessibility']);
  return report.results.filter(found => found.value[1] === 'FAIL')
    .map(found => `${found.ruleId}: ${found.path.dom}: ${found.message}`);
}"""


def axe(page: Page) -> list[str]:
    """What axe-core finds, a line a place."""
    return _asked(page, "axe-core/axe.min.js", _AXE)


def ibm(page: Page) -> list[str]:
    """What the engine of IBM's Equal Access fails, a line a place."""
    return _asked(page, "accessibility-checker-engine/ace.js", _IBM)


def _asked(page: Page, tool: str, question: str) -> list[str]:
    page.evaluate(_tool(tool))
    found: list[str] = page.evaluate(question)
    return found


@cache
def _tool(name: str) -> str:
    return (ROOT / "node_modules" / name).read_text("utf-8")
