"""The command ``tearsheet``.

Exit codes: 0 all is well; 1 some pages were rejected; 2 wrong use; 3 the run had to stop and can be taken up (a full
disk, say); 130 stopped by Ctrl-C.
"""

from tearsheet.cli.app import main

__all__ = ["main"]
