"""What a project is asked for other tools to learn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors.lookups import UnknownCoderError
from qualcode.model.codebook import code_paths
from qualcode.project.codebooks import ProjectCodebooks
from qualcode.project.samples import ProjectSamples
from qualcode.store.project_facts import read_coders
from qualcode.store.verdicts import read_verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qualcode.suggestions.teaching import Asked, Talk


class ProjectExamples(ProjectSamples, ProjectCodebooks):
    """One open project as examples."""

    __slots__ = ()

    def talks(
        self,
        *,
        asked: Asked = "all",
        sources: Sequence[str] = (),
        coders: Sequence[str] = (),
        with_moderator: bool = False,
    ) -> Iterator[Talk]:
        """Yield the turns of each source with the codings and verdicts in them, as `suggestions.teaching.talks` does.

        What lies in a sample that is not released is left out.

        Args:
            asked: codings, verdicts, or codings and what was rejected.
            sources: GUIDs; all for none.
            coders: whose codings and verdicts; everybody's for none.
            with_moderator: moderators' and observers' turns, too.

        Raises:
            UnknownCoderError: somebody has neither a coding nor a verdict.
        """
        from qualcode.suggestions.teaching import talks

        known = {*read_coders(self.store), *(one.coder for one in read_verdicts(self.store))}
        for name in coders:
            if name not in known:
                raise UnknownCoderError(name, sorted(known))
        paths = code_paths(self.codebooks())
        for guid in sources or [source.guid for source in self.source_list()]:
            yield from talks(
                self.source(guid),
                [one for one in self.seen_codings(guid) if not coders or one.coder in coders],
                [one for one in self.seen_verdicts(guid) if not coders or one.coder in coders],
                paths,
                asked=asked,
                with_moderator=with_moderator,
            )
