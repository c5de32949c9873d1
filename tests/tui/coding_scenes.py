"""A small study on the coding screen, for the tests that press its keys."""

from contextlib import asynccontextmanager
from datetime import UTC, datetime

from qualcode.coding.applying import apply_code
from qualcode.coding.codebook_writing import write_codebook
from qualcode.exchange.sources import import_readings
from qualcode.model.codebook import Code, Codebook, Cue
from qualcode.model.transcript import Segment
from qualcode.project.opening import create_project, now
from qualcode.transcripts.reading import read_transcript
from qualcode.tui.app import QualcodeApp

AT = datetime(2025, 3, 2, 14, 5, tzinfo=UTC)
TEXT = """\
Group one, Saratov

Moderator: What do you think of the talks? Who wants to begin?

ANNA: Trump is a businessman. You can reach an agreement with him. Why not?

BORIS: Let the big people decide 🙂. We are small.

Moderator: And you, Clara?

CLARA: I do not follow the news. Not at all.

ANNA: Me neither.
"""


def code(number, name, key, parent=None, **facts):
    guid = "00000000-0000-4000-8000-0000000000{:02}"
    return Code(guid=guid.format(number), name=name, key=key, parent_guid=parent and guid.format(parent), **facts)


LEADERS = code(1, "Leaders as dealmakers", "d", color="#c0392b")
TRADER = code(2, "Businessman who trades", "d1", 1, cues=(Cue("businessman", language="en"),))
AGREEMENT = code(3, "An agreement can be reached", "d2", 1)
DEFERENCE = code(4, "Deference", "b", color="#8e44ad", cues=(Cue("big people", language="en"),))
FATIGUE = code(5, "Tired of news", "t", cues=(Cue("follow the news", language="en"),))
GROUP = code(6, "Only groups", "g", is_codable=False)
THEMES = Codebook(
    guid="00000000-0000-4000-8000-00000000000a",
    name="Peace talks",
    codes=(LEADERS, TRADER, AGREEMENT, DEFERENCE, FATIGUE, GROUP),
)


def make_study(folder, text=TEXT, coder="Vera"):
    """A project with one source, fg1.txt, and one codebook; the coder whose name it is opened under."""
    file = folder / "fg1.txt"
    file.write_text(text, encoding="utf-8")
    project = create_project(folder / "study", coder="Vera")
    import_readings(project.store, [read_transcript(file)], coder="Vera", at=AT)
    with project.store.act("import codebook", "imported a codebook", coder="Vera", at=AT) as unit:
        write_codebook(unit, THEMES)
    return type(project)(project.store, coder)


def segment_of(project, words):
    text = project.source("fg1").text
    return Segment(text.index(words), text.index(words) + len(words))


def apply(project, words, code, coder="Vera"):
    """Code the first place of those words, and return the coding's GUID."""
    guid = project.source("fg1").guid
    return apply_code(project.store, guid, segment_of(project, words), code.guid, coder=coder, at=now())


def stored(project):
    """What is coded, as (words, code, coder), in order of place."""
    names = {known.guid: known.name for known in THEMES.codes}
    return [(one.quote, names[one.code_guid], one.coder) for one in project.codings()]


class Scene:
    """The coding screen under a pilot."""

    def __init__(self, app, pilot):
        self.app = app
        self.pilot = pilot

    @property
    def screen(self):
        return self.app.screen

    @property
    def selected(self):
        transcript = self.screen.transcript
        return transcript.selection.segment.quote(self.screen.desk.source.text, "fg1")

    def line(self, number):
        """One of the three lines below the transcript."""
        return self.screen.query_one("#below").text(number)

    def drawn(self):
        """The transcript's lines as they are drawn, without the bar at the right."""
        transcript = self.screen.transcript
        return [strip.text[:-1].rstrip() for strip in transcript.render_lines(transcript.size.region)]

    async def press(self, *keys):
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def settle(self):
        """Wait until nothing is being loaded or looked for any more."""
        board = next(screen for screen in reversed(self.app.screen_stack) if hasattr(screen, "suggestions_state"))
        while True:
            await self.pilot.pause()
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()
            if board._desk is not None and not board.desk.outdated and not board.suggestions_state:
                board.show_beside()  # a moment early
                await self.pilot.pause()
                return


@asynccontextmanager
async def coding(project, *, size=(100, 30), source="fg1", settings=None, remember=None, tour=False):
    app = QualcodeApp(project, source=source, settings=settings, remember=remember, tour=tour)
    async with app.run_test(size=size) as pilot:
        scene = Scene(app, pilot)
        await scene.settle()
        yield scene
        await app.workers.wait_for_complete()
