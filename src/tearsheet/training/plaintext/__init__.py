"""Learns to read text whose markup is lost: roles of lines, and which of the values that lines state to give."""
