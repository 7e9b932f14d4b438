"""Text whose markup is lost: lines to the same page columns that HTML gives (`tearsheet.flattened.read.read_text`)."""
