"""Scores the library on pages of your own: a folder of pages, each with what is expected of it."""

from tearsheet.evaluation.folder import EvaluationError, evaluate_folder
from tearsheet.evaluation.measures import MEASURES, Score
from tearsheet.evaluation.report import FieldResult, PageResult, Result

__all__ = ["MEASURES", "EvaluationError", "FieldResult", "PageResult", "Result", "Score", "evaluate_folder"]
