"""The rules that come with tearsheet, one function a rule, grouped by what they look at."""
