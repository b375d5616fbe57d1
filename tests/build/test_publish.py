"""Releases: always whole, never mixed, whoever is killed and whatever the folder holds."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import warnings
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyclinic.build import publish, seal
from polyclinic.build.publish import RECORD, Release
from polyclinic.diagnostic import PolyclinicError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

OLD = {"index.html": "take 5 mg", "fr/index.html": "prenez 5 mg", "fr/a/b.css": "p {}"}
NEW = {"index.html": "take 9 mg", "fr/index.html": "prenez 5 mg", "new/c.js": "1"}


def make(site: Path, files: Mapping[str, str]) -> Path:
    """A site as a build leaves it."""
    shutil.rmtree(site, ignore_errors=True)
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    seal.put(site)
    return site


def read(folder: Path) -> dict[str, str]:
    """What a server finds in a folder."""
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != RECORD
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make(tmp_path / "site", OLD)


@pytest.fixture
def www(tmp_path: Path) -> Path:
    return tmp_path / "www"


def test_readers_get_the_whole_site_and_no_mark_of_the_build(site: Path, www: Path) -> None:
    done = publish.publish(site, www)
    assert (done.is_new, done.files, done.changed) == (True, 3, 3)
    assert read(www / "current") == OLD


def test_the_folder_may_move_and_be_copied(site: Path, www: Path) -> None:
    publish.publish(site, www)
    assert str((www / "current").readlink()) == f"releases/{publish.releases(www)[1].name}"  # type: ignore[union-attr]


def test_the_same_site_twice_is_one_release(site: Path, www: Path) -> None:
    first = publish.publish(site, www)
    second = publish.publish(make(site, OLD), www)
    assert (second.is_new, second.release) == (False, first.release)
    assert [entry.name for entry in (www / "releases").iterdir()] == [first.release.name]


def test_a_file_that_is_gone_makes_a_new_release(site: Path, www: Path) -> None:
    publish.publish(site, www)
    (site / "fr/a/b.css").unlink()
    assert publish.publish(site, www).is_new
    assert "fr/a/b.css" not in read(www / "current")


def test_what_did_not_change_takes_no_room_again(site: Path, www: Path) -> None:
    one = publish.publish(site, www).release
    two = publish.publish(make(site, NEW), www)
    first, second = (www / "releases" / release.name for release in (one, two.release))
    assert (second / "fr/index.html").samefile(first / "fr/index.html")
    assert not (second / "index.html").samefile(first / "index.html")
    assert (two.files, two.changed) == (3, 2)


def test_the_same_content_has_the_same_time_and_another_content_another(
    site: Path, www: Path
) -> None:
    """A server's ETag is made of time and size, and “5” is as long as “9”."""
    times = []
    for text in ("take 5 mg", "take 9 mg", "take 5 mg"):
        publish.publish(make(site, {**OLD, "index.html": text}), www)
        state = (www / "current/index.html").stat()
        times.append((int(state.st_mtime), state.st_size))
    assert times[0] == times[2] != times[1]


@given(st.binary(max_size=40))
def test_no_file_is_of_a_time_to_come(content: bytes) -> None:
    first, last = 631_152_000, 1_704_067_200  # 1990 and 2024
    assert first <= publish.time_of(publish.digest_of(content)) < last


def test_a_server_may_read_all_of_it(site: Path, www: Path) -> None:
    mask = os.umask(0o077)
    try:
        publish.publish(site, www)
    finally:
        os.umask(mask)
    found = [www, www / "releases", *(www / "releases").rglob("*")]
    assert {p.stat().st_mode & 0o777 for p in found if p.is_dir()} == {0o755}
    assert {p.stat().st_mode & 0o777 for p in found if p.is_file()} == {0o644}


def test_a_release_that_somebody_edited_is_not_linked_again(site: Path, www: Path) -> None:
    publish.publish(site, www)
    (www / "current/index.html").write_text("take 5 kg")
    done = publish.publish(site, www)
    assert (done.is_new, done.changed) == (True, 1)
    assert read(www / "current") == OLD


