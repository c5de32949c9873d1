"""Which codes the turns of a project, or any texts, may have; loads spaCy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.project.suggestions import ProjectSuggestions

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qualcode.suggestions.likely_codes import LikelyCode
    from qualcode.suggestions.likely_here import LikelyHere


class ProjectLikelyCodes(ProjectSuggestions):
    """One open project as codes in order of how likely they are."""

    __slots__ = ()

    def likely_codes(
        self, source: str, turns: Collection[int] | None = None, *, most: int = 3, with_moderator: bool = False
    ) -> dict[int, tuple[LikelyCode, ...]]:
        """Return the likeliest codes of turns (by number) of a source (by GUID), worth suggesting or not; loads spaCy.

        Turns in a sample that is not released are left out, and so are those without a word.

        Args:
            turns: all where nothing is said.
            most: how many codes of each; 0 for all.

        Raises:
            CuePatternError: a token pattern takes too long on a word.
        """
        from qualcode.model.sample import blind_turns
        from qualcode.model.transcript import talk_of
        from qualcode.suggestions.engines import engine_of
        from qualcode.suggestions.language.meaning_models import named_meanings
        from qualcode.suggestions.likely_codes import likely_codes
        from qualcode.suggestions.talk.lessons import turn_places

        engine, study = engine_of(self.store.path.resolve()), self.study()
        read = self.source(source)
        key = next(one for one in study.sources if one.guid == read.guid)
        hidden = {number for guid, number in blind_turns(study.blind) if guid == source}
        heard = {turn.number for turn in talk_of(read, with_moderator=with_moderator)} - hidden
        asked = [
            place
            for place, turn in enumerate(read.turns)
            if turn.number in heard and (turns is None or turn.number in turns)
        ]
        with engine.lock:
            trained = engine.trained(study)
            if trained is None:
                return {}
            talk = engine.kept.talk(study, key)
            meanings = named_meanings() if trained.model.knows_meanings else None
            meant = engine.kept.meant(study, read, "turns", *turn_places(talk)[1:], meanings)
            found = likely_codes(trained, study, read, talk, meant, turns=asked, most=most)
        return {read.turns[place].number: codes for place, codes in found.items()}

    def likely_here(self, source: str, *, with_moderator: bool = False) -> LikelyHere | None:
        """Return what may be coded in a source (by GUID), of any segment; None before anything was learned.

        It is what the model last trained says, so this is for who asked for suggestions just now. Samples that are not
        released are left out, and where this coder (or anybody, if none is known) rejected a code, that code.
        """
        from qualcode.model.sample import blind_turns
        from qualcode.model.transcript import talk_of
        from qualcode.suggestions.engines import engine_of
        from qualcode.suggestions.likely_here import likely_here

        engine, study = engine_of(self.store.path.resolve()), self.study(with_codings=False)
        key = next((one for one in study.sources if one.guid == source), None)
        if key is None:
            return None
        rejected = [
            one
            for one in study.verdicts
            if one.source_guid == source and one.kind == "reject" and self.coder in ("", one.coder)
        ]
        hidden = {number for guid, number in blind_turns(study.blind) if guid == source}
        with engine.lock:
            if engine.has_seen_otherwise(study.blind):
                return None
            read, talk, trained = (
                engine.kept.source(study, key),
                engine.kept.talk(study, key),
                engine.trained(study, again=False),
            )
            if trained is None or not len(talk):
                return None
            heard = {turn.number for turn in talk_of(read, with_moderator=with_moderator)} - hidden
            places = [place for place, turn in enumerate(read.turns) if turn.number in heard]
            view = engine.views.view(trained, talk, read, study)
            return likely_here(view, study, revision=read.revision, places=places, rejected=rejected)

    def likely_codes_of(
        self, texts: Sequence[str], *, language: str | None = None, most: int = 3
    ) -> list[tuple[LikelyCode, ...]]:
        """Return the likeliest codes of each of some texts that are in no source, as `likely_codes` does.

        Args:
            language: of the texts; that of most words of the project where nothing is said.
        """
        from qualcode.suggestions.engines import engine_of
        from qualcode.suggestions.language.meaning_models import named_meanings
        from qualcode.suggestions.likely_codes import likely_codes, source_of_texts
        from qualcode.suggestions.talk.lessons import turn_places
        from qualcode.suggestions.talk.reading import read_talk

        engine, study = engine_of(self.store.path.resolve()), self.study()
        read = source_of_texts(texts, language or self.usual_language())
        with engine.lock:
            trained = engine.trained(study)
            if trained is None:
                return [() for _ in texts]
            talk = read_talk(read, study.codebooks, engine.kept.table)
            meanings = named_meanings() if trained.model.knows_meanings else None
            places = zip(*turn_places(talk)[1:], strict=True)
            meant = meanings.meanings([read.text[start:end] for start, end in places]) if meanings else None
            found = likely_codes(trained, study, read, talk, meant, turns=range(len(texts)), most=most, alone=True)
        return [found.get(place, ()) for place in range(len(texts))]
