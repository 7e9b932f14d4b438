"""Contracts: state what a pipeline expects of its articles, and check articles against it."""

from tearsheet.contracts.checker import Checker
from tearsheet.contracts.contract import Contract, Match
from tearsheet.contracts.errors import ContractError
from tearsheet.contracts.findings import Finding, Report, Severity, Tally
from tearsheet.contracts.loading import load, loads
from tearsheet.contracts.rule import Problem, Rule, Settings, prepared_rule, rule
from tearsheet.contracts.rules.expression import Expression
from tearsheet.contracts.validating import validate, validate_many
from tearsheet.contracts.view import View

__all__ = [
    "Checker",
    "Contract",
    "ContractError",
    "Expression",
    "Finding",
    "Match",
    "Problem",
    "Report",
    "Rule",
    "Settings",
    "Severity",
    "Tally",
    "View",
    "load",
    "loads",
    "prepared_rule",
    "rule",
    "validate",
    "validate_many",
]
