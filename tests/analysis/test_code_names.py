"""A code that is typed is the same code to tables as to everything else."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.selection import find_code_id
from qualcode.errors.base import QualcodeError
from qualcode.model.codebook import Code, Codebook, find_code

NAMES = st.sampled_from(["Fear", "fear of war", "War", "A/B", "A > B", "B", "A", "Talks"])


def guid(number: int) -> str:
    return f"33333333-3333-4333-8333-{number:012}"


@st.composite
def studies(draw):
    """One or two codebooks with names that look like paths of each other."""
    books = []
    for book in range(draw(st.integers(1, 2))):
        codes, taken = [], set()
        for number in range(draw(st.integers(1, 5))):
            parent = draw(st.sampled_from([None, *(code.guid for code in codes)]))
            name = draw(NAMES)
            if (parent, name.casefold()) not in taken:
                taken.add((parent, name.casefold()))
                codes.append(Code(guid=guid(10 * book + number), name=name, parent_guid=parent))
        books.append(Codebook(guid=guid(90 + book), name=("Talks", "A")[book], codes=tuple(codes)))
    return tuple(books)


def told(find):
    try:
        return find()
    except QualcodeError as error:
        return type(error)


@given(studies(), st.data())
def test_what_is_typed_means_the_same_code_everywhere(books, data):
    rows = [(code.guid, code.name, book.path(code.guid), book.name) for book in books for code in book.codes]
    ids = {row[0]: place for place, row in enumerate(rows)}
    parents = [ids.get(code.parent_guid) for book in books for code in book.codes]
    frame = pl.DataFrame(
        [(*one, *row) for *one, row in zip(range(len(rows)), parents, rows, strict=True)],
        schema=["code_id", "parent_id", "guid", "name", "path", "codebook"],
        orient="row",
    )
    code_guid, name, path, book = data.draw(st.sampled_from(rows))
    join = data.draw(st.sampled_from([">", " > ", "/", " / "]))
    spelled = [code_guid, name, f" {name.upper()} ", path, path.replace(" > ", join), f"{book}{join}{path}", "nobody"]
    wanted = data.draw(st.sampled_from(spelled))

    meant = told(lambda: find_code(books, wanted)[1].guid)

    assert meant == told(lambda: rows[find_code_id(frame, wanted)][0])
