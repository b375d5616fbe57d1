"""The rules, one file each. `RULES` is the register: a rule that is not in it does not run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polyclinic.check.rule import AnyRule

RULES: tuple[AnyRule, ...] = ()
