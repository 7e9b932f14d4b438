"""Selects the blocks of a page that are the body of the article, and finds pages that are not articles."""
