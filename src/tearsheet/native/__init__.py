"""Code that is compiled where a compiler is available: plain Python with types beside it, which also runs uncompiled."""
