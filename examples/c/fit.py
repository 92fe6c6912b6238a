"""A straight line through a table by least squares: the normal equations, and how far the points lie from it."""

import sys

import numpy as np

table = np.loadtxt(sys.argv[1], delimiter=",")
x, y = table[:, 0], table[:, 1]
design = np.stack([np.ones_like(x), x], axis=1)
line = np.linalg.solve(design.T @ design, design.T @ y)
residual = y - design @ line
print(line)
print(np.sqrt(np.mean(residual**2, keepdims=True)))
