"""Measure `update` of 2,000 messages of which 5% changed: CPU seconds, process start included.

Run `python benchmarks/update_speed.py`; the figure to keep is at most 1 CPU second.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from polyclinic.i18n import po
from polyclinic.i18n.merge import merge_language
from polyclinic.i18n.message import Message

MESSAGES = 2_000
CHANGED = 0.05
TEXT = """
the doctor nurse needle freezes tumour cells skin small cold probe through before after treatment
you may feel pressure pain call us if bleeding fever does not stop drink water rest two days
medicine blood thinner tell your team about allergies pregnancy scan shows
"""
WORDS = TEXT.split()
SECTIONS = ("conditions", "procedures", "tests", "site")


def main() -> None:
    """Make the catalogs in a temporary folder, update them in a new process, print its CPU time."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _prepare(folder)
        before = _cpu_seconds()
        subprocess.run([sys.executable, __file__, name], check=True)
        seconds = _cpu_seconds() - before
        print(f"update of {MESSAGES} messages, {CHANGED:.0%} changed: {seconds:.2f} CPU s")


def _cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _prepare(folder: Path) -> None:
    chance = random.Random(20)  # noqa: S311 - a repeatable text, no secret
    sections = {section: _messages(section, chance) for section in SECTIONS}
    for section, file in merge_language({}, sections, locale="fr").items():
        entries = tuple(
            e if e.is_header else e.changed(msgstr=e.msgid.upper()) for e in file.entries
        )
        made = po.PoFile(entries)
        po.write_if_changed(folder / f"{section}.po", po.dump(made))
    edited = {name: [_edited(message, chance) for message in sections[name]] for name in sections}
    texts = {name: [asdict(message) for message in edited[name]] for name in edited}
    (folder / "messages.json").write_text(json.dumps(texts), encoding="utf-8")


def _messages(section: str, chance: random.Random) -> list[Message]:
    return [
        Message(
            " ".join(chance.choices(WORDS, k=chance.randint(3, 45))),
            references=(f"docs/{section}/{number // 60}.md",),
        )
        for number in range(MESSAGES // len(SECTIONS))
    ]


def _edited(message: Message, chance: random.Random) -> Message:
    if chance.random() >= CHANGED:
        return message
    words = message.msgid.split()
    words[chance.randrange(len(words))] = "changed"
    return Message(" ".join(words), references=message.references)


def update(folder: Path) -> None:
    """Update the catalogs of the folder: what the command does, without the reading of articles."""
    texts = json.loads((folder / "messages.json").read_text(encoding="utf-8"))
    messages = {name: [Message(**_tuples(text)) for text in texts[name]] for name in texts}
    files = {path.stem: po.load(path) for path in sorted(folder.glob("*.po"))}
    for section, file in merge_language(files, messages, locale="fr").items():
        po.write_if_changed(folder / f"{section}.po", po.dump(file))


def _tuples(text: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in text.items()}


if __name__ == "__main__":
    if sys.argv[1:]:
        update(Path(sys.argv[1]))
    else:
        main()
