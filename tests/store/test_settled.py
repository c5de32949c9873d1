"""Where something was coded, without the rest of the codings."""

from qualcode.coding.applying import apply_code
from qualcode.model.coding import Settled
from qualcode.model.transcript import Segment
from qualcode.store.codings import read_codings, read_settled
from qualcode.store.database import Store
from tests.conftest import AT, CODE, OTHER, add_small_source

PLACE = Segment(50, 60)


def test_it_is_what_codings_say(study: Store, source: str) -> None:
    """Of everybody or of one coder, in all sources or in one."""
    other = add_small_source(study, "fg2.txt")
    for where, code, coder in ((source, CODE, "Vera"), (source, OTHER, "Boris"), (other, CODE, "Boris")):
        apply_code(study, where, PLACE, code, coder=coder, at=AT)

    known = {Settled(one.source_guid, one.code_guid, one.segment, one.coder) for one in read_codings(study)}
    assert 3 == len(known)
    assert known == set(read_settled(study))
    assert {Settled(source, CODE, PLACE, "Vera")} == set(read_settled(study, None, "Vera"))
    assert {Settled(source, OTHER, PLACE, "Boris")} == set(read_settled(study, source, "Boris"))
    assert {one for one in known if one.source_guid == other} == set(read_settled(study, other))
