"""Training of the learned parts from corpora of pages with gold answers; needs the ``training`` extra."""
