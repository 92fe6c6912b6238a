"""The bare class ndarray, dtypes, and what is passed with an array: shapes, axes, memory."""
