"""How far a thing is characteristic of a part of a corpus."""

import math

__all__ = ["specificity"]


def specificity(found: int, drawn: int, of_kind: int, total: int) -> float | None:
    """Return the signed log10 of the probability of so many, None where no other number was possible.

    `drawn` of `total` units are the part, `of_kind` of the total hold the thing, `found` of the drawn do.
    Definition: X is hypergeometric, the units of the part drawn blindly. Where `found` is above what is
    expected, -log10 P(X >= found), else log10 P(X <= found): +2 is one draw in a hundred with as many, -2 one
    with as few. Bias: units are taken to be independent; the passages of one document are not, which makes it
    too large. Source: Lafon (1980), Mots 1.

    >>> round(specificity(3, 3, 5, 10), 3), round(specificity(0, 3, 5, 10), 3)
    (1.079, -1.079)
    >>> specificity(4, 4, 10, 10) is None
    True
    """
    if not (0 <= found <= min(drawn, of_kind) and max(drawn, of_kind) <= total):
        msg = "a part cannot hold more than there is"
        raise ValueError(msg)
    if max(0, drawn + of_kind - total) == min(drawn, of_kind):
        return None
    from scipy.stats import hypergeom

    if found * total > drawn * of_kind:
        return float(-hypergeom.logsf(found - 1, total, of_kind, drawn) / math.log(10))
    return float(hypergeom.logcdf(found, total, of_kind, drawn) / math.log(10))
