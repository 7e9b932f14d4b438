from tearsheet.body.scorer._facts cimport Facts
from tearsheet.body.scorer._lexicon cimport Lexicon

cdef enum:
    ROW = 192  # columns

cdef Facts read_page(page, str title, Lexicon lexicon)
