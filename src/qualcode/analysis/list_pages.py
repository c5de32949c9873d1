"""Pages of lists: pairs of codes, groups in order of fieldwork, speakers, agreement, disagreements, quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.cooccurrence import strongest
from qualcode.analysis.page_notes import UNITIZING
from qualcode.analysis.pages import Page, between, code_page, fixed

if TYPE_CHECKING:
    import polars as pl

_SET_ALPHAS = {"alpha_jaccard": "α, Jaccard", "alpha_masi": "α, MASI"}
_KAPPAS = {"cohen_kappa": "κ, Cohen", "fleiss_kappa": "κ, Fleiss"}
_UNITIZING = {"u_alpha_binary": "|uα", "cu_alpha": "cuα"}


def pairs_page(frame: pl.DataFrame, *notes: str) -> Page:
    """Return the page of `analysis.cooccurrence`, the pairs that meet most first."""
    import polars as pl

    columns = {
        "code a": pl.col("code_a"),
        "code b": pl.col("code_b"),
        **({"places": pl.col("passages")} if frame["passages"].null_count() < frame.height else {}),
        "both": pl.col("n_both"),
        "a": pl.col("n_a"),
        "b": pl.col("n_b"),
        "% of a": pl.col("percent_a"),
        "% of b": pl.col("percent_b"),
        "Jaccard": pl.col("jaccard").round(2),
        "lift": pl.col("lift").round(1),
    }
    return Page(frame=strongest(frame, max(1, frame.height)).select(**columns), notes=notes)


def saturation_page(frame: pl.DataFrame, of: str, *notes: str) -> Page:
    """Return the page of `analysis.saturation`; `of` names what is counted."""
    import polars as pl

    order = next(iter(frame["order_variable"].drop_nulls().to_list()), "")
    columns = {
        "group": pl.col("group"),
        **({order if order != "group" else "order": pl.col("order")} if order else {}),
        "place": pl.col("place"),
        of: pl.col("codes"),
        "new": pl.col("new"),
        "in all": pl.col("cumulative"),
        "in all, %": pl.col("cumulative_percent"),
        "new in the run": pl.col("run_new"),
        "new information, %": pl.col("new_percent"),
    }
    return Page(frame=frame.select(**columns), notes=notes)


def talk_page(frame: pl.DataFrame, *notes: str) -> Page:
    """Return the page of `analysis.participation`: a row a speaker."""
    import polars as pl

    is_plain = pl.col("role") == "participant"
    name = pl.when(is_plain).then(pl.col("speaker")).otherwise(pl.format("{} ({})", "speaker", "role"))
    columns = {
        "group": pl.col("group"),
        "speaker": name,
        "turns": pl.col("turns"),
        "turns, %": pl.col("turns_percent"),
        "words": pl.col("words"),
        "words, %": pl.col("words_percent"),
        "words a turn": pl.col("words_per_turn"),
        "most of the talk": pl.when("is_dominant").then(pl.lit("yes")).otherwise(pl.lit("")),
    }
    return Page(frame=frame.select(**columns), notes=notes)


def group_talk_page(frame: pl.DataFrame, *notes: str) -> Page:
    """Return the page of `analysis.participation` by group."""
    import polars as pl

    columns = {
        "group": pl.col("group"),
        "participants": pl.col("participants"),
        "turns": pl.col("turns"),
        "words": pl.col("words"),
        "words a turn": pl.col("words_per_turn"),
        "moderator, %": pl.col("moderator_percent"),
        "Gini": pl.col("gini").round(2),
        "most words": pl.col("most"),
        "theirs, %": pl.col("most_percent"),
        "most of the talk": pl.when("is_dominated").then(pl.lit("yes")).otherwise(pl.lit("")),
    }
    return Page(frame=frame.select(**columns), notes=notes)


def follows_page(frame: pl.DataFrame, *notes: str) -> Page:
    """Return the page of who follows whom: a row two speakers."""
    import polars as pl

    columns = {
        "group": pl.col("group"),
        "speaker": pl.col("speaker"),
        "followed by": pl.col("next"),
        "times": pl.col("n"),
        "%": pl.col("percent"),
    }
    return Page(frame=frame.select(**columns), notes=notes)


def agreement_page(frame: pl.DataFrame, *notes: str) -> Page:
    """Return the page of `analysis.agreement`: coefficients with two decimals, each interval in one cell."""
    import polars as pl

    is_character = not frame.is_empty() and frame["unit"][0] == "character"
    alpha, heading = ("u_alpha", "uα") if is_character else ("alpha", "α")
    more = _UNITIZING | {"ku_alpha": "(k)uα"} if is_character else _SET_ALPHAS
    columns = {
        "any": pl.col("coded_any"),
        "all": pl.col("coded_all"),
        "agreement, %": pl.col("percent").round(1),
        **({} if is_character else {name: pl.col(column).round(2) for column, name in _KAPPAS.items()}),
        heading: pl.col(alpha).round(2),
        f"{heading}, 95 %": between(f"{alpha}_low", f"{alpha}_high", 2),
        **{name: pl.col(column).round(2) for column, name in more.items() if frame[column].null_count() < frame.height},
        "rare": pl.when("is_rare").then(pl.lit("*")).otherwise(pl.lit("")),
    }
    named = _with_basis(frame)
    defined = (UNITIZING,) if is_character else ()
    return code_page(named, named.select(**columns), (*notes, *defined, *_rare(frame)))


def pair_agreement_page(frame: pl.DataFrame, *notes: str) -> Page:
    """Return the page of the agreement of each two coders: codes in the rows, pairs in the columns, α in the cells."""
    import polars as pl

    if frame.is_empty():
        return Page(frame=frame.select("code"), notes=notes)
    alpha = "u_alpha" if frame["unit"][0] == "character" else "alpha"
    blocks = frame.partition_by("coder_a", "coder_b", maintain_order=True)
    value = fixed(alpha, 2)
    star = pl.when("is_rare").then(pl.lit(" *")).otherwise(pl.lit(""))
    interval = pl.when(pl.col(f"{alpha}_low").is_not_null()).then(
        pl.format(" ({})", between(f"{alpha}_low", f"{alpha}_high", 2))
    )
    cell = pl.concat_str(value, interval.fill_null(""), star)
    keys = ["code_guid", "basis"]
    codes = frame.unique([*keys, "path"], maintain_order=True, keep="first")
    table = _with_basis(codes).select(*keys, "code", "depth", "codebook", "is_retired")
    for block in blocks:
        pair = f"{block['coder_a'][0]} & {block['coder_b'][0]}"
        found = block.select(*keys, cell.alias(pair))
        table = table.join(found, on=keys, how="left", maintain_order="left", nulls_equal=True)
    figures = table.drop(*keys, "code", "depth", "codebook", "is_retired")
    shown = ("uα and its 95 % interval.", UNITIZING) if alpha == "u_alpha" else ("α and its 95 % interval.",)
    return code_page(table, figures, (*notes, *shown, *_rare(frame)))


def disagreement_page(frame: pl.DataFrame, *notes: str) -> Page:
    """Return the page of `analysis.disagreements`."""
    import polars as pl

    columns = {
        "transcript": pl.col("source"),
        "turn": pl.col("turn"),
        "speaker": pl.col("speaker"),
        "code": pl.col("path"),
        "said by": pl.col("said_by"),
        "not by": pl.col("not_by"),
        "instead": pl.col("instead"),
        "words": pl.col("words"),
    }
    return Page(frame=frame.select(**columns), notes=notes)


def quotes_page(frame: pl.DataFrame, *notes: str) -> Page:
    """Return the page of `analysis.quotes`, with context and memos where there are some."""
    import polars as pl

    def given(column: str) -> bool:
        return column in frame.columns and bool((frame[column].fill_null("") != "").any())

    columns = {
        "code": pl.col("path"),
        **({"before": pl.col("before")} if given("before") else {}),
        "quote": pl.col("quote"),
        **({"after": pl.col("after")} if given("after") else {}),
        "speaker": pl.col("speaker"),
        "group": pl.col("group"),
        "variables": pl.col("variables").list.join(", "),
        "turn": pl.col("turn"),
        "coder": pl.col("coder"),
        **({"memo": pl.col("memo")} if given("memo") else {}),
    }
    return Page(frame=frame.select(**columns), notes=notes)


def _with_basis(frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    by_hand = pl.when(pl.col("basis") == "by hand").then(pl.format("{}, by hand", "code"))
    return frame.with_columns(code=by_hand.otherwise(pl.col("code")))


def _rare(frame: pl.DataFrame) -> tuple[str, ...]:
    return ("* too rare to judge.",) if frame["is_rare"].any() else ()
