"""Settings are read as MkDocs reads them, and what is wrong is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from polyclinic import config
from polyclinic.config import Notice, Profile
from polyclinic.diagnostic import PolyclinicError

if TYPE_CHECKING:
    from pathlib import Path

MINIMAL = "site_name: Clinic\n"


def load(tmp_path: Path, text: str) -> config.Settings:
    file = tmp_path / "mkdocs.yml"
    file.write_text(text, encoding="utf-8")
    return config.load(file)


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(PolyclinicError) as raised:
        load(tmp_path, text)
    return str(raised.value.diagnostic)


def test_what_is_not_said_has_the_defaults_of_mkdocs(tmp_path: Path) -> None:
    settings = load(tmp_path, MINIMAL)
    assert settings.docs_dir == tmp_path / "docs"
    assert settings.site_dir == tmp_path / "site"
    assert settings.locales_dir == tmp_path / "locales"
    assert settings.extensions == ("toc", "tables", "fenced_code")
    assert (settings.source_locale, settings.locales) == ("en", ())
    assert settings.options.health is False


def test_the_languages_are_those_of_the_i18n_plugin(tmp_path: Path) -> None:
    text = """
plugins:
  - i18n:
      languages:
        - { locale: fr, name: Français }
        - { locale: en, name: English, default: true }
        - { locale: de, name: Deutsch, build: false }
  - polyclinic: { profile: us, country: ca, notice: template, health: true }
"""
    settings = load(tmp_path, MINIMAL + text)
    assert (settings.source_locale, settings.locales) == ("en", ("fr",))
    options = settings.options
    assert (options.profile, options.country) == (Profile.US, "CA")
    assert options.notice is Notice.TEMPLATE


def test_names_of_python_objects_and_variables_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLINIC_NAME", "Ours")
    text = """
site_name: !ENV [CLINIC_NAME, Other]
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      missing: !!python/name:no.such.thing
  - toc: { permalink: true }
"""
    settings = load(tmp_path, text)
    assert settings.site_name == "Ours"
    assert callable(settings.extension_configs["pymdownx.emoji"]["emoji_index"])
    assert settings.extension_configs["toc"] == {"permalink": True}


def test_settings_may_be_inherited(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("site_name: Base\ntheme: { name: material }\n")
    settings = load(tmp_path, "INHERIT: base.yml\nsite_url: https://example.org/\n")
    assert (settings.site_name, settings.site_url) == ("Base", "https://example.org/")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("site_name: [", "mkdocs.yml:1:13: is not valid YAML"),
        ("just text", "mkdocs.yml:1:1: is no list of settings"),
        ("plugins:\n  - polyclinic: { helth: true }", "did you mean health?"),
        ("plugins:\n  - polyclinic: { profile: eu }", "write one of us, uk, global"),
        ("plugins:\n  - polyclinic: { organisation: { mail: x } }", "did you mean email?"),
        ("plugins:\n  - polyclinic: { organisation: us }", "not a list of names and values"),
        ("plugins:\n  - polyclinic: { severity: { TRN101: loud } }", "write one of error"),
        ("plugins:\n  - polyclinic: { severity: 1 }", "not a list of codes"),
        ("markdown_extensions: toc", "markdown_extensions is not a list"),
    ],
)
def test_what_is_wrong_is_named_with_a_remedy(tmp_path: Path, text: str, said: str) -> None:
    assert said in refusal(tmp_path, text)


def test_a_file_that_is_not_utf_8_is_named_with_the_place(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_bytes(b"site_name: Clinic\n# caf\xe9\n")
    with pytest.raises(PolyclinicError, match=r"mkdocs\.yml:2"):
        config.load(file)


def test_a_rule_may_be_told_otherwise_or_not_at_all(tmp_path: Path) -> None:
    text = "plugins:\n  - polyclinic: { severity: { trn101: info, TRN102: off } }"
    assert load(tmp_path, text).options.severity == {"TRN101": "info", "TRN102": "off"}
