"""Tests of the binary interface: a package, so that this conftest and that of tests/python can be loaded together."""
