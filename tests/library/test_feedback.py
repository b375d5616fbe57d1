"""The link that reports a mistake."""

from __future__ import annotations

from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from polyclinic.config import Organisation
from polyclinic.library.feedback import About, url

PAGE = "https://example.org/ar/procedures/cryoablation/"
ABOUT = About(PAGE, "ar", "45e89067", "خطأ: 50% & more?")


def test_a_letter_names_the_page_its_language_and_its_version() -> None:
    link = url(Organisation(email="contact@example.org"), ABOUT)
    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", "contact@example.org")
    fields = dict(field.split("=") for field in parts.query.split("&"))
    assert unquote(fields["subject"]) == "خطأ: 50% & more?"
    assert unquote(fields["body"]) == f"{PAGE}\r\nar 45e89067\r\n\r\n"
    assert " " not in link
    assert "+" not in link


def test_a_form_is_told_the_same_in_its_query() -> None:
    link = url(Organisation(email="a@b.org", feedback_url="https://f.org/report"), ABOUT)
    assert parse_qs(urlsplit(link).query, keep_blank_values=True) == {
        "page": [PAGE], "language": ["ar"], "version": ["45e89067"], "text": [""],
    }  # fmt: skip
    assert link.endswith("&text=")


def test_a_form_keeps_what_it_asks_for_itself() -> None:
    link = url(Organisation(feedback_url="https://f.org/r?site=a%26b&empty=&text=x#form"), ABOUT)
    query = parse_qs(urlsplit(link).query, keep_blank_values=True)
    assert (query["site"], query["empty"], query["text"]) == (["a&b"], [""], [""])
    assert link.endswith("&text=#form")


@pytest.mark.parametrize("email", ["odd?name@example.org", "a&b@example.org", "a b@example.org"])
def test_an_odd_address_cannot_end_the_recipient(email: str) -> None:
    parts = urlsplit(url(Organisation(email=email), ABOUT))
    assert unquote(parts.path) == email
    message = EmailMessage()
    message["Subject"] = unquote(parts.query.split("&")[0].removeprefix("subject="))
    assert message["Subject"] == ABOUT.subject


def test_without_an_organisation_there_is_no_link() -> None:
    assert not url(Organisation(), ABOUT)
