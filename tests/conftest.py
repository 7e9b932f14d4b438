"""Settings of all tests."""

from hypothesis import HealthCheck, settings

# How fast examples are made depends on the machine; a test must not fail because others keep it busy.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")
