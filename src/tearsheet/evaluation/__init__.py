"""Scores tearsheet on your own pages: a folder of pages, each with its expected values."""

from tearsheet.evaluation.folder import EvaluationError, evaluate_folder
from tearsheet.evaluation.measures import MEASURES, Score
from tearsheet.evaluation.report import FieldResult, PageResult, Result

__all__ = ["MEASURES", "EvaluationError", "FieldResult", "PageResult", "Result", "Score", "evaluate_folder"]
