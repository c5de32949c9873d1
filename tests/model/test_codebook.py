"""Code, cue and codebook: what a tree of codes may be, and how one code of it is found."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors.codebooks import CodebookError
from qualcode.errors.lookups import AmbiguousCodeError, UnknownCodeError
from qualcode.errors.values import InvalidValueError
from qualcode.model.codebook import Code, Codebook, Cue, find_code, grouped_cues


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def code(number, name, under=None, **fields):
    return Code(guid=guid(number), name=name, parent_guid=guid(under) if under else None, **fields)


def book(*codes, name="Talks", number=900):
    return Codebook(guid=guid(number), name=name, codes=codes)


TALKS = book(
    code(1, "Leaders"),
    code(2, "Dealmakers", under=1),
    code(3, "Deference", under=1),
    code(4, "Terms"),
    code(5, "Acceptable", under=4),
    code(6, "Other", under=1),
    code(7, "Other", under=4),
)


class TestCue:
    def test_blank_text_is_refused(self):
        """A cue without a visible character says nothing."""
        with pytest.raises(InvalidValueError, match="at least one character"):
            Cue("  ")

    def test_unknown_form_is_refused(self):
        """A cue's form is one of four."""
        with pytest.raises(InvalidValueError, match="lemma, lower, exact, pattern"):
            Cue("peace", form="stem")

    @pytest.mark.parametrize("language", ["english", "E", "", "en_US"])
    def test_language_is_a_code(self, language):
        """Only language codes name languages."""
        with pytest.raises(InvalidValueError, match="language code"):
            Cue("peace", language=language)

    def test_groups_put_cues_for_before_cues_against(self):
        """Cues for come first; languages stay in the order of first use; repeats go."""
        mixed = (
            Cue("no", language="ru", is_negative=True),
            Cue("a", language="ru"),
            Cue("b", language="en"),
            Cue("c", language="ru"),
            Cue("a", language="ru"),
        )

        assert grouped_cues(mixed) == (
            Cue("a", language="ru"),
            Cue("c", language="ru"),
            Cue("b", language="en"),
            Cue("no", language="ru", is_negative=True),
        )


class TestCode:
    def test_name_is_trimmed(self):
        """Space around a name is no part of it."""
        assert code(1, "  Leaders ").name == "Leaders"

    @pytest.mark.parametrize("name", ["", " ", "a\nb", "a\x1b[31mb", "a\u202eb", "x" * 201])
    def test_bad_name_is_refused(self, name):
        """A name is one line of visible text of at most 200 characters."""
        with pytest.raises(InvalidValueError, match="Code name"):
            code(1, name)

    @pytest.mark.parametrize("color", ["red", "#FFF", "#C0392B", "c0392b", "#c0392b "])
    def test_color_is_written_one_way(self, color):
        """A color is # and six lower-case hexadecimal digits."""
        with pytest.raises(InvalidValueError, match="Color"):
            code(1, "Leaders", color=color)

    @pytest.mark.parametrize("key", ["", "abcde", "a b", "\t"])
    def test_key_is_short_and_visible(self, key):
        """A key is one to four visible characters."""
        with pytest.raises(InvalidValueError, match="Key"):
            code(1, "Leaders", key=key)

    @pytest.mark.parametrize("wrong", ["", "1", guid(1).upper().replace("4000", "4ABC"), "{" + guid(1) + "}"])
    def test_guid_is_in_its_stored_form(self, wrong):
        """A GUID is a lower-case hyphenated UUID."""
        with pytest.raises(InvalidValueError, match="GUID"):
            Code(guid=wrong, name="Leaders")


