"""What is compiled where a compiler is there: plain Python with types beside it, which runs as it stands."""
