"""What arrays have: operators, indexing, properties, methods. ndarray.py sets them on the bare class."""
