"""Generated edit scripts: what researchers do to a codebook, applied as far as a codebook allows it."""

from dataclasses import replace

from hypothesis import strategies as st

from qualcode.codebooks.editing import with_changed, with_code, with_merged, with_moved, without_code
from qualcode.errors.codebooks import CodebookError
from qualcode.model.codebook import Code, Codebook, Cue

WORDS = ["they", "decide", "for", "us", "leaders", "never", "trust", "the", "strong", "hand", "peace"]


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


@st.composite
def trees(draw, most=9):
    """A codebook of plain codes, some under others, with texts, cues and keys."""
    count = draw(st.integers(0, most))
    made = []
    for number in range(1, count + 1):
        parent = draw(st.sampled_from([None, *(code.guid for code in made)]))
        made.append(
            Code(
                guid=guid(number),
                name=f"code {number}",
                parent_guid=parent,
                definition=" ".join(draw(st.lists(st.sampled_from(WORDS), max_size=6))),
                cues=tuple(map(Cue, draw(st.lists(st.sampled_from(WORDS), max_size=3)))),
                key=f"k{number}" if draw(st.booleans()) else None,
            )
        )
    return Codebook(guid=guid(900), name="Talks", codes=tuple(made))


KINDS = (
    "add", "rename", "redefine", "when", "cue", "uncue", "example", "recolor", "rekey", "retire", "move", "merge",
    "split", "remove", "title",
)  # fmt: skip
edits = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 99), st.integers(0, 99), st.sampled_from(WORDS)), max_size=6
)


def edited(book, script, *, offset=1000, only=lambda code: True):
    """Return the codebook after the edits; those that it refuses, or that are of a code not meant, are passed over.

    `offset` numbers the GUIDs of new codes; what is new is named after it, so that two scripts never name alike.
    """
    for step, (kind, one, other, word) in enumerate(script):
        mine = [code for code in book.codes if only(code)]
        if kind == "title":
            if offset == 1000:
                book = replace(book, description=f"{word} {step}")
            continue
        if kind == "add" or not mine:
            parents = [None, *(code.guid for code in mine)]
            code = Code(
                guid=guid(offset + step), name=f"{word} {offset + step}", parent_guid=parents[one % len(parents)]
            )
            book = with_code(book, code)
            continue
        try:
            book = _edited(
                book, kind, mine[one % len(mine)], mine[other % len(mine)], f"{word} {offset + step}", offset
            )
        except CodebookError:
            continue
    return book


def _edited(book, kind, code, other, word, offset):
    changed = {
        "rename": {"name": word},
        "redefine": {"definition": f"{code.definition} {word}"},
        "when": {"use_when": word},
        "cue": {"cues": (*code.cues, Cue(word))},
        "uncue": {"cues": code.cues[1:]},
        "turn": {"cues": code.cues[::-1]},
        "roll": {"cues": (*code.cues[1:], *code.cues[:1])},
        "example": {"examples": (word, *code.examples)},
        "recolor": {"color": "#c0392b"},
        "rekey": {"key": word[0]},
        "retire": {"is_retired": not code.is_retired},
    }
    if kind in changed:
        return with_changed(book, replace(code, **changed[kind]))
    if kind == "move":
        siblings = [each.guid for each in book.codes if each.parent_guid == other.guid and each is not code]
        return with_moved(book, code.guid, other.guid, before_guid=siblings[0] if siblings else None)
    if kind == "merge":
        return with_merged(book, code.guid, other.guid)
    if kind == "split":
        new = replace(code, guid=guid(offset + 500 + len(book.codes)), name=word, key=None, merged_guids=())
        return with_code(book, replace(new, split_from_guid=code.guid))
    return without_code(book, code.guid)
