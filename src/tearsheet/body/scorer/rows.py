"""The rows that the scorer works on: made by compiled loops where there are any, by numpy elsewhere, all the same."""

from __future__ import annotations

try:
    from tearsheet.body.scorer._context import context_rows
    from tearsheet.body.scorer._kinds import kind_evidence, kind_features
    from tearsheet.body.scorer._lexicon import Lexicon
    from tearsheet.body.scorer._rows import leaf_features
except ImportError:  # not compiled here, or for other leaves and kinds than there are
    from tearsheet.body.scorer.context import context_rows
    from tearsheet.body.scorer.features import leaf_features
    from tearsheet.body.scorer.kinds import kind_evidence, kind_features
    from tearsheet.body.scorer.paths import Lexicon

__all__ = ["Lexicon", "context_rows", "kind_evidence", "kind_features", "leaf_features"]
