"""Article to text, Markdown, HTML and schema.org."""
