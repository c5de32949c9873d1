"""Every table of a project counted again from its file, by SQL and loops, on random studies."""

import krippendorff
import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import jaccard_distance

from qualcode.errors.analysis import EmptySelectionError, TooFewCodersError
from qualcode.project.opening import open_project
from tests.recounting import Recount, make_study

SEEDS = range(8)


@pytest.fixture(scope="module", params=SEEDS)
def study(tmp_path_factory, request):
    """A project file; nothing here changes it."""
    return make_study(tmp_path_factory.mktemp("study") / "study.qualcode", request.param)


@pytest.fixture(scope="module", params=[False, True], ids=["participants", "everybody"])
def both(study, request):
    """The project, the recount, and whether the moderator counts."""
    recount = Recount(study, with_moderator=request.param)
    with open_project(study, coder="Kim") as project:
        yield project, recount, request.param
    recount.close()


def test_frequencies(both):
    """Counts, denominators, voices, prompts, and the first and last turn, of every code."""
    project, recount, with_moderator = both

    expected = [one | more for one, more in zip(recount.frequencies(), recount.voices(), strict=True)]
    found = project.frequencies(with_moderator=with_moderator)
    assert expected == found.select(*expected[0]).to_dicts()


@pytest.mark.parametrize(("scope", "name"), [("case", "gender"), ("source", "wave")])
def test_frequencies_by_level(both, scope, name):
    """The same within each level, what is missing one of them."""
    project, recount, with_moderator = both

    expected = recount.frequencies_by(scope, name)
    found = project.frequencies([name], with_moderator=with_moderator)
    assert expected == {
        level: found.filter(found["level"] == level).select(*expected[level][0]).to_dicts() for level in expected
    }
    assert set(expected) == set(found["level"])


@pytest.mark.parametrize("unit", ["codings", "turns", "participants", "groups"])
def test_matrix(both, unit):
    """Every code with every source."""
    project, recount, with_moderator = both

    expected = recount.matrix(unit, lambda at: recount.sources[at[0]])
    found = project.matrix(unit=unit, with_moderator=with_moderator)
    assert expected == {(row["code"], row["column"]): row["n"] for row in found.to_dicts() if row["n"]}


def test_crosstab_of_a_code_and_a_variable(both):
    """A whole theme by wave: who voiced it there, and who spoke there and did not."""
    project, recount, with_moderator = both
    theme = recount.codes[0]

    of = {source: recount.level("source", source, "wave") or "(missing)" for source in recount.sources}
    _, voiced = recount.counted(theme)
    there = {(of[at[0]], turn[0]) for at, turn in recount.turns.items()}
    met = {(of[at[0]], recount.turns[at][0]) for at in voiced}
    found = project.crosstab(
        f"code:{recount.names[theme]}", "source:wave", is_whole=True, with_moderator=with_moderator
    )
    expected = {
        (name, level): len([1 for pair in pairs if pair[0] == level])
        for name, pairs in ((recount.names[theme], met), ("(none)", there - met))
        for level in {level for level, _ in there}
    }
    assert expected == {(row["row"], row["column"]): row["n"] for row in found.to_dicts()}


@pytest.mark.parametrize("within", ["overlap", "turn", "exchange", "participant"])
def test_cooccurrences(both, within):
    """Pairs that meet: units with one, the other and both, and all units."""
    project, recount, with_moderator = both

    expected, units = recount.cooccurrences(within)
    try:
        found = project.cooccurrences(within=within, with_moderator=with_moderator)
    except EmptySelectionError:
        assert units == 0
        return
    assert expected == {
        (row["code_a"], row["code_b"]): (row["n_a"], row["n_b"], row["n_both"]) for row in found.to_dicts()
    }
    assert {units} >= set(found["units"])


def test_saturation(both):
    """New codes of each coded group, in order."""
    project, recount, with_moderator = both

    found = project.saturation(with_moderator=with_moderator)
    assert recount.new_codes() == found["new"].drop_nulls().to_list()


def test_participation(both):
    """Turns and words of each speaker in each group."""
    project, recount, with_moderator = both

    found = project.participation(with_moderator=with_moderator)
    expected = sorted((*key, *value) for key, value in recount.participation().items())
    assert expected == sorted(found.select("group", "speaker", "turns", "words").rows())


def test_quotes(both):
    """A quote for each coding that lies in a turn that counts, beginning with the first such turn."""
    project, recount, with_moderator = both

    expected = sorted(
        (recount.sources[row[2]], row[3], row[4], row[5], recount.names[row[1]], here[0][1])
        for row in recount.codings
        if (here := [at for at in recount.lies_in[row[0]] if at in recount.turns])
    )
    found = project.quotes(with_moderator=with_moderator)
    assert expected == sorted(found.select("source", "start", "end", "coder", "code", "turn").rows())


def test_agreement(both):
    """Alpha as the krippendorff package has it, kappas and alphas of sets as NLTK has them."""
    project, recount, with_moderator = both
    coders = sorted({row[5] for row in recount.codings})
    codes, sets = recount.judged(coders)
    try:
        found = project.agreement(with_moderator=with_moderator)
    except (EmptySelectionError, TooFewCodersError):
        assert len(coders) < 2 or not sets
        return

    for row in found.to_dicts():
        units = sets if row["kind"] == "overall" else codes[row["code"]]
        assert len(units) == row["units"]
        assert [sum(bool(unit[who]) for unit in units) for who in range(len(coders))] == row["coded_each"]
        if row["alpha"] is None:
            assert len(units) < 2 or len({value for unit in units for value in unit}) == 1
            continue
        values = list({value: None for unit in units for value in unit})
        numbers = [[values.index(unit[who]) for unit in units] for who in range(len(coders))]
        assert krippendorff.alpha(numbers, level_of_measurement="nominal") == pytest.approx(row["alpha"], abs=5e-4)
        task = _task(units)
        assert 100 * task.avg_Ao() == pytest.approx(row["percent"], abs=0.051)
        if row["kind"] == "overall":
            assert _task(units, _jaccard).alpha() == pytest.approx(row["alpha_jaccard"], abs=5e-4)
        elif len(coders) == 2:
            assert task.kappa() == pytest.approx(row["cohen_kappa"], abs=5e-4)


def _task(units, distance=None):
    triples = [(who, item, value) for item, unit in enumerate(units) for who, value in enumerate(unit)]
    return AnnotationTask(triples, distance=distance) if distance else AnnotationTask(triples)


def _jaccard(one, other):
    return jaccard_distance(one, other) if one | other else 0.0
