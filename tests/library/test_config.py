"""Settings are read as MkDocs reads them, and what is wrong is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from polyclinic import config
from polyclinic.config import AGES, Ages, Notice, Profile
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
        ("plugins:\n  - polyclinic: { profile: [us] }", "write one of us, uk, global"),
        ("plugins:\n  - polyclinic: { ages: 36 }", "ages is not a list of names and values"),
        ("plugins:\n  - polyclinic: { ages: { reviews: 36 } }", "did you mean review?"),
        ("plugins:\n  - polyclinic: { ages: { days: 36 } }", "the settings are review, warning"),
    ],
)
def test_what_is_wrong_is_named_with_a_remedy(tmp_path: Path, text: str, said: str) -> None:
    assert said in refusal(tmp_path, text)


@pytest.mark.parametrize("value", ["0", "-1", "121", "36.5", '"36"', "36 months", "true", "[36]"])
def test_an_age_is_a_whole_number_that_makes_sense(tmp_path: Path, value: str) -> None:
    said = refusal(tmp_path, f"plugins: [polyclinic: {{ ages: {{ review: {value} }} }}]")
    assert "polyclinic: ages: review can't be" in said
    assert "write a whole number of months from 1 to 120" in said


@pytest.mark.parametrize(
    ("setting", "place"),
    [
        ("ages:\n        revew: 36", "mkdocs.yml:5:9: "),
        ("ages:\n        warning: 90\n        review: ninety", "mkdocs.yml:6:17: "),
        ("helth: true", "mkdocs.yml:4:7: "),
        ("profile:  eu", "mkdocs.yml:4:17: "),
        ("organisation: { mail: x }", "mkdocs.yml:4:23: "),
        ("severity:\n        TRN101: loud", "mkdocs.yml:5:17: "),
    ],
)
@pytest.mark.parametrize("plugins", ["  - search\n  - polyclinic:", "  search: {}\n  polyclinic:"])
def test_a_wrong_setting_is_told_with_its_line_and_column(
    tmp_path: Path, plugins: str, setting: str, place: str
) -> None:
    text = f"plugins:\n{plugins}\n      {setting}\n"
    assert refusal(tmp_path, text).startswith(place)


def test_a_wrong_setting_is_found_in_the_file_it_is_inherited_from(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("site_name: Base\nplugins:\n  polyclinic: { ages: 1 }\n")
    assert refusal(tmp_path, "INHERIT: base.yml\n").startswith("base.yml:3:17: ")


def test_the_ages_are_those_of_the_profile_but_for_what_the_site_says(tmp_path: Path) -> None:
    text = "plugins:\n  - polyclinic: { profile: uk, ages: { review: 24 } }"
    assert load(tmp_path, text).options.ages == Ages(review=24, warning=90)
    for profile in Profile:
        text = f"plugins:\n  - polyclinic: {{ profile: {profile.value} }}"
        assert load(tmp_path, text).options.ages == AGES[profile]


def test_a_file_that_is_not_utf_8_is_named_with_the_place(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_bytes(b"site_name: Clinic\n# caf\xe9\n")
    with pytest.raises(PolyclinicError, match=r"mkdocs\.yml:2"):
        config.load(file)


def test_a_rule_may_be_told_otherwise_or_not_at_all(tmp_path: Path) -> None:
    text = "plugins:\n  - polyclinic: { severity: { trn101: info, TRN102: off } }"
    assert load(tmp_path, text).options.severity == {"TRN101": "info", "TRN102": "off"}
