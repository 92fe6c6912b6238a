"""Memory of others as arrays, and arrays as memory for others: array interface, buffers, DLPack, Arrow."""
