"""Settings of all tests."""

import os

from hypothesis import HealthCheck, settings

# How fast examples are made depends on the machine; a test must not fail because others keep it busy.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A build tries the same examples each time, so that it only fails because of the change that it builds. Developers look
# for new ones, for many with ``HYPOTHESIS_PROFILE=search``.
settings.register_profile("build", settings.get_profile("tests"), derandomize=True)
settings.register_profile("search", settings.get_profile("tests"), max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("build" if os.environ.get("CI") else "tests"))
