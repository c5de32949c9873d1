from textual.app import App

from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import Suggestion
from qualcode.model.transcript import Segment
from qualcode.tui.suggestions.panel import SuggestionPanel

TRADER = Code(guid="00000000-0000-4000-8000-000000000001", name="Businessman [b]who[/b]", key="d1", color="#c0392b")
JOKE = Code(guid="00000000-0000-4000-8000-000000000002", name="Joke")
BOOKS = (Codebook(guid="00000000-0000-4000-8000-00000000000a", name="Peace talks", codes=(TRADER, JOKE)),)


def suggestion(number, *, code=JOKE, score=0.5, quote="let the big people decide", reason="cue *big people*"):
    return Suggestion(
        source_guid="00000000-0000-4000-8000-0000000000ff",
        segment=Segment(number, number + 1),
        quote=f"{number} {quote}",
        code_guid=code.guid,
        score=score,
        reason=reason,
    )


class Host(App):
    CSS = "SuggestionPanel { width: 40; height: 14; }"

    def __init__(self, suggestions, position, state=""):
        super().__init__()
        self.content = suggestions, position, BOOKS, state
        self.chosen = []

    def compose(self):
        yield SuggestionPanel()

    def on_mount(self):
        self.query_one(SuggestionPanel).show(*self.content)

    def on_suggestion_panel_chosen(self, message):
        self.chosen.append(message.index)


def lines(app):
    panel = app.query_one(SuggestionPanel)
    return [panel.render_line(y).text.rstrip() for y in range(panel.size.height)]


MANY = tuple(suggestion(number) for number in range(100))


async def test_the_current_suggestion_stands_in_full():
    """Code, score, reason and the whole quote are shown; what comes next is shown in short."""
    current = suggestion(0, code=TRADER, score=0.91, quote="Trump is a businessman, \x1b[2J he counts money")
    app = Host((current, suggestion(1, score=0.07)), 0)
    async with app.run_test():
        shown = lines(app)

    assert [line for line in shown if line] == [
        "▶ ▌d1 Businessman [b]who[/b]",
        "┃ █████ 91%",
        "┃ cue *big people*",
        "┃ “0 Trump is a businessman, ␛[2J he",
        "┃ counts money”",
        "  7% ▏Joke",
        "      “1 let the big people decide”",
    ]


async def test_a_long_quote_is_cut():
    """The current quote takes four lines at most."""
    app = Host((suggestion(0, quote="word " * 200),), 0)
    async with app.run_test():
        quote = [line for line in lines(app) if "word" in line]

    assert (len(quote), quote[-1][-1]) == (4, "…")


async def test_neighbors_before_and_after_are_in_sight():
    """In the middle of many, the window holds some before the current one and some after."""
    app = Host(MANY, 50)
    async with app.run_test():
        shown = "\n".join(lines(app))

    assert [number for number in range(100) if f"“{number} " in shown] == [48, 49, 50, 51, 52]


async def test_at_the_end_the_window_is_filled_from_above():
    """The last suggestion stands whole at the bottom, and no line stays empty."""
    app = Host(MANY, 99)
    async with app.run_test():
        shown = lines(app)

    assert (shown[-1], all(shown)) == ("┃ “99 let the big people decide”", True)


async def test_without_a_current_one_the_list_starts_at_its_beginning():
    """Before the coder has gone to any, all are shown in short from the first."""
    app = Host(MANY, None)
    async with app.run_test():
        shown = lines(app)

    assert shown[1] == "      “0 let the big people decide”"


async def test_the_state_is_said_at_the_lower_border():
    """What is going on stands there, also when there is nothing to show."""
    app = Host((), None, "loading the language…")
    async with app.run_test():
        said = app.query_one(SuggestionPanel).border_subtitle

    assert said == "loading the language…"


async def test_a_click_tells_which_suggestion_was_meant():
    """Any line of a suggestion stands for it; empty lines for none."""
    app = Host((suggestion(0), suggestion(1)), 0)
    async with app.run_test() as pilot:
        for row in (1, 2, 6, 12):
            await pilot.click(SuggestionPanel, offset=(8, row))

    assert app.chosen == [0, 0, 1]


async def test_new_suggestions_replace_the_old():
    """The panel shows what it was last told, and clicks mean that."""
    app = Host(MANY, 0)
    async with app.run_test() as pilot:
        app.query_one(SuggestionPanel).show((suggestion(7),), None, BOOKS, "1 left")
        await pilot.pause()
        shown = [line for line in lines(app) if line]

    assert shown == [" 50% ▏Joke", "      “7 let the big people decide”"]


async def test_a_code_that_is_gone_is_said_to_be():
    """A suggestion of a code that is in no codebook does not fail."""
    stranger = Code(guid="00000000-0000-4000-8000-000000000009", name="Stranger")
    app = Host((suggestion(0, code=stranger),), None)
    async with app.run_test():
        shown = lines(app)

    assert shown[0] == " 50% code not in the codebook"
