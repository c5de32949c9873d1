"""Which suggestions a screen is given first, and which afterwards."""

import pytest

from qualcode.exchange.sources import import_readings
from qualcode.transcripts.reading import read_transcript
from qualcode.tui.desk.loading import Suggested, look_for_suggestions
from tests.tui.coding_scenes import AT, DEFERENCE, TRADER, apply, make_study

# Businessmen are spoken of everywhere and hardly ever coded; what stands around them is.
TEXT = "\n\n".join(
    f"ANNA: Let the big people decide number {place}.\n\nBORIS: A businessman sold {place} apples on the market."
    for place in range(12)
)


@pytest.fixture
def project(tmp_path):
    with make_study(tmp_path, text=TEXT) as made:
        import_second(made, tmp_path)
        yield made


def import_second(project, folder):
    """Another source, which nobody codes."""
    file = folder / "fg2.txt"
    text = TEXT.replace("sold", "met us in room").replace("apples on the market", "and went home late")
    file.write_text(text, encoding="utf-8")
    import_readings(project.store, [read_transcript(file)], coder="Vera", at=AT)


def looked(project):
    """What is posted for the second source."""
    posted = []
    look_for_suggestions(project, project.source("fg2").guid, posted.append, lambda: False, with_moderator=False)
    return [one for one in posted if isinstance(one, Suggested)]


def places(found):
    return {(one.segment.start, one.code_guid) for one in found.suggestions}


def code_some(project):
    for place in range(12):
        apply(project, f"Let the big people decide number {place}.", DEFERENCE)
    apply(project, "A businessman sold 0 apples on the market.", TRADER)


def test_before_anything_is_coded_cues_come_at_once(project):
    """None of them can be known to mislead."""
    first = looked(project)[0]

    assert first.is_more_to_come
    assert len(first.suggestions) == 24


def test_what_is_withheld_is_not_shown_first(project):
    """Cues that mislead in the first source are silent from the beginning."""
    code_some(project)
    first, *rest = looked(project)

    assert len(places(first)) == 12
    assert all(places(first) <= places(one) for one in rest)


def test_nor_when_something_was_coded_since(project):
    """The list waits for what is learned of it."""
    code_some(project)
    looked(project)
    apply(project, "A businessman sold 3 apples on the market.", TRADER)
    first, *rest = looked(project)

    assert len(places(first)) == 12
    assert all(places(first) <= places(one) for one in rest)
