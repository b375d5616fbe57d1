"""What stands where an article was: that it is withdrawn, withheld, or that it has moved.

Nothing here comes from the article but its new address, and the reason of a withdrawal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from polyclinic.i18n import locales
from polyclinic.library import notice
from polyclinic.library.interface import Words
from polyclinic.library.messages import reason
from polyclinic.library.translation import heading, plain
from polyclinic.library.view import Emergency, Text

if TYPE_CHECKING:
    from polyclinic.i18n.catalog import Catalog
    from polyclinic.i18n.message import Message
    from polyclinic.library.article import Article

# Every page that leads on by itself has this, and the checks know it by it.
REFRESH = '<meta http-equiv="refresh" content="0; url='

# A withdrawn article's file, for all that reads it after us, other plugins too.
EMPTY = "---\nsearch:\n  exclude: true\n---\n"


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a page is; `catalog` is None for readers of the source."""

    locale: str
    source_locale: str
    catalog: Catalog | None

    def say(self, message: Message, **values: Markup) -> Markup:
        """The words of a message; what is not translated says in which language it is."""
        said = Words(self.catalog).gettext(message.msgid)
        if self.catalog is None or said != escape(message.msgid):
            return said % values if values else said
        inner = {name: _span(value, self.locale) for name, value in values.items()}
        return _span(said % inner if inner else said, self.source_locale)

    def title(self, message: Message) -> Text:
        """The words of a title, and their language where that is not the reader's."""
        said = Words(self.catalog).gettext(message.msgid).unescape()
        foreign = self.catalog is not None and said == message.msgid
        return Text(said, self.source_locale if foreign else None)

    def marked(self, text: Text) -> Markup:
        """A text that says its language, where that is not the reader's."""
        words = escape(text.value)
        return words if text.lang is None else _span(words, text.lang)

    def why(self, article: Article) -> Markup | None:
        """The reason of a withdrawal."""
        for message in reason(article):
            said = plain(self.catalog, article.section, message) if self.catalog else message.msgid
            return self.marked(Text(said or message.msgid, None if said else self.source_locale))
        return None

    def emergency(self, country: str) -> Markup:
        """What to do in an emergency, with the number of the deployment's country if it has one."""
        facts = Emergency.of(country)
        if not facts.number:
            return self.say(notice.EMERGENCY)
        number = Markup('<a href="{}" dir="ltr">{}</a>').format(facts.tel, facts.number)
        return self.say(notice.EMERGENCY_NUMBER, number=number)


def _span(words: Markup, locale: str) -> Markup:
    facts = locales.parse(locale)
    span = Markup('<span lang="{}" dir="{}">{}</span>')
    return span.format(facts.tag, facts.direction, words)


@dataclass(frozen=True, slots=True)
class Instead:
    """An article to read in the place of another, and the link to it."""

    article: Article
    url: str


def withdrawn(article: Article, reader: Reader, home_url: str, instead: Instead | None) -> str:
    """The text of a withdrawn article's page, without its heading."""
    lines = [_link(home_url, reader.say(notice.HOME))]
    if instead is not None:
        title = heading(instead.article, reader.catalog, reader.source_locale).title
        link = _link(instead.url, reader.marked(title))
        lines.insert(0, reader.say(notice.INSTEAD, article=link))
    why = reader.why(article)
    if why is not None:
        lines.insert(0, reader.say(notice.REASON, reason=why))
    paragraphs = Markup("").join(
        Markup("<p>{}</p>\n").format(line) for line in (_withdrawn(article, reader), *lines)
    )
    return f'<div class="withdrawn-notice">\n{paragraphs}</div>\n'


def withheld(reader: Reader, home_url: str) -> str:
    """The text of the page of an article that can't be read, without its heading."""
    words, link = reader.say(notice.ARTICLE_WITHHELD), _link(home_url, reader.say(notice.HOME))
    return f'<div class="withdrawn-notice">\n<p>{words}</p>\n<p>{link}</p>\n</div>\n'


def framed(text: str, reader: Reader, title: Message, country: str) -> str:
    """The same with its heading and the emergency sentence, where the template has neither."""
    words, emergency = reader.marked(reader.title(title)), reader.emergency(country)
    return f"<h1>{words}</h1>\n{text}<p><strong>{emergency}</strong></p>\n"


def _withdrawn(article: Article, reader: Reader) -> Markup:
    on = article.withdrawal.on if article.withdrawal else None
    if on is None:
        return reader.say(notice.WITHDRAWN_UNDATED)
    words = locales.format_date_words(on, reader.locale)
    date = Markup('<time datetime="{}">{}</time>').format(on.isoformat(), words)
    return reader.say(notice.WITHDRAWN_ON, date=date)


def _link(url: str, words: str) -> Markup:
    return Markup('<a class="action" href="{}">{}</a>').format(url, words)


def page(reader: Reader, title: Message, site_name: str, head: str, body: str) -> str:
    """A page of our own words alone; nothing of the site's templates could spoil it."""
    facts = locales.parse(reader.locale)
    return (
        "<!doctype html>\n"
        f'<html lang="{facts.tag}" dir="{facts.direction}">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(reader.title(title).value)} · {escape(site_name)}</title>\n"
        '<meta name="robots" content="noindex">\n'
        f"{head}"
        "</head>\n"
        '<body class="page">\n'
        '<main id="page-main">\n<div class="wrap page-body">\n<div class="page-column">\n'
        f"<h1>{reader.marked(reader.title(title))}</h1>\n"
        f"{body}"
        "</div>\n</div>\n</main>\n</body>\n</html>\n"
    )


def is_redirect(html: str) -> bool:
    """Whether a page is one of those that `redirect` makes."""
    return REFRESH in html.partition("</head>")[0]


def redirect(reader: Reader, url: str, canonical: str, site_name: str) -> str:
    """A page that leads on at once, without a script; its link is for who stays."""
    known = Markup('<link rel="canonical" href="{}">\n').format(canonical) if canonical else ""
    head = f'{REFRESH}{escape(url)}">\n{known}'
    body = f"<p>{_link(url, reader.say(notice.MOVED_TO))}</p>\n"
    return page(reader, notice.MOVED, site_name, head, body)
