"""Text whose markup is lost: lines to the same page columns that HTML gives (`tearsheet.plaintext.read.read_text`)."""
