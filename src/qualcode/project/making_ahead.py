"""What a project is asked about suggestions before they are asked for: what is left to make, and that it be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.project.suggestions import ProjectSuggestions

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualcode.suggestions.talk.study import Study


@dataclass(frozen=True, slots=True)
class LeftToMake:
    """What would have to be made before all suggestions of a project are known.

    Attributes:
        to_read: GUIDs of sources, the longest first, so that no process is left alone with one at the end.
        to_suggest: likewise.
        is_learned: whether the model is there.
        study: the project as suggestions saw it when that was found out.
    """

    to_read: tuple[str, ...]
    to_suggest: tuple[str, ...]
    is_learned: bool
    study: Study

    @property
    def words(self) -> int:
        """How many words the sources have of which suggestions have to be made."""
        return sum(key.words for key in self.study.sources if key.guid in self.to_suggest)


class ProjectMakingAhead(ProjectSuggestions):
    """One open project as suggestions that are made ahead."""

    __slots__ = ()

    def get_ready_for_verdicts(self, source: str, *, stop: Callable[[], bool] = lambda: False) -> None:
        """Load what ranking the suggestions of one source (by GUID) anew needs, where they came from the cache.

        Raises:
            CuePatternError: a token pattern takes too long on a word.
        """
        from qualcode.suggestions.engines import engine_of

        engine = engine_of(self.store.path.resolve())
        with engine.lock:
            if not engine.is_ready(source) and not stop():
                study = self.study()
                for key in study.sources:
                    if key.guid == source:
                        engine.get_ready(study, key, stop=stop)

    def left_to_make(self, *, with_moderator: bool = False) -> LeftToMake:
        """Return what would have to be made before all suggestions are known; nothing where nothing can be kept.

        Raises:
            CuePatternError: a token pattern takes too long on a word.
        """
        from qualcode.model.sample import blind_turns
        from qualcode.suggestions.engines import engine_of
        from qualcode.suggestions.renewing import Renewer

        engine, study = engine_of(self.store.path.resolve()), self.study()
        with engine.lock:
            cache = engine.kept.cache(study)
            if cache is None or not cache.can_be_written():
                return LeftToMake((), (), is_learned=True, study=study)
            renewer, blind = Renewer(engine, study), blind_turns(self.blind())
            new: list[str] = []
            for key in sorted(study.sources, key=lambda one: -one.words):
                hidden = {number for guid, number in blind if guid == key.guid}
                if not renewer.is_made(key, with_moderator=with_moderator, hidden=hidden):
                    new.append(key.guid)
            is_learned = not new or not study.codes() or engine.is_learned(study)
            to_read = [] if is_learned else sorted(study.sources, key=lambda one: -one.words)
            return LeftToMake(tuple(key.guid for key in to_read), tuple(new), is_learned=is_learned, study=study)

    def learn(self, study: Study) -> None:
        """Train on what was coded and judged by then, and keep what was learned for other processes.

        Args:
            study: the project as suggestions saw it.
        """
        from qualcode.suggestions.engines import engine_of

        engine = engine_of(self.store.path.resolve())
        with engine.lock:
            engine.trained(study)
