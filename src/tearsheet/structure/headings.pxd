cimport cython

from tearsheet.page._leaf cimport Leaf as PageLeaf
from tearsheet.structure.grouping cimport Run

@cython.locals(run=Run)
cpdef dict read_outline(page, list runs, titles)
@cython.locals(
    run=Run, leaf=PageLeaf, found=set, classes=dict, tags=list, attrs=list, leaves=list, positions=list, size=Py_ssize_t, k=Py_ssize_t
)
cpdef set lines_that_head(page, list runs)
