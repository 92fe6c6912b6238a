"""Points of a plane in three groups: points join the nearest centre, a centre moves to the mean of its points."""

import sys

import numpy as np

points = np.loadtxt(sys.argv[1], delimiter=",")
centres = points[:3]
for _ in range(10):
    distances = np.sum((points[:, None] - centres) ** 2, axis=2)
    groups = np.argmin(distances, axis=1)
    centres = np.stack([np.mean(points[groups == k], axis=0) for k in range(3)])
print(centres)
print(np.bincount(groups))
