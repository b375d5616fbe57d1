"""What is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How bad a diagnostic is: an error stops something, a warning asks for attention."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fact and its remedy. Lines and columns count from 1, and are None where there is none."""

    severity: Severity
    message: str
    help: str = ""
    path: str | None = None
    line: int | None = None
    column: int | None = None
    code: str = ""

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known."""
        parts = [self.path, self.line, self.column]
        return ":".join(str(part) for part in parts if part is not None)

    def __str__(self) -> str:
        """Print the place, the code and the fact on one line, and the remedy under it."""
        head = f"{self.place}: " if self.place else ""
        code = f"{self.code} " if self.code else ""
        remedy = f"\n  help: {self.help}" if self.help else ""
        return f"{head}{code}{self.message}{remedy}"


class PolyclinicError(Exception):
    """The work cannot go on; the diagnostic says where, what, and what would be right."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        """Keep the diagnostic, and show it as the exception's text."""
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


def error(
    message: str,
    remedy: str,
    path: str | None = None,
    line: int | None = None,
    column: int | None = None,
) -> PolyclinicError:
    """Make the exception for a fact that stops the work."""
    return PolyclinicError(Diagnostic(Severity.ERROR, message, remedy, path, line, column))
