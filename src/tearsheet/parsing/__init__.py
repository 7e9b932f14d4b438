"""Text to value: pure functions that know nothing of pages."""
