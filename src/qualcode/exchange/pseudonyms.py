"""A reviewed table of pseudonyms put into all texts of a project, in one act.

Each source gets a new revision; codings are carried over by the very places that were replaced. The table is the key
and stays outside. The project's file keeps the older texts and its journal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qualcode.errors.pseudonyms import NothingToReplaceError
from qualcode.exchange.new_texts import edited_text
from qualcode.exchange.revision_plans import RevisionReport
from qualcode.exchange.revisions import revise_within
from qualcode.exchange.told_text import NewText
from qualcode.store.database import Asked, Store
from qualcode.store.source_texts import StoredText, read_stored_text
from qualcode.store.sources import read_source_names
from qualcode.store.speaking import case_labels
from qualcode.transcripts.pseudonyms import Pseudonym, finder_for


def apply_pseudonyms(
    store: Store, table: Sequence[Pseudonym], *, name: str, coder: str, at: datetime
) -> tuple[RevisionReport, ...]:
    """Put the replacements of a table into all texts, and call the cases by them, in one act.

    Args:
        store: the project.
        table: reviewed.
        name: of its file, for people; the journal does not repeat it.
        coder: who does it.
        at: when.

    Raises:
        NothingToReplaceError: no form of the table stands in any text.
    """
    with store.act("pseudonyms", "put pseudonyms into the transcripts", coder=coder, at=at) as unit:
        reports = []
        for guid, source in read_source_names(unit):
            finder = finder_for(table, source)
            text, edits = finder.replaced(read_stored_text(unit, guid).text)
            if edits:
                labels = {one.name: one.replacement for one in table if one.kind == "case" and one.source == source}
                reports.append(revise_within(unit, guid, _Make(text, edits, labels)))
        if not reports:
            raise NothingToReplaceError(name)
        unit.say(f"put pseudonyms into {len(reports)} transcripts")
    return tuple(reports)


@dataclass(frozen=True, slots=True)
class _Make:
    """Makes the text with pseudonyms the new one."""

    text: str
    edits: Sequence[tuple[int, int, int]]
    labels: Mapping[str, str]

    def __call__(self, asked: Asked, standing: StoredText) -> NewText:
        known = case_labels(asked, standing.revision_id)
        renamed = {case_id: self.labels[label] for case_id, label in known.items() if self.labels.get(label)}
        return edited_text(asked, standing, self.text, self.edits, kind="pseudonyms", labels=renamed)
