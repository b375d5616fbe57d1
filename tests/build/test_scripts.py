"""What a published script leaves out changes nothing of what it does."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess

import rjsmin

from site_fixtures import joined

# Two scripts say the same if acorn, the parser inside Node.js, makes the same tree of them.
SAME = """
const { parse } = require('internal/deps/acorn/acorn/dist/acorn');
const places = new Set(['start', 'end']);
const tree = (script) => JSON.stringify(
  parse(script, { ecmaVersion: 'latest', sourceType: 'module', allowReturnOutsideFunction: true }),
  (name, value) => places.has(name) ? undefined : value);
const pairs = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(pairs.filter(([one, other]) => tree(one) !== tree(other))));
"""


def unlike(pairs: list[tuple[str, str]]) -> list[list[str]]:
    node = shutil.which("node")
    assert node, "the tests need Node.js, as CONTRIBUTING.md says"
    done = subprocess.run(
        [node, "--expose-internals", "-e", SAME],
        input=json.dumps(pairs), capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: list[list[str]] = json.loads(done.stdout)
    return found


def test_our_scripts_mean_the_same_and_are_smaller_by_a_fifth_at_least() -> None:
    for name in ("site", "search"):
        script = joined(f"assets/js/{name}.js")
        short = rjsmin.jsmin(script)
        assert unlike([(script, short)]) == []
        assert len(gzip.compress(short.encode())) < 0.8 * len(gzip.compress(script.encode()))


def test_a_script_that_means_something_else_is_told() -> None:
    assert unlike([("a", "b")]) == [["a", "b"]]
