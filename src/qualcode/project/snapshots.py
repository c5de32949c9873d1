"""The frozen values that a project hands out, by the name faces know them by: they never reach into the store."""

from qualcode.store.journal import Act
from qualcode.store.places import ReadingPlace
from qualcode.store.project_facts import ProjectFacts
from qualcode.store.revised_codings import RevisedCoding
from qualcode.store.source_history import RevisionFacts
from qualcode.store.sources import CaseFacts, SourceFacts

__all__ = [
    "Act",
    "CaseFacts",
    "ProjectFacts",
    "ReadingPlace",
    "RevisedCoding",
    "RevisionFacts",
    "SourceFacts",
]
