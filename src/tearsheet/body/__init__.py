"""The body: which leaves belong to the article, and the sections and blocks that they form."""
