"""Rules for single sites, as data: selectors for the last per cent that general rules miss.

Nothing of them is built in. A rule is a TOML file that a user writes, gives to `parse`, and tests with
``tearsheet site test``.
"""

from tearsheet.sites.evaluate import SiteHits, evaluate
from tearsheet.sites.loading import installed_rules, load_rule, load_rules
from tearsheet.sites.rule import SiteRule, SiteRuleError, SiteRules

__all__ = [
    "SiteHits",
    "SiteRule",
    "SiteRuleError",
    "SiteRules",
    "evaluate",
    "installed_rules",
    "load_rule",
    "load_rules",
]
