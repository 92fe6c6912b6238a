"""An image blurred by views: each pixel becomes the mean of the square of nine around it."""

import sys

import numpy as np

image = np.loadtxt(sys.argv[1])
rows, columns = image.shape
total = np.zeros((rows - 2, columns - 2))
for i in range(3):
    for j in range(3):
        total += image[i : i + rows - 2, j : j + columns - 2]
print(image)
total /= 9
print(total)