def test_without_hard_links_files_are_copied(
    site: Path, www: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish.publish(site, www)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert publish.publish(make(site, NEW), www).changed == 2
    assert read(www / "current") == NEW
    assert not publish.publish(site, www).is_new


def versions(site: Path, www: Path, *texts: str, keep: int = 5) -> list[Release]:
    """Publish one site after the other."""
    return [
        publish.publish(make(site, {**OLD, "index.html": text}), www, keep).release
        for text in texts
    ]


def test_the_last_ones_are_kept(site: Path, www: Path) -> None:
    made = versions(site, www, "a", "b", "c", "d", keep=2)
    assert publish.releases(www) == (made[:1:-1], made[-1])


def test_a_rollback_leads_to_what_readers_had_before(site: Path, www: Path) -> None:
    a, b, c = versions(site, www, "a", "b", "c")
    assert publish.rollback(www) == (b, c)
    assert read(www / "current")["index.html"] == "b"
    assert publish.rollback(www) == (a, b)


def test_a_rollback_never_leads_to_a_release_that_was_rolled_back(site: Path, www: Path) -> None:
    a, b = versions(site, www, "a", "a bad one")
    publish.rollback(www)
    (c,) = versions(site, www, "c")
    assert publish.rollback(www) == (a, c)
    assert b in publish.releases(www)[0]


def test_the_release_that_one_could_go_back_to_is_kept_before_a_bad_one(
    site: Path, www: Path
) -> None:
    a, bad = versions(site, www, "a", "bad")
    publish.rollback(www)
    (c,) = versions(site, www, "c", keep=2)
    assert publish.releases(www)[0] == [c, a]
    assert bad not in publish.releases(www)[0]


@pytest.mark.parametrize("way", ["name", "number", "digest"])
def test_a_rollback_finds_a_release_by_what_one_types(way: str, site: Path, www: Path) -> None:
    a, _, c = versions(site, www, "a", "b", "c")
    typed = {"name": a.name, "number": "1", "digest": a.digest}[way]
    assert publish.rollback(www, typed) == (a, c)


def problem(work: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(PolyclinicError) as found:
        work()
    return found.value.diagnostic.message, found.value.diagnostic.help


def test_of_a_wrong_release_the_nearest_is_named(site: Path, www: Path) -> None:
    a, b = versions(site, www, "a", "b")
    slip = f"{a.name[:-1]}x"
    assert problem(lambda: publish.rollback(www, slip)) == (
        f"{slip!r} is no release here",
        f"did you mean {a.name}?",
    )
    assert problem(lambda: publish.rollback(www, "7"))[1] == f"choose one of {b.name}, {a.name}"


def test_there_is_nothing_before_the_first(site: Path, www: Path) -> None:
    (a,) = versions(site, www, "a")
    said = problem(lambda: publish.rollback(www))
    assert said == ("there is no release before the current one", f"choose one of {a.name}")


# What is refused


def test_half_a_site_is_not_published(site: Path, www: Path) -> None:
    seal.take_off(site)
    assert "no build of this site came to its end" in problem(lambda: publish.publish(site, www))[0]
    assert not www.exists()


def test_no_site_is_not_published(tmp_path: Path, www: Path) -> None:
    said = problem(lambda: publish.publish(tmp_path / "none", www))
    assert said == ("there is no built site", "run `polyclinic build` first")


def test_a_folder_with_other_things_is_left_alone(site: Path, www: Path) -> None:
    www.mkdir()
    (www / "thesis.odt").write_text("years of work")
    said = problem(lambda: publish.publish(site, www))[0]
    assert said == "the folder holds other things: thesis.odt"
    assert names(www) == ["thesis.odt"]


@pytest.mark.parametrize("inside", [".", "releases", "a/b"])
def test_a_site_is_not_published_into_itself(inside: str, site: Path) -> None:
    before = names(site)
    assert "not published into the site" in problem(lambda: publish.publish(site, site / inside))[0]
    assert names(site) == before


def test_a_private_folder_takes_no_site(site: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    private = {"the articles": tmp_path / "docs"}
    work = lambda: publish.publish(site, tmp_path / "docs/www", private=private)  # noqa: E731
    assert problem(work)[0] == "a site is not published into the articles"


def test_a_link_that_leads_out_of_the_site_is_refused(site: Path, www: Path) -> None:
    (site / "passwd").symlink_to("/etc/passwd")
    assert problem(lambda: publish.publish(site, www))[0] == "it is neither a file nor a folder"
    assert not (www / "current").exists()


def test_a_file_in_the_place_of_the_folder_or_the_link_is_refused(site: Path, www: Path) -> None:
    www.write_text("")
    assert problem(lambda: publish.publish(site, www))[0] == "is no folder"
    www.unlink()
    (www / "current").mkdir(parents=True)
    assert problem(lambda: publish.publish(site, www))[0] == "it is no link to a release"


def test_a_folder_whose_parent_is_not_there_is_a_slip_of_the_pen(site: Path, www: Path) -> None:
    assert problem(lambda: publish.publish(site, www / "health"))[0] == f"there is no folder {www}"


HOLD = """
import sys
from pathlib import Path
from polyclinic.build.publish import _lock
with _lock(Path(sys.argv[1]), "www"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_do_not_publish_at_once(site: Path, www: Path) -> None:
    publish.publish(site, www)
    command = [sys.executable, "-c", HOLD, str(www)]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        said = problem(lambda: publish.publish(make(site, NEW), www))[0]
        assert said == "somebody else is publishing there"
        assert publish.releases(www)[1]  # to look is allowed
        other.kill()
    assert publish.publish(site, www).is_new


def test_a_build_that_ends_while_its_site_is_copied_is_noticed(
    site: Path, www: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish.publish(site, www)
    real = publish._write

    def build_meanwhile(path: Path, *rest: Any) -> None:
        site.rename(site.with_name("old"))
        make(site, OLD)
        monkeypatch.setattr(publish, "_write", real)
        real(path, *rest)

    make(site, NEW)
    monkeypatch.setattr(publish, "_write", build_meanwhile)
    said = problem(lambda: publish.publish(site, www))[0]
    assert said == "the site was built anew while it was copied"
    assert read(www / "current") == OLD


def test_a_full_disk_leaves_readers_what_they_had(
    site: Path, www: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish.publish(site, www)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "new/c.js")

    with monkeypatch.context() as patch:
        patch.setattr(publish, "_write", full)
        said = problem(lambda: publish.publish(make(site, NEW), www))[0]
    assert said == "it can't be published there: No space left on device: new/c.js"
    assert read(www / "current") == OLD
    publish.publish(site, www)
    assert read(www / "current") == NEW
    assert not [name for name in names(www / "releases") if name.startswith(".")]


# Killed at any moment


def killed_at(step: int, site: Path, www: Path) -> bool:
    """Publish in a process that is killed at its nth touch of the disk; tells whether it was."""
    with warnings.catch_warnings():
        # The threads of a parallel run hold nothing that the child needs.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        steps = 0

        def hook(event: str, _: object) -> None:
            nonlocal steps
            if event.startswith(("os.", "shutil.")) or event == "open":
                steps += 1
                if steps == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        publish.publish(site, www, keep=1)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_whoever_is_killed_at_any_moment_leaves_a_whole_site(site: Path, www: Path) -> None:
    publish.publish(site, www)
    seen, step, going_on = [OLD], 0, True
    while going_on:
        step += 1
        wanted = NEW if read(www / "current") == OLD else OLD
        going_on = killed_at(step, make(site, wanted), www)
        found = read(www / "current")
        assert found in (OLD, NEW), f"killed at step {step}"
        seen.append(found)
    assert step > 50  # it was killed more than a few times
    assert NEW in seen
    publish.publish(make(site, {**NEW, "z.html": "z"}), www, keep=1)
    left = names(www / "releases")
    assert left == [publish.releases(www)[1].name]  # type: ignore[union-attr]
    assert names(www) == [".polyclinic-publish", "current", "releases"]


@pytest.mark.parametrize("record", ["", "[]", '{"before": 3}', '{"before": "../../etc"}'])
def test_a_record_that_somebody_edited_is_no_way_back(record: str, site: Path, www: Path) -> None:
    versions(site, www, "a", "b")
    (www / "current" / RECORD).write_text(record)
    assert "no release before" in problem(lambda: publish.rollback(www))[0]


def test_a_link_that_leads_nowhere_is_mended_by_publishing(site: Path, www: Path) -> None:
    (first,) = versions(site, www, "a")
    shutil.rmtree(www / "releases" / first.name)
    assert publish.publish(site, www).is_new
    assert read(www / "current")["index.html"] == "a"
