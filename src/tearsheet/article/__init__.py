"""The article and its parts: typed, frozen, checked."""
