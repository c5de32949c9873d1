"""A codebook as CSV text: the columns of the format, one row a code in tree order."""

from qualcode.codebooks.tables.csv_text import csv_text
from qualcode.model.codebook import Code, Codebook, Cue

BOOK = "11111111-1111-4111-8111-111111111111"
ONE, TWO, THREE = (f"{digit * 8}-{digit * 4}-4{digit * 3}-8{digit * 3}-{digit * 12}" for digit in "234")


def written(*codes):
    return csv_text(Codebook(guid=BOOK, name="x", codes=codes))


def test_the_columns_and_rows():
    """The ten columns, the parent by path, cells in quotes only where needed."""
    text = written(
        Code(guid=ONE, name="Leaders", definition='They "bargain", often.', color="#c0392b", key="d"),
        Code(guid=TWO, name="Business", parent_guid=ONE, cues=(Cue("deal", language="en"), Cue("x", is_negative=True))),
        Code(guid=THREE, name="=Art", parent_guid=TWO, examples=("one", "two"), use_when=" so"),
    )

    assert text == (
        "name,parent,definition,use_when,not_when,cues,examples,color,key,guid\n"
        f'Leaders,,"They ""bargain"", often.",,,,,#c0392b,d,{ONE}\n'
        f"Business,Leaders,,,,en: deal; not: x,,,,{TWO}\n"
        f'\'=Art,Leaders > Business,," so",,,"one\ntwo",,,{THREE}\n'
    )


def test_rare_columns_stand_only_where_they_tell_something():
    """`is_codable` and `is_retired` are columns where a code is not as codes usually are."""
    usual = Code(guid=ONE, name="a")

    assert written(usual).split("\n")[0].endswith(",guid")
    assert written(usual, Code(guid=TWO, name="b", is_codable=False)).split("\n")[0].endswith(",guid,is_codable")
    assert written(usual, Code(guid=TWO, name="b", is_retired=True)).split("\n")[0].endswith(",guid,is_retired")


def test_a_path_that_could_be_another_s_is_a_guid():
    """Where names hold the separator, the parent is told by GUID."""
    text = written(
        Code(guid=ONE, name="a > b"),
        Code(guid=TWO, name="a"),
        Code(guid=THREE, name="b", parent_guid=TWO),
        Code(guid=BOOK, name="c", parent_guid=THREE),
    )

    assert f"c,{THREE}," in text


def test_a_codebook_without_codes_is_a_header():
    """No codes, no rows."""
    assert written() == "name,parent,definition,use_when,not_when,cues,examples,color,key,guid\n"
