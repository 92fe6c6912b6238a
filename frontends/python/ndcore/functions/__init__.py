"""Functions of the package; those that follow from the tags of the C functions are in `generated`."""
