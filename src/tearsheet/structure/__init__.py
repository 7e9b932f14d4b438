"""Builds sections and typed blocks from kept page blocks: headings, lists, tables, code, quotes, figures, key points."""
