"""A codebook with a token pattern that is none, on the coding screen."""

from dataclasses import replace

from qualcode.coding.codebook_writing import write_codebook
from qualcode.model.codebook import Cue
from tests.tui.coding_scenes import AT, DEFERENCE, FATIGUE, THEMES, TRADER, coding


async def test_the_others_are_suggested_and_it_is_said_which_is_left_out(project):
    """Once, with the code and the place of the fault."""
    broken = replace(FATIGUE, cues=(*FATIGUE.cues, Cue('[{"LEMA":"news"}]', form="pattern")))
    codes = tuple(broken if one.guid == FATIGUE.guid else one for one in THEMES.codes)
    with project.store.act("edit codebook", "broke a cue", coder="Vera", at=AT) as unit:
        write_codebook(unit, replace(THEMES, codes=codes))
    async with coding(project) as scene:
        found = [one.code_guid for one in scene.screen.desk.suggestions]
        told = [one.message for one in scene.app._notifications]

        assert [TRADER.guid, DEFERENCE.guid, FATIGUE.guid] == found
        assert 1 == sum("'Tired of news'" in one and "token 1: 'LEMA'" in one and "left out" in one for one in told)
