from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.code_usage import Usage, usages
from qualcode.model.coding import Coding
from qualcode.model.transcript import Segment

CODES = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(3)]


def coding(number, code=0, source=0, coder="Vera", *, is_selected=False):
    return Coding(
        guid=f"00000000-0000-4000-8000-0000000001{number:02}",
        source_guid=f"00000000-0000-4000-8000-0000000b{source:04}",
        segment=Segment(number, number + 5),
        quote="words",
        code_guid=CODES[code],
        coder=coder,
        at=datetime(2025, 3, 2, tzinfo=UTC),
        is_selected=is_selected,
    )


def test_usage_tells_who_uses_a_code_and_where():
    """Coders with the most first, sources counted once; a code that nobody uses is not there."""
    one, two, three = coding(1), coding(2, coder="Pavel", source=1), coding(3, coder="Pavel", source=1)

    assert usages((one, two, three)) == {
        CODES[0]: Usage((one, two, three), (("Pavel", 2), ("Vera", 1)), 2, (one, two, three))
    }


def test_quotes_come_from_the_report_first_and_then_from_many_sources():
    """Three at most."""
    first, again, other, chosen = coding(1), coding(2), coding(3, source=1), coding(4, is_selected=True)

    assert usages((first, again, other, chosen))[CODES[0]].telling == (chosen, first, other)
    assert usages((first, again))[CODES[0]].telling == (first, again)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), max_size=12))
def test_every_coding_is_counted_once(drawn):
    """Together the usages are the codings, in their order; what is shown is of the code itself."""
    codings = [coding(number, code, source) for number, (code, source) in enumerate(drawn)]
    used = usages(codings)

    assert sorted((one for usage in used.values() for one in usage.codings), key=codings.index) == codings
    assert all(set(usage.telling) <= set(usage.codings) for usage in used.values())
