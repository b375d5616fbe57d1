"""For all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# The same examples in every run, so that a change is judged by itself; to look for new ones:
# HYPOTHESIS_PROFILE=explore make test-quick. A busy machine is no fault: no example has a deadline.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
