"""Transcripts looked at before they come in."""

import pytest
from textual.widgets import Input, Static

from qualcode.project.opening import create_project
from qualcode.transcripts.profiles import Profile
from qualcode.transcripts.saved_profiles import read_profile, save_profile
from qualcode.tui.app import QualcodeApp
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.home_screen import HomeScreen
from qualcode.tui.preview.desk import PreviewDesk
from qualcode.tui.preview.screen import PreviewScreen

TALK = "Chercheur: Who?\n\nAnna: I do.\n\nChecheur: And then?\n\nAnna: Me.\n\nChercheur: Good.\n"
OTHER = "Moderator: Who?\n\nOlga: I do.\n\nModerator: And then?\n\nOlga: Me.\n"


@pytest.fixture
def project(tmp_path):
    with create_project(tmp_path / "study", coder="Vera") as made:
        yield made


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TALK)
    (folder / "b.txt").write_text(OTHER)
    (folder / "c.txt").write_text("Nobody speaks here.")
    return folder


async def settled(app, pilot):
    for _ in range(8):
        await app.workers.wait_for_complete()
        await pilot.pause()


def rows(app):
    listed = app.screen.query_one(RowList)
    return [" ".join(listed.render_line(y + 1).text.split()) for y in range(listed.row_count)]


def said(app, widget):
    return str(app.screen.query_one(widget, Static).content)


def seen(project):
    return {facts.name: facts.turns for facts in project.source_list()}


async def test_labels_are_shown_with_counts_doubts_and_where_they_stand(project, files):
    """What is near another label is marked, and the words around it are in sight."""
    app = QualcodeApp(project, preview=PreviewDesk([files]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("down", "down")
        await settled(app, pilot)

        assert [
            "● Chercheur Chercheur moderator 2 1 Name:",
            "● Anna Anna participant 2 3 Name:",
            "● Checheur Checheur ≈ Chercheur? participant 1 5 Name:",
        ] == rows(app)
        assert said(app, "#around").startswith("Checheur: And then?")
        assert "'Checheur' ≈ 'Chercheur'" in said(app, "#doubts")
        assert "a.txt  file 1 of 3 · 1 cannot come in" in said(app, "#head")


async def test_a_slip_is_mended_and_the_files_come_in(project, files):
    """Enter proposes the near label; W writes what can come in, and home shows it."""
    app = QualcodeApp(project, preview=PreviewDesk([files]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert "Chercheur" == app.screen.query_one(Input).value
        await pilot.press("enter")
        await settled(app, pilot)
        assert "● Checheur Chercheur moderator 1 5 Name:" == rows(app)[2]
        await pilot.press("W")
        await settled(app, pilot)

        assert isinstance(app.screen, HomeScreen)
    assert {"a.txt": 5, "b.txt": 4} == seen(project)
    assert ["Chercheur", "Anna"] == [case.label for case in project.case_list() if case.sources == ("a.txt",)]


async def test_a_label_becomes_talk_and_a_speaker_again(project, files):
    """X turns it one way and back; D forgets all that was told."""
    app = QualcodeApp(project, preview=PreviewDesk([files]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("down", "down", "x")
        await settled(app, pilot)
        assert rows(app)[2].startswith("○ Checheur talk")
        assert "4 turns" in said(app, "#head")
        await pilot.press("x")
        await settled(app, pilot)
        assert rows(app)[2].startswith("● Checheur Checheur")
        await pilot.press("m")
        await settled(app, pilot)
        assert "moderator" in rows(app)[2]
        await pilot.press("D")
        await settled(app, pilot)
        assert "participant" in rows(app)[2]


async def test_a_file_without_labels_says_so_and_takes_one_speaker(project, files):
    """B goes to the last file; O asks for a name."""
    app = QualcodeApp(project, preview=PreviewDesk([files]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("B")
        await settled(app, pilot)
        assert "No speaker labels found" in app.screen.query_one(RowList).render_line(0).text
        await pilot.press("o", *"Olga", "enter")
        await settled(app, pilot)

        assert "1 turns · 1 participants" in said(app, "#head")


async def test_a_profile_is_kept_and_read(project, files):
    """S keeps what was told; P reads it for another file."""
    app = QualcodeApp(project, preview=PreviewDesk([files]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("x", "S", *"Trint", "enter")
        await settled(app, pilot)
        assert Profile(renamed=(("Chercheur", ""),)) == read_profile("Trint")
        save_profile("Trint", Profile(renamed=(("Olga", "Ольга"),)))
        await pilot.press("n", "p", "enter")
        await settled(app, pilot)

        assert rows(app)[1].startswith("● Olga Ольга")


async def test_escape_imports_nothing(project, files):
    """And home is there."""
    app = QualcodeApp(project, preview=PreviewDesk([files]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        assert isinstance(app.screen, PreviewScreen)
        await pilot.press("escape")
        await settled(app, pilot)

        assert isinstance(app.screen, HomeScreen)
    assert {} == seen(project)


async def test_home_leads_there(project, files):
    """A asks for a path and says when nothing is there."""
    app = QualcodeApp(project)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(app, pilot)
        await pilot.press("a", "x", "enter")
        await pilot.pause()
        assert "there is no such file" in str(app.screen.query_one("#remark", Static).content)
        app.screen.query_one(Input).value = str(files)
        await pilot.press("enter")
        await settled(app, pilot)

        assert isinstance(app.screen, PreviewScreen)


async def test_what_stands_beside_labels_is_named_by_key(project, tmp_path):
    """The screen asks for names where it knows none, and shows what comes of them."""
    file = tmp_path / "a.txt"
    file.write_text("R1 (woman, 34, Tula): Yes.\n\nR2 (man, 51, Perm): No.\n\nR1 (woman, 34, Tula): So.\n")
    app = QualcodeApp(project, preview=PreviewDesk([file]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        assert "'Tula' (label_1)" in said(app, "#doubts")

        await pilot.press("V")
        app.screen.query_one(Input).value = "city"
        await pilot.press("enter")
        await settled(app, pilot)

        assert "label_1" not in said(app, "#doubts")
        assert "● R1 R1 participant 2 1 Name: age 34, gender woman, c…" == rows(app)[0]
        await pilot.press("W")
        await settled(app, pilot)
    assert "city" in str(project.case_list())
