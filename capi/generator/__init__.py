"""Generator of the C API: see __main__.py."""
