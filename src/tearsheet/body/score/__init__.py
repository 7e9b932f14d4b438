"""The learned scorer: computes the kind of a page, and for each block the probability that it belongs to the body."""
