"""What all tests share."""

import os

from hypothesis import settings

# A property holds or not, however busy the machine is: no example is timed. Where CI is set, the examples are
# the same each time, so that a change is judged by itself; elsewhere they are others in every run.
settings.register_profile("untimed", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("untimed")
