"""Screens as they look: a small study in the sizes, themes and without the colors that people have.

`tests/tui/screen_text.py` says how snapshots are written anew.
"""

import time
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from qualcode.coding.applying import apply_code, select_for_report
from qualcode.coding.codebook_writing import write_codebook
from qualcode.coding.memos import write_memo
from qualcode.exchange.sources import import_readings
from qualcode.model.transcript import Segment
from qualcode.project.opening import create_project
from qualcode.settings import Settings
from qualcode.transcripts.reading import read_transcript
from qualcode.tui.app import QualcodeApp
from tests.tui.coding_scenes import AGREEMENT, AT, DEFERENCE, FATIGUE, LEADERS, THEMES, TRADER, Scene
from tests.tui.screen_text import check_snapshot, screen_text

TEXT = """\
Group one, Saratov, March 2025

[00:00:05] Moderator: Let us begin with the peace talks. Who would like to say what they think of them, and why? There \
are no wrong answers here, and nobody has to agree with anybody.

[00:00:31] ANNA: Trump is a businessman. You can reach an agreement with him, because he wants to be the one who made \
it. That is how he sees it: he buys, he sells, he goes home. Why not? Better a bad bargain than a good war, as my \
grandmother used to say.

[00:01:12] BORIS: Let the big people decide 🙂. We are small, they will not ask us anyway.

[00:01:20] Moderator: And you, Clara?

[00:01:22] CLARA: I do not follow the news. Not at all. 我不知道. My neighbor says שלום and سلام to everybody, and \
that is politics enough for me.

[01:02:03] ДМИТРИЙ: Главное, чтобы договорились. Мы устали, честно говоря, и от новостей, и от обещаний.

[01:02:40] ANNA: Me neither.
"""
BARGAIN = "You can reach an agreement with him, because he wants to be the one who made it."
LONG = "Trump is a businessman. " + BARGAIN
CODINGS = (
    (LONG, LEADERS, "Vera"),
    ("Trump is a businessman.", TRADER, "Vera"),
    (BARGAIN, AGREEMENT, "Pavel"),
    ("an agreement with him, because he wants", DEFERENCE, "Vera"),
    ("he wants to be the one who made it. That is how he sees it", FATIGUE, "Pavel"),
    ("Мы устали, честно говоря", FATIGUE, "Vera"),
)
SMALL, MIDDLE, LARGE, LARGEST = (80, 24), (120, 40), (200, 60), (300, 100)
DARK, LIGHT = "textual-dark", "textual-light"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A study of one transcript that is the same wherever and whenever it is looked at."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    file = tmp_path / "fg1_saratov.txt"
    file.write_text(TEXT, encoding="utf-8")
    with create_project(tmp_path / "talks", coder="Vera", name="Peace talks") as made:
        import_readings(made.store, [read_transcript(file)], coder="Vera", at=AT)
        with made.store.act("import codebook", "imported a codebook", coder="Vera", at=AT) as unit:
            write_codebook(unit, THEMES)
        source = made.source("fg1_saratov")
        for minutes, (words, code, coder) in enumerate(CODINGS):
            at = AT + timedelta(minutes=minutes)  # lanes go by age where segments are alike
            start = source.text.index(words)
            guid = apply_code(
                made.store, source.guid, Segment(start, start + len(words)), code.guid, coder=coder, at=at
            )
            if minutes == 0:
                write_memo(made.store, "coding", guid, "She says it twice.", coder=coder, at=at)
                select_for_report(made.store, guid, True, coder=coder, at=at)
        yield made
    monkeypatch.undo()
    time.tzset()


@asynccontextmanager
async def screen(project, size, theme, *, source=None):
    """The program under a pilot, at rest."""
    app = QualcodeApp(project, source=source, settings=Settings(theme=theme))
    async with app.run_test(size=size) as pilot:
        scene = Scene(app, pilot)
        if source:
            await scene.settle()
        await at_rest(scene)
        yield scene


async def at_rest(scene):
    await scene.pilot.pause()
    await scene.app.workers.wait_for_complete()
    await scene.pilot.pause()


async def look(project, name, size, theme, keys, *, source=None):
    async with screen(project, size, theme, source=source) as scene:
        for key in keys.split():
            await scene.press(key)
            await at_rest(scene)
        drawn = await screen_text(scene.pilot)
    width, height = size
    check_snapshot(f"{name}-{width}x{height}-{theme.removeprefix('textual-')}", drawn)


@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE, LARGEST])
@pytest.mark.parametrize("theme", [DARK, LIGHT])
async def test_coding(project, size, theme):
    """Five codings over one another in the turn that is selected, a suggestion at hand, several scripts."""
    await look(project, "coding", size, theme, "down", source="fg1_saratov")


@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE])
async def test_coding_without_color(project, size, monkeypatch):
    """Letters and underlines tell what colors tell elsewhere."""
    monkeypatch.setenv("NO_COLOR", "1")
    await look(project, "coding-colorless", size, DARK, "down", source="fg1_saratov")


@pytest.mark.parametrize(("size", "theme"), [(SMALL, DARK), (MIDDLE, LIGHT)])
async def test_a_suggestion(project, size, theme):
    """The current suggestion with its score and reason, and the keys that judge it."""
    await look(project, "suggestion", size, theme, "tab", source="fg1_saratov")


async def test_suggestions_on_the_moderator(project):
    """Asked for, and said in the title."""
    await look(project, "suggestions-moderator", MIDDLE, LIGHT, "f4", source="fg1_saratov")


@pytest.mark.parametrize(("size", "theme"), [(SMALL, DARK), (MIDDLE, LIGHT)])
async def test_the_picker(project, size, theme):
    """Two letters are typed."""
    await look(project, "picker", size, theme, "enter d e", source="fg1_saratov")


@pytest.mark.parametrize(("size", "theme"), [(SMALL, LIGHT), (MIDDLE, DARK)])
async def test_likely_codes(project, size, theme):
    """Above the codes used lately, on the first of which the cursor stands."""
    await look(project, "likely", size, theme, "down down right enter", source="fg1_saratov")


@pytest.mark.parametrize(("size", "theme"), [(SMALL, DARK), (MIDDLE, LIGHT)])
async def test_home(project, size, theme):
    """One source."""
    await look(project, "home", size, theme, "")


@pytest.mark.parametrize(("size", "theme"), [(SMALL, DARK), (MIDDLE, LIGHT)])
async def test_frequencies(project, size, theme):
    """Codes by participants who voiced them."""
    await look(project, "frequencies", size, theme, "T")


@pytest.mark.parametrize(("size", "theme"), [(SMALL, DARK), (MIDDLE, LIGHT)])
async def test_the_codebook_editor(project, size, theme):
    """At a code with codings."""
    await look(project, "codebook", size, theme, "E down down")


@pytest.mark.parametrize(("size", "theme"), [(SMALL, DARK), (MIDDLE, LIGHT)])
async def test_help(project, size, theme):
    """The keys of the coding screen."""
    await look(project, "help", size, theme, "question_mark", source="fg1_saratov")
