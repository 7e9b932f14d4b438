"""The learned scorer: the blocks of a page to the probability that each belongs to the article, and the page's kind."""
