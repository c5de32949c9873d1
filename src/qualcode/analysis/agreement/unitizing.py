r"""How far coders agree on where in a text something is said, and what: Krippendorff's alphas for unitizing.

Every coder cuts the same continuum, the characters of a text, into segments that bear a value and gaps between them
(phi). What two coders did is compared wherever their segments intersect, measured in characters:

    l_ck    = sum over pairs of coders of the length in which one says c and the other k, over (m - 1)
    eps_ck  = l_.. (l_c. l_.k - [c = k] own_c) / (l_.. l_.. - sum of own)

`own_c` takes out of what is expected that a segment meets itself: the square of its length for each segment of value
c, the length itself for gaps, whose characters stand each for themselves. From that follow

    u-alpha      1 - (l_.. - sum l_cc) / (eps_.. - sum eps_cc): where the segments are and what they say
    |u-alpha     the same with all values taken for one: which parts of the text say anything at all
    cu-alpha     the same over what both of a pair gave a value: what is said, where both found something
    (k)u-alpha   1 - (eps*_.k / l*_.k) (l*_.k - l*_kk) / (eps*_.k - eps*_kk): the same for one value k

In the last two, marked with a star, a segment counts with the length in which others gave a value as well, averaged
over them. These are the definitions of 2016, which replace those of 2004; other programs still compute the older ones.
The example of 2019 prints .413 for |u-alpha where these, as every program we know, give .4136: it is 1 - 26 / 44.338,
and with what is expected rounded to one decimal, 1 - 26 / 44.3 = .413. Where there are three coders or more, programs
differ in cu-alpha and (k)u-alpha: some square the length that a segment shares with each other coder by itself, which
gives .726 in that example; averaged first, as here, it is .724, as printed.

Source: Krippendorff, Mathet, Bouvry and Widlöcher, On the reliability of unitizing textual continua: Further
developments, Quality & Quantity 50 (2016); Krippendorff, Content Analysis, 4th ed. (2019), section 12.6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.analysis.resampling import weighed_products
from qualcode.errors.analysis import NoVariationError, TooFewRatingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from qualcode.analysis.agreement.coinciding import Coincidences

    Alpha = Callable[[Coincidences, NDArray[np.float64]], NDArray[np.float64]]

_FEWEST = 2  # coders
_ROUNDING = 1e-12  # sums of thirds are not whole: what is left of them where there is one value is no variation


def u_alpha(found: Coincidences) -> float:
    """Return the agreement on where segments are and what they say, 1 perfect, 0 chance.

    Raises:
        NoVariationError: nobody found anything, or everybody one and the same value all over.
    """
    return _checked(found, U_ALPHA)


def u_alpha_binary(found: Coincidences) -> float:
    """Return the agreement on which parts of the text say anything at all, whatever it is.

    Raises:
        NoVariationError: nobody found anything, or everybody something everywhere.
    """
    return _checked(found, U_ALPHA_BINARY)


def cu_alpha(found: Coincidences) -> float:
    """Return the agreement on what is said, over what both coders of a pair gave a value.

    Raises:
        TooFewRatingsError: no two coders found anything at the same place.
        NoVariationError: there is only one value.
    """
    _check_met(found)
    return _checked(found, CU_ALPHA)


def ku_alphas(found: Coincidences) -> Mapping[Hashable, float | None]:
    """Return for each value the agreement on it, over what both coders of a pair gave a value.

    None where a value never meets another's segment with a value, or no other value is ever met.

    Raises:
        TooFewRatingsError: no two coders found anything at the same place.
    """
    _check_met(found)
    said, own, alike = (part.sum(axis=0) for part in (found.said_valued, found.own_valued, found.alike))
    total = float(said.sum())
    alphas: dict[Hashable, float | None] = {}
    for place, value in enumerate(found.values[1:], start=1):
        alphas[value] = ku_alpha(met=said[place], alike=alike[place], own=own[place], total=total)
    return alphas


def ku_alpha(*, met: float, alike: float, own: float, total: float) -> float | None:
    """Return (k)u-alpha of one value, or None where it never meets a value, or no other is ever met.

    Args:
        met: `l*_.k`, how long the value meets any value of others.
        alike: `l*_kk`, how long it meets itself.
        own: `own*_k`.
        total: `l*_..`.
    """
    if not (met > 0 and total - met > _ROUNDING * total):
        return None
    # l*_.. / (l*_..² - sum of own) is in both expectations and falls out.
    return float(1 - (met * total - own) / met * (met - alike) / (met * (total - met)))


def _u_alpha(found: Coincidences, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return _alpha(found.said, found.alike, found.own, weights)


def _u_alpha_binary(found: Coincidences, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    said = np.column_stack([found.said[:, 0], found.said[:, 1:].sum(axis=1)])
    # What is no gap with both is all that is there without what is a gap with either.
    both = said[:, 1] - (said[:, 0] - found.alike[:, 0])
    return _alpha(said, np.column_stack([found.alike[:, 0], both]), found.own, weights)


def _cu_alpha(found: Coincidences, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return _alpha(found.said_valued[:, 1:], found.alike[:, 1:], found.own_valued[:, 1:], weights)


U_ALPHA: Alpha = _u_alpha
U_ALPHA_BINARY: Alpha = _u_alpha_binary
CU_ALPHA: Alpha = _cu_alpha


def _alpha(
    said: NDArray[np.float64], alike: NDArray[np.float64], own: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return 1 - observed / expected for each row of weights of the groups, NaN where nothing can be told."""
    import numpy as np

    each = said.sum(axis=1)
    total = weights @ each
    apart = weights @ (each - alike.sum(axis=1))
    # Who says c where another says k: all pairs without those of one value, c with c, k with k.
    apart_by_chance = total**2 - weighed_products(weights, said, said)
    possible = total**2 - weights @ own.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        is_told = (possible > 0) & (apart_by_chance > _ROUNDING * total**2)
        return np.where(is_told, 1 - apart * possible / (total * apart_by_chance), np.nan)


def _checked(found: Coincidences, alpha: Alpha) -> float:
    import numpy as np

    told = float(alpha(found, np.ones((1, len(found.said))))[0])
    if not np.isfinite(told):
        raise NoVariationError(round(found.said.sum() / found.coders))
    return told


def _check_met(found: Coincidences) -> None:
    if not found.said_valued.sum() > 0:
        raise TooFewRatingsError(0, _FEWEST)
