"""The version and the QR code of a printed page."""

from __future__ import annotations

import gzip
import re

import segno

from polyclinic.build import handout

URL = "https://example.org/health/ar/procedures/cryoablation/?version=45e89067"


def squares(svg: str) -> set[tuple[int, int]]:
    """The dark squares that a code's lines, one square thick, draw."""
    (path,) = re.findall(r'<path stroke="#000" d="([^"]*)"', svg)
    steps = re.findall(r"(M|m)(-?\d+) (\d+(?:\.5)?)h(\d+)", path)
    assert "".join(f"{kind}{x} {y}h{width}" for kind, x, y, width in steps) == path
    found, right, down = set(), 0, -0.5
    for _, x, y, width in steps:
        right, down = right + int(x), down + float(y)
        found |= {(right + i, int(down)) for i in range(int(width))}
        right += int(width)
    return found


def test_a_version_is_the_same_until_a_letter_changes() -> None:
    assert handout.version("Ice", "<p>5 mg</p>") == handout.version("Ice", "<p>5 mg</p>")
    assert handout.version("Ice", "<p>5 mg</p>") != handout.version("Ice", "<p>6 mg</p>")
    assert handout.version("ab", "c") != handout.version("a", "bc")


def test_the_address_in_the_code_says_the_version() -> None:
    assert handout.address("https://example.org/ar/ice/", "1f") == (
        "https://example.org/ar/ice/?version=1f"
    )


def test_the_code_draws_every_dark_square_and_a_quiet_margin() -> None:
    code = segno.make(URL, error="m", micro=False)
    rows = [list(row) for row in code.matrix_iter(border=4)]
    dark = {(x, y) for y, row in enumerate(rows) for x, one in enumerate(row) if one}
    svg = str(handout.code(URL))
    assert squares(svg) == dark
    assert min(min(square) for square in dark) == 4
    assert f'viewBox="0 0 {len(rows)} {len(rows)}"' in svg
    assert "style" not in svg


def test_the_code_weighs_little_when_zipped() -> None:
    assert len(gzip.compress(str(handout.code(URL)).encode())) < 750
