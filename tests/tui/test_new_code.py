import pytest

from qualcode.errors import CodebookError
from qualcode.project import Project
from qualcode.tui.new_code import NewCode, make_code, name_warning
from tests.conftest import BOOK, THEME


def test_a_new_code_is_made_where_it_is_to_stand(study):
    """Its GUID is given, for it to be applied."""
    guid = make_code(Project(study, "Vera"), NewCode(name="Trust", codebook_guid=BOOK.guid, parent_guid=THEME))
    book = Project(study, "Vera").codebooks()[0]

    assert book.path(guid) == "Deference > Trust"


def test_a_project_without_a_codebook_gets_one(store):
    """The first code that is wanted is enough to begin."""
    project = Project(store, "Vera")
    make_code(project, NewCode(name="Trust", codebook_guid=None))

    assert [(book.name, [code.name for code in book.codes]) for book in project.codebooks()] == [
        ("Codebook", ["Trust"])
    ]


def test_a_name_that_is_taken_is_refused(study):
    """Nothing is stored then."""
    project = Project(study, "Vera")
    before = project.last_act()

    with pytest.raises(CodebookError):
        make_code(project, NewCode(name="deference", codebook_guid=BOOK.guid))
    assert project.last_act() == before


def test_a_warning_is_one_harmless_line():
    """Paths of codes called nearly so, or nothing."""
    assert name_warning((BOOK,), "big peoples").plain == "Nearly the same name: Deference > Big people"
    assert name_warning((BOOK,), "trust").plain == ""
