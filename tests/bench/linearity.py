"""Time against size for every shape: linearity.py [--most-bytes N] [--shapes A,B].

Prints a Markdown table: milliseconds for each size, the ratio to lxml's bare parse of the same bytes, and the
exponent between the last two sizes (1.0 is linear).
"""

from __future__ import annotations

import argparse
import math
import time

from lxml import etree
from shapes import SHAPES

import tearsheet

SIZES = (10_000, 100_000, 1_000_000, 10_000_000, 50_000_000)


def seconds(raw: bytes, *, bare: bool) -> tuple[float, str]:
    """Time one parse; the second value is ``ok`` or the code of the refusal."""
    start = time.process_time()
    outcome = "ok"
    try:
        if bare:
            etree.fromstring(raw, etree.HTMLParser(huge_tree=True))
        else:
            tearsheet.parse(raw)
    except tearsheet.ArticleError as error:
        outcome = error.code
    return time.process_time() - start, outcome


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most-bytes", type=int, default=SIZES[-1])
    parser.add_argument("--shapes", default=",".join(SHAPES))
    options = parser.parse_args()
    sizes = [s for s in SIZES if s <= options.most_bytes]
    seconds(SHAPES["paragraphs"](10_000), bare=False)
    print("| shape | " + " | ".join(f"{s:,} B" for s in sizes) + " | × bare parse | exponent |")
    print("|---|" + "---|" * (len(sizes) + 2))
    for name in options.shapes.split(","):
        times, cells, ratio = [], [], 0.0
        for size in sizes:
            raw = SHAPES[name](size)
            taken, outcome = min(seconds(raw, bare=False) for _ in range(3 if size <= 1_000_000 else 1))
            ratio = taken / seconds(raw, bare=True)[0]
            cells.append(f"{taken * 1000:,.1f} ms" + ("" if outcome == "ok" else f" ({outcome})"))
            if outcome in ("ok", "not-article"):
                times.append((size, taken))
        (a, s), (b, t) = times[-2:] if len(times) > 1 else ((1, 1.0), (1, 1.0))
        exponent = math.log(t / s) / math.log(b / a) if b > a else math.nan
        print(f"| {name} | " + " | ".join(cells) + f" | {ratio:.1f} | {exponent:.2f} |", flush=True)


if __name__ == "__main__":
    main()
