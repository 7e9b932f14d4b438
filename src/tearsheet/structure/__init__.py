"""Kept blocks to sections and typed blocks: headings, lists, tables, code, quotes, figures, key points."""