class TestTree:
    def test_codes_stand_in_preorder(self):
        """Each code stands after its parent and before its parent's next sibling."""
        assert [code.name for code in TALKS.codes] == [
            "Leaders",
            "Dealmakers",
            "Deference",
            "Other",
            "Terms",
            "Acceptable",
            "Other",
        ]

    @given(st.randoms(use_true_random=False), st.integers(1, 30))
    def test_any_order_in_gives_one_tree(self, chance: random.Random, count):
        """Codes in any order make a preorder in which siblings keep their relative order."""
        codes = [code(n, f"c{n}", under=chance.randint(0, n - 1) or None) for n in range(1, count + 1)]
        chance.shuffle(codes)

        tree = book(*codes)

        seen: set[str | None] = {None}
        for each in tree.codes:
            assert each.parent_guid in seen
            seen.add(each.guid)
        for parent in seen:
            assert [c.guid for c in tree.children(parent)] == [c.guid for c in codes if c.parent_guid == parent]
        assert book(*tree.codes) == tree

    def test_one_code_under_itself_is_a_circle(self):
        """A code cannot be its own parent."""
        with pytest.raises(CodebookError, match="'A' stands under itself"):
            book(code(1, "A", under=1))

    def test_a_circle_of_two_beside_a_sound_tree_is_refused(self):
        """Two codes cannot stand under each other, whatever else is in the codebook."""
        with pytest.raises(CodebookError, match="circle of parents"):
            book(code(1, "A"), code(2, "B", under=3), code(3, "C", under=2))

    def test_lost_parent_is_refused(self):
        """A parent must be in the same codebook."""
        with pytest.raises(CodebookError, match="the parent of 'B' is not in it"):
            book(code(2, "B", under=1))

    def test_siblings_differ_by_more_than_letter_case(self):
        """Two codes under one parent cannot have one name."""
        with pytest.raises(CodebookError, match="two codes are called 'DEALS' under 'Leaders'"):
            book(code(1, "Leaders"), code(2, "Deals", under=1), code(3, "DEALS", under=1))

    def test_themes_differ_by_more_than_letter_case(self):
        """Two themes cannot have one name."""
        with pytest.raises(CodebookError, match="at the top"):
            book(code(1, "Leaders"), code(2, "leaders"))

    def test_one_name_under_two_parents_is_fine(self):
        """The same name may stand in two branches."""
        assert [TALKS.path(code.guid) for code in TALKS.codes if code.name == "Other"] == [
            "Leaders > Other",
            "Terms > Other",
        ]

    def test_guid_twice_is_refused(self):
        """A GUID names one code."""
        with pytest.raises(CodebookError, match="two codes have the GUID"):
            book(code(1, "A"), code(1, "B"))

    def test_key_twice_is_refused(self):
        """A key applies one code."""
        with pytest.raises(CodebookError, match="'B' and 'A' have the same key 'k'"):
            book(code(1, "A", key="k"), code(2, "B", key="k"))

    def test_depth_counts_from_the_theme(self):
        """A theme has depth 0."""
        deep = book(code(1, "A"), code(2, "B", under=1), code(3, "C", under=2))

        assert [deep.depth(each.guid) for each in deep.codes] == [0, 1, 2]

    def test_descendants_are_all_below(self):
        """Descendants are every code below, in order, without the code itself."""
        deep = book(code(1, "A"), code(2, "B", under=1), code(3, "C", under=2), code(4, "D"))

        assert [each.name for each in deep.descendants(guid(1))] == ["B", "C"]

    def test_a_tree_deeper_than_the_stack_is_built(self):
        """Depth costs no recursion."""
        chain = book(*(code(n, f"c{n}", under=n - 1 if n > 1 else None) for n in range(1, 3001)))

        assert chain.depth(guid(3000)) == 2999

    def test_membership_is_by_guid(self):
        """A codebook tells whether a GUID is one of its codes'."""
        assert guid(1) in TALKS
        assert guid(99) not in TALKS

    def test_asking_for_a_missing_code_is_refused(self):
        """The refusal says what is gone and what to do, and shows nobody a GUID."""
        with pytest.raises(UnknownCodeError, match="The code is no longer in the codebook") as refused:
            TALKS.code(guid(99))

        assert guid(99) not in str(refused.value)

    def test_order_is_part_of_equality(self):
        """Two codebooks with siblings in another order are not the same."""
        assert book(code(1, "A"), code(2, "B")) != book(code(2, "B"), code(1, "A"))


class TestFindCode:
    @pytest.mark.parametrize(
        ("wanted", "number"),
        [
            (guid(3), 3),
            (f" {guid(3).upper()} ", 3),
            ("Deference", 3),
            ("dEFERENCE", 3),
            ("Leaders > Deference", 3),
            ("leaders>deference", 3),
            ("Leaders/Deference", 3),
            ("Leaders / Deference", 3),
            ("Talks > Leaders > Deference", 3),
            ("Leaders  >  Other", 6),
            ("Terms/Other", 7),
            ("Terms", 4),
        ],
    )
    def test_a_code_goes_by_guid_path_or_name(self, wanted, number):
        """GUID, path and unambiguous name find the code, whatever the letter case and spacing."""
        assert find_code((TALKS,), wanted) == (TALKS, TALKS.code(guid(number)))

    def test_an_ambiguous_name_is_refused_with_the_paths(self):
        """A name of two codes is answered with the paths to choose from."""
        with pytest.raises(AmbiguousCodeError, match=r"Leaders > Other; Terms > Other"):
            find_code((TALKS,), "Other")

    def test_an_ambiguity_between_codebooks_names_them(self):
        """Where two codebooks have the path, the codebook's name settles it."""
        second = book(code(8, "Terms"), name="Room", number=901)

        with pytest.raises(AmbiguousCodeError, match=r"Talks > Terms; Room > Terms"):
            find_code((TALKS, second), "Terms")
        assert find_code((TALKS, second), "Room > Terms") == (second, second.code(guid(8)))

    def test_a_path_goes_before_a_name(self):
        """A theme's name is its path, so it wins over a code of that name further down."""
        twice = book(code(1, "Trust"), code(2, "Trust", under=1))

        assert find_code((twice,), "trust") == (twice, twice.code(guid(1)))

    def test_a_name_with_a_separator_in_it_is_found(self):
        """A slash or an angle bracket in a name is part of the name."""
        odd = book(code(1, "US/Kyiv"), code(2, "More > less", under=1))

        assert find_code((odd,), "us/kyiv/more > less") == (odd, odd.code(guid(2)))
        assert find_code((odd,), "More > less") == (odd, odd.code(guid(2)))

    @pytest.mark.parametrize("wanted", ["", "  ", "Nothing like it at all", guid(99), "Terms > Deference"])
    def test_an_unknown_code_is_refused(self, wanted):
        """What no code goes by is refused, not guessed."""
        with pytest.raises(UnknownCodeError, match="No code"):
            find_code((TALKS,), wanted)

    def test_a_near_name_is_offered(self):
        """A misspelled name is answered with the nearest one."""
        with pytest.raises(UnknownCodeError, match="Did you mean 'Dealmakers'"):
            find_code((TALKS,), "Dealmaker")

    def test_a_retired_code_is_still_found(self):
        """Retiring a code does not hide it."""
        retired = book(replace(TALKS.code(guid(1)), is_retired=True))

        assert find_code((retired,), "Leaders")[1].is_retired
