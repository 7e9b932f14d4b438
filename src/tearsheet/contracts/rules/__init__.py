"""The rules of tearsheet, one function per rule, grouped by subject."""
