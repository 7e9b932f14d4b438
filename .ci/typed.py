"""Check how much of the public API is typed: ``pyright --verifytypes tearsheet --outputjson | python .ci/typed.py``.

pyright counts every symbol of every module whose name has no underscore. Public are only the modules that
docs/stability.md lists, and the modules that define what they export; this script counts the symbols in these.
"""

from __future__ import annotations

import json
import sys

WANTED = 0.99
PUBLIC = (
    "tearsheet.about.",
    "tearsheet.api.parse",
    "tearsheet.api.explain",
    "tearsheet.article.",
    "tearsheet.batch.errors.",
    "tearsheet.batch.records.",
    "tearsheet.batch.run.convert",
    "tearsheet.batch.summary.",
    "tearsheet.block_reports.",
    "tearsheet.contracts.",
    "tearsheet.errors.",
    "tearsheet.evaluation.",
    "tearsheet.inspection.inspecting.",
    "tearsheet.integrations.",
    "tearsheet.sites.",
)


def main() -> int:
    """Print the score and what lacks a type; return 1 if the score is too low."""
    symbols = json.load(sys.stdin)["typeCompleteness"]["symbols"]
    public = [one for one in symbols if one["isExported"] and one["name"].startswith(PUBLIC)]
    typed = [one for one in public if one["isTypeKnown"] and not one["isTypeAmbiguous"]]
    for one in public:
        if one not in typed:
            sys.stdout.write(f"{one['name']}\n")
    score = len(typed) / len(public)
    sys.stdout.write(f"{score:.1%} of {len(public):,} public symbols are typed\n")
    return 0 if score >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
