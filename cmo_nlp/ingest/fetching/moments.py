"""How long until a moment of the monotonic clock."""

import time

__all__ = ["seconds_until"]


def seconds_until(deadline: float) -> float:
    """Return the seconds left until `deadline` (monotonic), 0.0 when it is past."""
    return max(0.0, deadline - time.monotonic())
