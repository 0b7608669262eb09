"""Pages of the administrators, one module for each thing they keep."""
