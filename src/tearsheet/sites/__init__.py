"""Rules for single sites, as data: selectors for what the general rules miss.

None are built in. A rule is a TOML file that a user writes, or that `learn` writes from the site's own pages. It is
passed to `parse`, tested with ``tearsheet site test`` and checked against later pages with ``tearsheet site
check``.
"""

from tearsheet.sites.drift import Drift, check
from tearsheet.sites.evaluate import SiteHits, evaluate
from tearsheet.sites.learn import LearnedSite, learn, learn_sites
from tearsheet.sites.loading import installed_rules, load_rule, load_rules
from tearsheet.sites.rule import SiteRule, SiteRuleError, SiteRules
from tearsheet.sites.writing import to_toml

__all__ = [
    "Drift",
    "LearnedSite",
    "SiteHits",
    "SiteRule",
    "SiteRuleError",
    "SiteRules",
    "check",
    "evaluate",
    "installed_rules",
    "learn",
    "learn_sites",
    "load_rule",
    "load_rules",
    "to_toml",
]
