"""Many tests at once: control of the share of false discoveries."""

from collections.abc import Sequence

__all__ = ["benjamini_hochberg"]


def benjamini_hochberg(p: Sequence[float | None]) -> list[float | None]:
    """Return the q-value of each p-value, None where there is no p-value; those do not count as tests.

    Definition: the smallest level of false discovery (expected share of true null hypotheses among those
    rejected) at which the test would be rejected. Formula: q(i) = min over j >= i of p(j) m / j, p sorted, m
    tests. Direction: small is strong; q >= p. Bias: exact to conservative for independent and positively
    dependent tests, no guarantee under other dependence. Source: Benjamini and Hochberg (1995).

    >>> benjamini_hochberg([0.01, None, 0.04])
    [0.02, None, 0.04]
    """
    from scipy.stats import false_discovery_control

    tested = [value for value in p if value is not None]
    if not tested:
        return [None] * len(p)
    adjusted = iter(false_discovery_control(tested, method="bh").tolist())
    return [None if value is None else next(adjusted) for value in p]
