"""The learned scorer: a page's leaves to the chance of each to belong to the article."""
