"""The version and the QR code of a printed page."""

from __future__ import annotations

import re

import segno

from polyclinic.build import handout

URL = "https://example.org/health/ar/procedures/cryoablation/?version=45e89067"


def squares(svg: str) -> set[tuple[int, int]]:
    """The dark squares that a code's path draws."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1H(\d+)z", svg)
    assert all(start == back for start, _, _, back in runs)
    return {(int(x) + i, int(y)) for x, y, width, _ in runs for i in range(int(width))}


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
