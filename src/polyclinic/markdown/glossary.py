"""Terms of the glossary: where a page uses one first, it leads to its meaning.

Words are matched whole, as they are printed, in the forms that the glossary gives. No stemmer
guesses: a wrong guess would explain one word by another.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from markdown.extensions.toc import slugify
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from polyclinic.i18n.collation import Alphabet

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from markdown import Markdown

# Between the forms of a term in a catalog or an article; readers see the first.
SEPARATOR: Final = "|"

# Where a reader can't use a mark, is led elsewhere already, or reads no prose.
_UNMARKED: Final = frozenset({
    "a", "abbr", "button", "caption", "cite", "code", "dfn", "dt", "h1", "h2", "h3", "h4", "h5",
    "h6", "kbd", "label", "legend", "math", "pre", "q", "samp", "script", "style", "summary", "svg",
    "textarea", "th", "var",
})  # fmt: skip
_UNMARKED_CLASSES: Final = frozenset({
    "admonition-title", "arithmatex", "disclaimer", "footnote", "headerlink", "quantity",
})  # fmt: skip
_BLOCKS: Final = frozenset({"dd", "div", "figcaption", "li", "p", "td"})

# Scripts that write no spaces between words: a term may stand anywhere, and next to any of them.
_UNSPACED_LETTERS: Final = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_UNSPACED: Final = re.compile(f"[{_UNSPACED_LETTERS}]")
# Letters as readers count them: `\w` leaves out the vowel signs of Hindi and the points of Arabic.
_PART_OF_WORD: Final = (
    rf"(?![{_UNSPACED_LETTERS}])"
    r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957"
    r"\u0962\u0963\u200c\u200d\u2011-]"
)
_ARABIC: Final = re.compile(r"[\u0620-\u064a]")
# What Arabic writes against the next word: and, so; the, by the, like the, for the; by, for, like.
_JOINED: Final = "[وف]?"
_DEFINITE: Final = "(?:ال|بال|كال|لل)"
_INDEFINITE: Final = f"(?:{_DEFINITE}|[بلك])?"
# In shorter words a particle could be a letter of another word.
_LONG_ENOUGH: Final = 3


@dataclass(frozen=True, slots=True)
class Term:
    """An entry in one language. `meaning` is plain text, `page` the path of its article."""

    id: str
    forms: tuple[str, ...]
    meaning: str
    page: str = ""

    @property
    def name(self) -> str:
        """The form that readers see in the glossary."""
        return self.forms[0]


def forms_of(text: str) -> tuple[str, ...]:
    """The forms of a term: `Probe | Probes`. Empty where nothing is written."""
    forms = (" ".join(form.split()) for form in text.split(SEPARATOR))
    return tuple(dict.fromkeys(form for form in forms if form))


def anchors(names: Iterable[str]) -> Iterator[str]:
    """An id for each term, from its name in the source's language; no two are the same."""
    seen: dict[str, int] = {}
    for name in names:
        anchor = f"term-{slugify(name, '-')}"
        seen[anchor] = seen.get(anchor, 0) + 1
        yield anchor if seen[anchor] == 1 else f"{anchor}-{seen[anchor]}"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one language, ready to be found in its texts."""

    all: tuple[Term, ...]
    _known: Mapping[str, Term] = field(init=False, repr=False)
    _pattern: re.Pattern[str] | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Make one pattern of all forms, the longest first."""
        forms = [(form, term) for term in self.all for form in term.forms]
        forms.sort(key=lambda pair: -len(pair[0]))
        known = {f"form_{number}": term for number, (_, term) in enumerate(forms)}
        named = [(name, form) for name, (form, _) in zip(known, forms, strict=True)]
        # What bounds a word takes long to compile, so it is written once for forms in a row.
        parts = (_bounded(*bounds, tuple(group)) for bounds, group in groupby(named, _bounds_of))
        object.__setattr__(self, "_known", known)
        object.__setattr__(self, "_pattern", re.compile("|".join(parts)) if forms else None)

    def find(
        self, text: str, start: int, seen: Container[str]
    ) -> tuple[re.Match[str], Term] | None:
        """The next term in a text whose id was not seen."""
        matches = self._pattern.finditer(text, start) if self._pattern else ()
        for match in matches:
            term = self._known[match.lastgroup or ""]
            if term.id not in seen:
                return match, term
        return None


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks the terms on one page; `address` leads from there to the page of a term."""

    terms: Terms
    address: Callable[[str], str]

    def mark(self, md: Markdown, root: Element) -> tuple[Term, ...]:
        """Mark the first use of each term in each section; gives the terms that are marked."""
        walk = _Walk(md, self)
        if self.terms.all:
            walk.element(root)
        return tuple(dict.fromkeys(walk.marked))


def _bounds_of(named: tuple[str, str]) -> tuple[bool, bool]:
    """Whether a form is a whole word only where no letter is before it, and none after it."""
    form = unicodedata.normalize("NFC", named[1])
    return not _UNSPACED.match(form[0]), not _UNSPACED.match(form[-1])


def _bounded(before: bool, after: bool, named: Iterable[tuple[str, str]]) -> str:  # noqa: FBT001
    """A pattern of forms as whole words; each is a group with its name."""
    forms = "|".join(f"(?P<{name}>{_pattern(form)})" for name, form in named)
    start = f"(?<!{_PART_OF_WORD})" if before else ""
    end = f"(?!{_PART_OF_WORD})" if after else ""
    return f"{start}(?:{forms}){end}"


def _pattern(form: str) -> str:
    """A pattern of one form."""
    form = unicodedata.normalize("NFC", form)
    words = r"\s+".join(re.escape(word) for word in form.split())
    words = re.sub("['’ʼ]", "['’ʼ]", words)
    # "CT" is no "ct", and "MS" no "Ms".
    words = words if form.isupper() else f"(?i:{words})"
    return _with_particles(form, words)


def _with_particles(form: str, words: str) -> str:
    if not _ARABIC.match(form[0]) or len(form.partition(" ")[0]) < _LONG_ENOUGH:
        return words
    bare = Alphabet("ar").filed(form)
    if bare != form and form.endswith(bare):
        return rf"{_JOINED}{_DEFINITE}{_pattern_of_words(bare)}"
    return f"{_JOINED}{_INDEFINITE}{words}"


def _pattern_of_words(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))


class _Walk:
    """One page, from its beginning to its end."""

    def __init__(self, md: Markdown, marker: Marker) -> None:
        self.md = md
        self.marker = marker
        self.seen: set[str] = set()
        self.marked: list[Term] = []

    def element(self, element: Element) -> None:
        """Mark in an element's texts, and in what is inside it."""
        if element.tag == "h2":
            self.seen = set()
        if _left_alone(element) or self.has_raw_tags(element):
            return
        whole = "".join(element.itertext()).strip() if element.tag in _BLOCKS else None
        children = list(element)
        element.text, made = self.text(element.text, whole)
        for child in reversed(made):
            element.insert(0, child)
        for child in children:
            self.element(child)
            child.tail, made = self.text(child.tail, whole)
            place = list(element).index(child) + 1
            element[place:place] = made

    def text(self, text: str | None, whole: str | None) -> tuple[str | None, Sequence[Element]]:
        """A text up to its first mark, and the marks, each with the text after it."""
        # What the parser shows as it is written, such as code, is no prose.
        if not text or isinstance(text, AtomicString):
            return text, ()
        lead, marks, end = text, list[Element](), 0
        while (found := self.marker.terms.find(text, end, self.seen)) is not None:
            match, term = found
            # A mark that is all of its block would be a button without a sentence to explain.
            if match[0] == whole:
                break
            self.seen.add(term.id)
            self.marked.append(term)
            before = text[end : match.start()]
            if marks:
                marks[-1].tail = before
            else:
                lead = before
            marks.append(self.link(term, match[0]))
            end = match.end()
        if marks:
            marks[-1].tail = text[end:]
        return lead, marks

    def link(self, term: Term, words: str) -> Element:
        link = Element(
            "a", {"class": "term", "href": f"{self.marker.address(term.page)}#{term.id}"}
        )
        link.text = words
        return link

    def has_raw_tags(self, element: Element) -> bool:
        """Whether raw tags stand among its texts: what they open is not seen in the tree."""
        texts = [element.text or "", *(child.tail or "" for child in element)]
        blocks = self.md.htmlStash.rawHtmlBlocks
        numbers = [int(n) for text in texts for n in HTML_PLACEHOLDER_RE.findall(text)]
        raw = [blocks[n] for n in numbers if n < len(blocks)]
        return any(isinstance(block, str) and re.match(r"<[A-Za-z]", block) for block in raw)


