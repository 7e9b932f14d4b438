"""Leaves modules that cannot be imported without their extra out of the doctests."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("datatrove") else ["src/tearsheet/datatrove.py"]
