"""Parses strings into values, with pure functions that do not depend on pages."""
