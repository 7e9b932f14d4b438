"""The fields: each has a module with one pure function from a page to candidates, best first."""
