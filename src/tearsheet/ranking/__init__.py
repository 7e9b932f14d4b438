"""From candidates to one value: what a candidate is, and the one place that chooses."""
