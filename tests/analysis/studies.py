"""Small studies as tables: one counted by hand, and any that hypothesis can think of."""

import polars as pl
from hypothesis import strategies as st

from qualcode.analysis.tables import SCHEMAS, Tables


def tables(**rows):
    """Return tables of tuples in the columns' order; what is not named has no rows."""
    return Tables(**{name: pl.DataFrame(rows.get(name, []), schema=SCHEMAS[name], orient="row") for name in SCHEMAS})


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def coding(number, code, source, first, last, coder, origin="hand"):
    return (number, code, source, 0, 1, first, last, coder, origin)


# Three transcripts, the first two of one group. Anna speaks in fg1 and fg3; Mod and Watcher are no participants. What
# counts without the moderator: fg1 turns 2, 3, 5, fg2 turn 2, fg3 turn 2.
BY_HAND = {
    "codes": [
        (1, guid(1), "Leaders", "Leaders", 0, None, "Talks", False),
        (2, guid(2), "Dealmakers", "Leaders > Dealmakers", 1, 1, "Talks", False),
        (3, guid(3), "Trump", "Leaders > Dealmakers > Trump", 2, 2, "Talks", False),
        (4, guid(4), "Fear", "Fear", 0, None, "Talks", True),
        (5, guid(5), "Hope", "Hope", 0, None, "Talks", False),
        (6, guid(6), "Agreement", "Agreement", 0, None, "Dynamics", False),
    ],
    "sources": [(1, guid(11), "fg1.txt", "en"), (2, guid(12), "fg2.txt", "en"), (3, guid(13), "fg3.txt", "ru")],
    "cases": [
        (1, guid(21), "Mod", "moderator"),
        (2, guid(22), "Anna", "participant"),
        (3, guid(23), "Boris", "participant"),
        (4, guid(24), "Vera", "participant"),
        (5, guid(25), "Watcher", "observer"),
    ],
    "turns": [
        (1, 1, 1, 10, 50),
        (1, 2, 2, 5, 25),
        (1, 3, 3, 7, 35),
        (1, 4, 1, 3, 15),
        (1, 5, 2, 4, 20),
        (2, 1, 1, 6, 30),
        (2, 2, 4, 8, 40),
        (2, 3, 5, 2, 10),
        (3, 1, 1, 1, 5),
        (3, 2, 2, 9, 45),
    ],
    "codings": [
        coding(1, 2, 1, 2, 2, "Kim"),
        coding(2, 3, 1, 2, 2, "Kim"),  # the sub-code in the same turn
        coding(3, 3, 1, 3, 5, "Kim"),  # across the moderator's turn 4
        coding(4, 3, 1, 2, 2, "Lee", "suggestion"),  # what Kim coded
        coding(5, 1, 3, 2, 2, "Lee"),
        coding(6, 4, 2, 2, 3, "Kim"),  # into the observer's turn 3
        coding(7, 4, 1, 1, 1, "Kim"),  # the moderator's words only
        coding(8, 6, 1, 0, 0, "Lee"),  # before the first turn only
        coding(9, 6, 1, 0, 2, "Lee"),
        coding(10, 6, 2, 3, 3, "Lee"),  # the observer's words only
    ],
    "case_variables": [(2, "gender", "woman"), (3, "gender", "man"), (2, "city", "Omsk"), (3, "age", "40")],
    "source_variables": [
        (1, "group", "Moscow"),
        (2, "group", "Moscow"),
        (1, "wave", "2"),
        (2, "wave", "10"),
        (1, "city", "Tver"),
    ],
}


def by_hand(**changes):
    return tables(**{**BY_HAND, **changes})


def _tree(draw):
    codes = []
    lineage = []
    for number in range(1, draw(st.integers(2, 7)) + 1):
        codebook = "A" if number < 5 else "B"
        depth = 0 if number == 5 else draw(st.integers(0, len(lineage)))
        lineage = [*lineage[:depth], number]
        path = " > ".join(f"c{above}" for above in lineage)
        parent = lineage[-2] if depth else None
        codes.append((number, guid(number), f"c{number}", path, depth, parent, codebook, draw(st.booleans())))
    return codes


@st.composite
def studies(draw):
    """Return the rows of a study: some sources, two codebooks, a few speakers, two coders, some values missing."""
    codes = _tree(draw)
    others = draw(st.lists(st.sampled_from(["participant", "participant", "moderator", "observer"]), max_size=4))
    cases = [
        (number, guid(100 + number), f"P{number}", role) for number, role in enumerate(["participant", *others], 1)
    ]
    sources = [(number, guid(200 + number), f"s{number}.txt", "en") for number in range(1, draw(st.integers(1, 3)) + 1)]
    speakers = {source[0]: draw(st.lists(st.integers(1, len(cases)), max_size=6)) for source in sources}
    turns = [
        (source, number, case, draw(st.integers(0, 9)), 10)
        for source, cases_in_order in speakers.items()
        for number, case in enumerate(cases_in_order, 1)
    ]
    codings = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        code, source = draw(st.integers(1, len(codes))), draw(st.integers(1, len(sources)))
        first = draw(st.integers(0, len(speakers[source])))
        last = min(first + draw(st.integers(0, 3)), len(speakers[source]))
        codings.append(coding(number, code, source, first, last, draw(st.sampled_from(["Kim", "Lee"]))))
    value = st.sampled_from(["1", "2", "10", None])
    case_values = [(case[0], "gender", draw(value)) for case in cases]
    source_values = [(source[0], name, draw(value)) for source in sources for name in ("group", "wave")]
    return {
        "codes": codes,
        "cases": cases,
        "sources": sources,
        "turns": turns,
        "codings": codings,
        "case_variables": [row for row in case_values if row[2] is not None],
        "source_variables": [row for row in source_values if row[2] is not None],
    }
