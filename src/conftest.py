"""TextBlocks modules that cannot be imported without their extra out of the doctests."""

from importlib.util import find_spec

NEEDS = {
    "datatrove": "datatrove",
    "langchain": "langchain_core",
    "llamaindex": "llama_index",
    "scrapy": "scrapy",
}
"""For each such module the package that it needs."""

collect_ignore = [
    f"tearsheet/{folder}{module}.py"
    for module, package in NEEDS.items()
    for folder in ("", "integrations/")
    if not find_spec(package)
]
collect_ignore_glob = [] if all(map(find_spec, ("lightgbm", "numpy", "scipy"))) else ["tearsheet/training/*"]
