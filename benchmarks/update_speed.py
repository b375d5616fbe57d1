"""Measure `polyclinic update` of 2,000 messages of which 5% changed, in CPU seconds.

Run `python benchmarks/update_speed.py`. It makes a site of 60 articles and one language in a
temporary folder, translates it, edits 5% of the paragraphs and times the whole command: process
start, reading the articles, matching, writing. The figure to keep is at most 1 CPU second.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from polyclinic.i18n import po

ARTICLES = 60
PARAGRAPHS = 33
CHANGED = 0.05
SECTIONS = ("conditions", "procedures", "tests")
TEXT = """
the doctor nurse needle freezes tumour cells skin small cold probe through before after treatment
you may feel pressure pain call us if bleeding fever does not stop drink water rest two days
medicine blood thinner tell your team about allergies pregnancy scan shows
"""
SETTINGS = """\
site_name: Clinic
plugins:
  - i18n:
      languages:
        - { locale: en, name: English, default: true }
        - { locale: fr, name: Français }
  - polyclinic
"""
COMMAND = "from polyclinic.cli.main import main; main()"


def main() -> None:
    """Make the site, update it, and print what the update took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_site(folder)
        update(folder)
        count = translate(folder)
        changed = edit(folder)
        before = cpu_seconds()
        update(folder)
        seconds = cpu_seconds() - before
    print(f"update of {count} messages, {changed} of them changed: {seconds:.2f} CPU s")


def update(folder: Path) -> None:
    """Run the command in a new process."""
    subprocess.run([sys.executable, "-c", COMMAND, "update"], cwd=folder, check=True)


def cpu_seconds() -> float:
    """Sum the CPU time of all processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def write_site(folder: Path) -> None:
    """Write articles of random sentences: a title, and paragraphs of 3 to 45 words."""
    chance = random.Random(20)  # noqa: S311 - a repeatable text, no secret
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "locales").mkdir()
    for number in range(ARTICLES):
        path = folder / "docs" / SECTIONS[number % len(SECTIONS)] / f"article-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        lengths = [3, *(chance.randint(3, 45) for _ in range(PARAGRAPHS - 1))]
        texts = [" ".join(chance.choices(TEXT.split(), k=length)) for length in lengths]
        path.write_text("# " + "\n\n".join(texts) + "\n", encoding="utf-8")


def translate(folder: Path) -> int:
    """Translate every message into capitals, and count them."""
    count = 0
    for path in folder.glob("locales/fr/LC_MESSAGES/*.po"):
        file = po.load(path)
        entries = [e if e.is_header else e.changed(msgstr=e.msgid.upper()) for e in file.entries]
        po.write_if_changed(path, po.dump(po.PoFile(tuple(entries))))
        count += len(file.messages)
    return count


def edit(folder: Path) -> int:
    """Change one word in some of the paragraphs, and count these."""
    chance = random.Random(21)  # noqa: S311 - a repeatable choice, no secret
    count = 0
    for path in sorted(folder.glob("docs/*/*.md")):
        texts = path.read_text(encoding="utf-8").split("\n\n")
        for number, text in enumerate(texts):
            if chance.random() < CHANGED:
                first, _, rest = text.partition(" ")
                texts[number] = f"{first} changed {rest.partition(' ')[2]}"
                count += 1
        path.write_text("\n\n".join(texts), encoding="utf-8")
    return count


if __name__ == "__main__":
    main()
