"""The lowest floor: the C library itself — how it is found and bound, its constants, errors, callbacks and table of
methods."""
