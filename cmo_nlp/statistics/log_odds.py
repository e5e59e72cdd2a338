"""Which things two parts of a corpus speak of more: log-odds with an informative Dirichlet prior."""

from typing import NamedTuple

import numpy as np

__all__ = ["LogOdds", "log_odds"]


class LogOdds(NamedTuple):
    """Per thing: the log-odds ratio `delta` (second part against first) and its standard score `z`."""

    delta: np.ndarray
    z: np.ndarray


def log_odds(first: np.ndarray, second: np.ndarray, prior: np.ndarray) -> LogOdds | None:
    """Return the log-odds ratio of each thing in the counts `second` against `first`, None without counts.

    Definition: with y the counts of a part, n their sum, a the `prior` counts and a0 their sum,
    δ = log((y2 + a) / (n2 + a0 - y2 - a)) - log((y1 + a) / (n1 + a0 - y1 - a)),
    z = δ / √(1 / (y2 + a) + 1 / (y1 + a)).
    Direction: above 0 is more in the second part. All three are (things,), the prior above 0 everywhere.
    Bias: towards 0, the more so the rarer the thing and the heavier the prior, which is its purpose. Counts
    are taken to be independent. Source: Monroe, Colaresi and Quinn (2008), equations 15, 16 and 22.
    """
    n1, n2, a0 = first.sum(), second.sum(), prior.sum()
    if not n1 or not n2:
        return None
    if np.any(prior <= 0):
        msg = "the prior must be above 0 for every thing"
        raise ValueError(msg)
    before, after = first + prior, second + prior
    rest_before, rest_after = n1 + a0 - before, n2 + a0 - after
    if np.any(rest_before <= 0) or np.any(rest_after <= 0):
        return None  # a single thing has no odds against others
    delta = np.log(after / rest_after) - np.log(before / rest_before)
    return LogOdds(delta, delta / np.sqrt(1 / before + 1 / after))
