"""Renders articles as plain text, Markdown, HTML and schema.org."""
