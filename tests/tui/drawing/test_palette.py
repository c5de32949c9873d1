"""Colors of the transcript: words can be read on whatever they stand, in the dark theme and in the light one."""

from itertools import combinations

import pytest
from textual.app import App
from textual.color import Color

from qualcode.tui.app import QualcodeApp
from qualcode.tui.codebook.code_colors import PALETTE
from qualcode.tui.drawing.palette import Palette, contrast
from tests.tui.coding_scenes import make_study

READABLE = 4.5  # WCAG 2.2, level AA
COLORS = [color for _, color in PALETTE]
THEMES = ("textual-dark", "textual-light")


async def palette_of(theme):
    app = App()
    async with app.run_test():
        app.theme = theme
        variables = app.get_css_variables()
    return Palette(Color.parse(variables["background"]), Color.parse(variables["foreground"]), is_colorless=False)


def colors_of(style):
    return Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_is_that_of_the_guidelines(first, second, expected):
    """Published pairs; the order does not matter."""
    one, other = Color.parse(first), Color.parse(second)

    assert contrast(one, other) == contrast(other, one) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
async def test_words_on_marks_can_be_read(theme):
    """Under one color of the palette, each two, all; and where they are selected, which swaps the colors."""
    palette = await palette_of(theme)
    for marks in [*[(one,) for one in COLORS], *combinations(COLORS, 2), tuple(COLORS)]:
        _, background = colors_of(palette.coded(marks))

        assert contrast(palette.foreground, background) >= READABLE, marks


@pytest.mark.parametrize("theme", THEMES)
async def test_letters_and_names_of_codes_can_be_read(theme):
    """Letters on their color, names in it."""
    palette = await palette_of(theme)
    for color in COLORS:
        assert contrast(*colors_of(palette.letter(color))) >= READABLE, color
        assert contrast(Color.from_rich_color(palette.name(color).color), palette.background) >= READABLE, color


@pytest.mark.parametrize("theme", THEMES)
async def test_stripes_can_be_seen(theme):
    """As a sign that is no text they need less: 3 (WCAG 2.2, 1.4.11)."""
    palette = await palette_of(theme)
    for color in COLORS:
        assert contrast(Color.from_rich_color(palette.stripe(color).color), palette.background) >= 3, color


@pytest.mark.parametrize("theme", THEMES)
async def test_speakers_can_be_read(theme):
    """Each of the colors that cases have in turn."""
    palette = await palette_of(theme)
    for place in range(12):
        style = palette.speaker(place)

        assert contrast(Color.from_rich_color(style.color), palette.background) >= READABLE, place


@pytest.mark.parametrize("theme", THEMES)
async def test_everything_written_on_the_coding_screen_can_be_read(theme, tmp_path):
    """The moderator's words, numbers, the text before the first turn; above and below, dim words and keys."""
    with make_study(tmp_path) as project:
        app = QualcodeApp(project, source="fg1")
        async with app.run_test() as pilot:
            app.theme = theme
            await pilot.pause()
            transcript, below = app.screen.query_one("#transcript"), app.screen.query_one("#below")
            styles = {
                name: transcript.get_component_rich_style(f"transcript--{name}")
                for name in ("text", "moderator", "number", "preamble")
            }
            styles |= {
                name: below.rich_style + below.get_component_rich_style(f"status--{name}", partial=True)
                for name in ("dim", "key")
            }
            await app.workers.wait_for_complete()

    low = {name: round(contrast(*colors_of(style)), 2) for name, style in styles.items()}
    assert {name: ratio for name, ratio in low.items() if ratio < READABLE} == {}
