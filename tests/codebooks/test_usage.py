"""What codings say of a codebook: codes never used, codes always used together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebooks.checking import Finding
from qualcode.codebooks.usage import Use, usage_findings
from qualcode.model.codebook import Code, Codebook


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def code(number, name, under=None, **fields):
    return Code(guid=guid(number), name=name, parent_guid=guid(under) if under else None, **fields)


def use(number, start, end, source="a", coder="Vera"):
    return Use(source, coder, start, end, guid(number))


BOOK = Codebook(
    guid=guid(900),
    name="Talks",
    codes=(
        code(1, "A"),
        code(2, "B", 1),
        code(3, "C", 1),
        code(4, "D"),
        code(5, "E", 4),
        code(6, "F", is_retired=True),
    ),
)


def test_before_there_are_codings_nothing_is_told():
    """A new study has not failed to use anything."""
    assert usage_findings(BOOK, [Use("a", "Vera", 0, 5, guid(77))]) == ()


def test_codes_never_used():
    """A theme is used by what stands under it; of what is not used, the topmost is told; a retired one is let be."""
    assert usage_findings(BOOK, [use(2, 0, 5)]) == (
        Finding("never used", "A > C", "A > C: no coding has it yet."),
        Finding("never used", "D", "D: no coding has it yet, nor the code under it."),
    )


def together(*uses):
    return [finding for finding in usage_findings(BOOK, uses) if finding.kind == "always together"]


def test_codes_that_are_always_used_together():
    """Each coding of either meets one of the other by the same coder, three times at least."""
    pairs = [each for n in range(3) for each in (use(2, 10 * n, 10 * n + 5), use(5, 10 * n + 4, 10 * n + 8))]

    (finding,) = together(*pairs)

    assert finding.path == "A > B"
    assert finding.sentence == "A > B; D > E: always stand together (3 and 3 codings); are they the same?"
    assert together(*pairs, use(2, 90, 95)) == []
    assert together(*pairs[:4]) == []
    assert together(*(each._replace(coder=f"{each.code_guid}") for each in pairs)) == []
    assert together(*(each._replace(source=f"{each.code_guid}") for each in pairs)) == []


def test_a_code_and_the_one_above_it_may_stand_together():
    """Marking a theme along with its code is a way to work."""
    assert together(*(use(number, 10 * n, 10 * n + 5) for n in range(4) for number in (1, 2))) == []


def test_what_only_touches_does_not_overlap():
    """Segments are half-open."""
    assert (
        together(*(each for n in range(4) for each in (use(2, 10 * n, 10 * n + 5), use(5, 10 * n + 5, 10 * n + 9))))
        == []
    )


@settings(deadline=None, max_examples=20)
@given(
    st.lists(
        st.builds(use, st.sampled_from([2, 3, 5]), st.integers(0, 6), st.integers(7, 9), st.sampled_from("ab")),
        max_size=12,
    )
)
def test_together_is_what_plain_loops_find(uses):
    """The sweep finds the same pairs as comparing every two codings."""
    counts = {number: [each for each in uses if each.code_guid == guid(number)] for number in (2, 3, 5)}

    def meets(each, others):
        return any(o.source == each.source and o.start < each.end and each.start < o.end for o in others)

    wanted = {
        (one, other)
        for one in (2, 3, 5)
        for other in (2, 3, 5)
        if one < other
        and min(len(counts[one]), len(counts[other])) >= 3
        and all(meets(each, counts[other]) for each in counts[one])
        and all(meets(each, counts[one]) for each in counts[other])
    }

    assert len(together(*uses)) == len(wanted)