def _left_alone(element: Element) -> bool:
    tag: object = element.tag  # that of a comment is a function
    classes = set((element.get("class") or "").split())
    # `lang`: words of another language than the page's, left in English among others.
    other = "lang" in element.attrib or element.get("translate") == "no"
    return (
        not isinstance(tag, str) or tag in _UNMARKED or other or bool(_UNMARKED_CLASSES & classes)
    )


@dataclass(frozen=True, slots=True)
class Entries:
    """The glossary's own page in a language: each term with its id, in that language's order."""

    ids: tuple[str, ...]  # in the order of the source
    locale: str

    def arrange(self, root: Element) -> None:
        """Show one form of each term, and sort each list."""
        for term, anchor in zip(root.iter("dt"), self.ids, strict=False):
            term.set("id", anchor)
            _show_first_form(term)
        alphabet = Alphabet(self.locale)
        for terms in root.iter("dl"):
            groups = _groups(terms)
            groups.sort(key=lambda group: alphabet.key("".join(group[0].itertext())))
            terms[:] = [child for group in groups for child in group]


def _groups(terms: Element) -> list[list[Element]]:
    """Terms that share a meaning stay together: `dt dt dd` is one group."""
    groups: list[list[Element]] = []
    for child in terms:
        new = child.tag == "dt" and (not groups or groups[-1][-1].tag != "dt")
        if new or not groups:
            groups.append([])
        groups[-1].append(child)
    return groups


def _show_first_form(term: Element) -> None:
    text, bar, _ = (term.text or "").partition(SEPARATOR)
    if bar:
        term.text, term[:] = text.strip(), []
        return
    for number, child in enumerate(term):
        tail, bar, _ = (child.tail or "").partition(SEPARATOR)
        if bar:
            child.tail = tail.rstrip()
            del term[number + 1 :]
            return
