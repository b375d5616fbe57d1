"""How hard a text is to read: each formula on texts that are counted by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from polyclinic.check.readability import FORMULAS, count, formula, measure, sentences_of, words
from polyclinic.check.syllables import BY_LANGUAGE
from polyclinic.cli.reading import command
from small_library import copied

if TYPE_CHECKING:
    from pathlib import Path

SYLLABLES = {
    "en": "make 1 table 2 used 1 treated 2 media 3 science 2 tissue 2 freezing 2 area 3 people 2 "
    "cell 1 while 1 medicine 3 patient 2 temperature 4 action 2 special 2 usual 3",
    "es": "día 2 tiene 2 cirugía 4 oído 3 leer 2 úlcera 3 ahora 3 muy 1 guía 2 que 1 agua 2 raíz 2 "
    "pingüino 3 médico 3 congelación 4 tratamiento 4 rayos 2 proyecto 3 aéreo 4 veía 3 ciudad 2",
    "pt": "dia 2 não 1 história 3 água 2 paciente 4 muito 2 saúde 3 ainda 3 cair 2 rainha 3 mãe 1 "
    "coração 3 quando 2 cirurgia 4 meu 1 região 3 põe 1 limões 2 emergência 4 doença 3 saída 3",
    "fr": "patient 2 médecin 3 vie 1 client 2 créer 2 eau 1 naïf 2 question 2 opération 4 le 1 "
    "rouge 1 noël 2 année 2 idées 2 hôpital 3 qui 1 réaction 3 maladie 3 l'hôpital 3 est-ce 2",
}
COUNTED = [
    (language, word, int(number))
    for language, listed in SYLLABLES.items()
    for word, number in zip(listed.split()[::2], listed.split()[1::2], strict=True)
]


@pytest.mark.parametrize(("language", "word", "number"), COUNTED)
def test_syllables_are_those_of_the_dictionary(language: str, word: str, number: int) -> None:
    assert BY_LANGUAGE[language](word) == number
    assert BY_LANGUAGE[language](word.upper()) == number


# Six sentences of five words, all of one syllable: 5 words a sentence, 1 syllable a word.
SHORT = {
    "en": ("The cat sat on it.", 0.39 * 5 + 11.8 - 15.59),
    "es": ("El pan no es mal.", 206.835 - 62.3 - 5),
    "fr": ("Le chat a peur là.", 207 - 1.015 * 5 - 73.6),
    "pt-BR": ("O pão não é mau.", 248.835 - 1.015 * 5 - 84.6),
    # No word has more than six letters.
    "uk": ("Ця вода не є моя.", 5.0),
    "ar": ("هذا ماء من بئر قريب.", 5.0),
    "hi": ("यह घर बहुत बड़ा है।", 5.0),
    "vi": ("Tôi uống một cốc nước.", 5.0),
    "zh-Hans": ("我喝杯水。", 4.0),
}


@pytest.mark.parametrize("locale", SHORT)
def test_each_formula_gives_what_is_counted_by_hand(locale: str) -> None:
    sentence, figure = SHORT[locale]
    space = "" if locale == "zh-Hans" else " "
    assert measure(f"<p>{space.join([sentence] * 10)}</p>", locale) == round(figure, 1)


@pytest.mark.parametrize("locale", ["uk", "ar", "hi"])
def test_lix_adds_the_long_words_of_a_hundred(locale: str) -> None:
    long = {"uk": "Здоровий", "ar": "المستشفيات", "hi": "अस्पतालवालालोग"}[locale]
    text = " ".join([f"{long} {SHORT[locale][0]}"] * 10)
    assert measure(f"<p>{text}</p>", locale) == round(6 + 100 / 6, 1)


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "Take 2.5 mg. Then rest.", 2),
        ("en", "See Dr. Who. Go now!", 2),
        ("en", "Call 911 (e.g. from home). Wait.", 2),
        ("en", "Bone", 0),
        ("en", 'He said "Stop." She did.', 2),
        ("fr", "« Où ? » Ici. Voilà…", 3),
        ("es", "¿Duele? ¡Llame! Espere.", 3),
        ("ar", "هل تشعر بألم؟ اتصل الآن. انتظر!", 3),
        ("hi", "दर्द है? फ़ोन करें। रुकें।", 3),
        ("zh", "疼吗？请打电话。等一下！", 3),
        ("zh", "他说：“停。”她停了。", 2),
        ("uk", "Див. вул. Шевченка. Зачекайте.", 2),
        ("en", "", 0),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(language: str, text: str, number: int) -> None:
    assert len(list(sentences_of(text, language))) == number


@pytest.mark.parametrize(
    ("language", "sentence", "number"),
    [
        ("en", "You're the 1,000th well-known patient.", 6),
        ("fr", "L’hôpital n’est pas loin.", 4),
        ("ar", "يُبرَّد المسبارُ", 2),
        ("hi", "अस्‍पताल में", 2),
        ("zh", "服用5 mg药", 5),
        ("vi", "sức khỏe", 2),
        ("uk", "здоров’я", 1),
        ("en", "٣٨٫٥ {} — …", 1),
    ],
)
def test_words_are_what_readers_call_words(language: str, sentence: str, number: int) -> None:
    assert len(words(sentence, language)) == number


def test_only_running_text_in_the_page_s_language_counts() -> None:
    html = (
        "<h2>Is this a heading?</h2><p>One here.</p><table><tr><td>No cell.</td></tr></table>"
        "<ul><li>Two here. <ul><li>Three here.</li><li>Bone</li></ul></li></ul>"
        '<p lang="fr">Pas ici.</p><pre>No code.</pre><p>Four <em>he</em>re<br>now.</p>'
    )
    found = [" ".join(sentence) for sentence in count(html, "en").sentences]
    assert found == ["One here", "Two here", "Three here", "Four here now"]


@pytest.mark.parametrize("html", ["", "<p>Too short.</p>", "<p>" + "word " * 5000 + "</p>"])
def test_too_little_to_measure_gives_no_figure(html: str) -> None:
    assert measure(html, "en") is None


def test_every_formula_says_its_source_and_which_way_is_easier() -> None:
    for known in FORMULAS.values():
        assert known.source
        assert "easier" in known.meaning
    assert formula("sw").name == "LIX"


TEXT = "---\ntitle: Rest\nsummary: How to rest.\n---\n" + "The cat sat on it. " * 10 + "\n"


def run(root: Path, *arguments: str) -> str:
    done = CliRunner().invoke(command, ["-f", str(root / "mkdocs.yml"), *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_command_shows_what_a_figure_was(tmp_path: Path) -> None:
    root = copied(tmp_path)
    article = next((root / "docs").rglob("*.md"))
    article.write_text(TEXT, encoding="utf-8")
    name = article.relative_to(root / "docs").as_posix()
    kept = tmp_path / "kept.json"
    kept.write_text(run(root, "--format", "json"), encoding="utf-8")
    row = {"article": name, "locale": "en", "formula": "Flesch-Kincaid grade, count 2"}
    assert {**row, "figure": -1.8} in json.loads(kept.read_text("utf-8"))
    article.write_text(TEXT.replace("sat on it", "sat on it and on that"), encoding="utf-8")
    line = next(
        line
        for line in run(root, "--against", str(kept)).splitlines()
        if line.startswith(f"{name} ") and " en " in line
    )
    assert line.split()[1:4] == ["en", "-0.7", "-1.8"]


@pytest.mark.parametrize("text", ["[1]", "{}", "", '[{"article": "a"}]', "null"])
def test_a_file_that_is_not_ours_is_named(tmp_path: Path, text: str) -> None:
    root = copied(tmp_path)
    wrong = tmp_path / "wrong.json"
    wrong.write_text(text, encoding="utf-8")
    arguments = ["-f", str(root / "mkdocs.yml"), "--against", str(wrong)]
    done = CliRunner().invoke(command, arguments)
    assert "wrong.json" in str(done.exception)
