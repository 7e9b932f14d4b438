"""Code shared by compiled and pure-Python modules. It is plain Python with Cython types in `.pxd` files."""
