"""Articles in the shapes of other tools."""
