from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from polyclinic.diagnostic import PolyclinicError
from polyclinic.i18n.interface import interface_messages
from polyclinic.i18n.message import Message

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATE = """\
{# NOTE: the first link of every page #}
<a href="#main">{{ _("Skip to content") }}</a>
{{ pgettext("role", "Nurse") }}
{{ ngettext("%(num)d page", "%(num)d pages", count) }}
{{ npgettext("list", "One", "Many", count) }}
{% trans name=x %}
  Written by
  {{ name }}
{% endtrans %}
"""


def test_the_texts_of_a_template_are_messages(tmp_path: Path) -> None:
    home = tmp_path / "overrides" / "partials"
    home.mkdir(parents=True)
    (home / "top.html").write_text(TEMPLATE)
    files = ("overrides/partials/top.html",)
    assert interface_messages(tmp_path / "overrides") == [
        Message("Skip to content", notes=("the first link of every page",), references=files),
        Message("Nurse", "role", references=files),
        Message("%(num)d page", references=files, msgid_plural="%(num)d pages"),
        Message("One", "list", references=files, msgid_plural="Many"),
        Message("Written by %(name)s", references=files),
    ]


def test_a_template_with_a_syntax_error_is_an_error_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<p>\n{{ _('a' }}\n")
    with pytest.raises(PolyclinicError, match=r"bad\.html:2: the template cannot be read"):
        interface_messages(tmp_path)


def test_no_folder_is_no_messages(tmp_path: Path) -> None:
    assert interface_messages(tmp_path / "overrides") == []
