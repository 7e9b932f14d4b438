"""The body: which blocks belong to the article, and the sections and blocks that they form."""
