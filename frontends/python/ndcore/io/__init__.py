"""Arrays as text and in files."""
