"""What a published script leaves out, and what it must not."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyclinic.build.scripts import compact
from site_fixtures import ROOT, joined

# Two scripts say the same if acorn, the parser that Node.js brings along, makes the same tree of
# them. Old ones can't be read as modules, nor new ones as anything else.
SAME = """
const { parse } = require('internal/deps/acorn/acorn/dist/acorn');
const places = new Set(['start', 'end']);
const read = (script, sourceType) =>
  parse(script, { ecmaVersion: 'latest', sourceType, allowReturnOutsideFunction: true });
const tree = (script) => {
  let found;
  try { found = read(script, 'module') } catch { found = read(script, 'script') }
  return JSON.stringify(found, (name, value) =>
    places.has(name) ? undefined : typeof value === 'bigint' ? `${value}n` : value);
};
const pairs = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(pairs.filter(([one, other]) => tree(one) !== tree(other))));
"""
MODULES = ROOT / "node_modules"
TRICKY = [
    "a = 1 // why\n;[b] = c",
    "const s = \"// no comment\" + '/* nor this */' + 'it\\'s  // so'",
    "a + +b - -c - --d + ++e",
    "`  two  ${ a /* gone */ + { b: `//  ${ c }` }.b }  `",
    "x.replace(/[/\"']  \\/ /gu, '  ')",
    'return /  "/.test(a)',
    "const half = a / 2 / b, third = (a + b) / 3",
    "const [one] = a[0] / 2, two = `a` / 2",
    "a\n++b",
    "() => {\n  return\n  a\n}",
    "class A { #own = 1; get a () { return this . #own } static async * b () { a } }",
    "a ? .5 : b ?. c ?? d",
    "a = b\n/ c /d",
    "const of = 1; for (const a of /x y/.exec(b)) { a in of }",
    "label: for (;;) { /* a\n b */ break label }",
    "a = '\\\n  two lines'",
    "x = a < ! --b; y = a-- > b",
    "a / /\"/.exec('/ /* b */ /'); c /* gone */ / 2 /* gone */ / d",
    "a /= /'/ /* gone */ . exec (b) [ 0 ] / 2",
    "x . in / '/ /* stays */ /'",
    "[ ... typeof /'/, ' // ' ]",
    "1. / '/ // '.length",
    "export default /[\"/]/; ' /* stays */ '",
    "const of = 1; a = of / '/ // '",
    "const мітка = 1 / 2, मात्रा = 2 / '/ // '",
    "`${ { a: { } } }${ `${ 1 }` }` / '/ // '",
    "for (;;) {\n  break\n  /'/ . test (' // ')\n}",
]


def unlike(pairs: list[tuple[str, str]]) -> list[list[str]]:
    node = shutil.which("node")
    assert node, "the tests need Node.js, as CONTRIBUTING.md says"
    done = subprocess.run(
        [node, "--expose-internals", "-e", SAME],
        input=json.dumps(pairs), capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: list[list[str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("script", "short"),
    [
        ("a = 1; // why\nb = 2;\n", "a=1;\nb=2;"),
        ("a /* one\ntwo */ b", "a\nb"),
        ("a/**/b", "a b"),
        ("if (a) {\n\n    return b;\n  }\n", "if(a){\nreturn b;\n}"),
        ("`  ${ a /* gone */ }  // stays`", "`  ${a}  // stays`"),
        ("(a  +  b)  /  2", "(a + b) / 2"),
        ("a  =  !b  ?  .5  :  c", "a= !b? .5:c"),
    ],
)
def test_comments_indentation_and_idle_spaces_go(script: str, short: str) -> None:
    assert compact(script) == short


def test_what_is_left_means_the_same() -> None:
    scripts = [*TRICKY, *(joined(f"assets/js/{name}.js") for name in ("site", "search"))]
    assert unlike([(script, compact(script)) for script in scripts]) == []
    assert unlike([("a", "b")]) == [["a", "b"]]


def test_scripts_that_nobody_here_wrote_mean_the_same() -> None:
    """Those of the tests' own tools, written in many ways; some were packed before."""
    files = [
        file for file in sorted(MODULES.rglob("*.*js")) if file.suffix in {".js", ".mjs", ".cjs"}
    ]
    scripts = [file.read_text(encoding="utf-8") for file in files]
    pairs = [(script, compact(script)) for script in scripts if compact(script) != script]
    assert len(pairs) > 100
    assert unlike(pairs) == []


@pytest.mark.parametrize(
    "script",
    [
        'if (a)  /"/.test(b)',
        "{ }  /'/.test(b)",
        "a++  /'/  b",
        "'open\n  '",
        "`open ${  a }",
        "`open ${  a",
        "/*! (c)  A */  b",
        "// @license  A\na  = b",
        "a  = b //# sourceMappingURL=a.map",
        "a  <!-- b",
        "a  = \u20ac",
        "x  = await /'/.test(a)",
    ],
)
def test_what_only_a_parser_could_tell_stays_as_it_is(script: str) -> None:
    assert compact(script) == script


@given(st.text(alphabet="ab1 \n\t/*+-\"'`${}()[];,=.#\\", max_size=40))
def test_any_text_is_shortened_to_something_that_is_not_shortened_again(text: str) -> None:
    short = compact(text)
    assert len(short) <= len(text)
    assert compact(short) == short or short == text


def test_our_scripts_become_smaller_by_a_fifth_at_least() -> None:
    for name in ("site", "search"):
        script = joined(f"assets/js/{name}.js")
        zipped = len(gzip.compress(script.encode()))
        assert len(gzip.compress(compact(script).encode())) < 0.8 * zipped
