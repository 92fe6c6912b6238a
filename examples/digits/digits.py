"""Handwritten digits: principal components and nearest centroids, on ndcore or, with --numpy, on NumPy.

    NDCORE_FFI=ctypes ./dev python examples/digits/digits.py --picture digits.png

digits.c does the same in C, operation by operation, and prints the same table to the last digit.
"""

from __future__ import annotations

import argparse
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
PIXELS, CLASSES, COMPONENTS = 64, 10, 10


def load(xp, folder):
    """Images, labels, and whether the text and the .npy file hold the same."""
    table = xp.loadtxt(str(folder / "digits.csv"), delimiter=",")
    stored = xp.load(str(folder / "digits.npy"))
    return table[:, :PIXELS], table[:, PIXELS].astype("int64"), bool((table == stored).all())


def components_of(xp, x):
    """Eigenvalues of the covariance, largest first, and the leading eigenvectors as columns."""
    covariance = xp.matmul(x.T, x) / (x.shape[0] - 1)
    values, vectors = xp.linalg.eigh(covariance)
    values, vectors = values[::-1], vectors[:, ::-1][:, :COMPONENTS]
    # An eigenvector's sign is arbitrary: its largest element is made positive.
    largest = xp.abs(vectors).argmax(axis=0)
    signs = xp.sign(xp.take_along_axis(vectors, largest[None, :], axis=0))
    return values, vectors * signs


def analyse(xp, folder=DATA):
    """The table as (name, value) pairs, and what a picture needs."""
    images, labels, same = load(xp, folder)
    is_test = xp.arange(images.shape[0]) % 3 == 0  # the split: every third image is for testing
    is_train = ~is_test
    train, test = images[is_train], images[is_test]
    train_labels, test_labels = labels[is_train], labels[is_test]

    mean, deviation = train.mean(axis=0), train.std(axis=0)
    deviation = xp.where(deviation == 0, 1.0, deviation)  # pixels that are always white
    x, y = (train - mean) / deviation, (test - mean) / deviation

    values, vectors = components_of(xp, x)
    projected, tested = xp.matmul(x, vectors), xp.matmul(y, vectors)

    centroids = xp.stack([projected[train_labels == digit].mean(axis=0) for digit in range(CLASSES)])
    distances = xp.square(tested[:, None, :] - centroids).sum(axis=2)
    predicted = distances.argmin(axis=1)
    digits = xp.arange(CLASSES)
    truth_of = (test_labels[:, None] == digits).astype("int64")
    guess_of = (predicted[:, None] == digits).astype("int64")
    confusion = xp.matmul(truth_of.T, guess_of)

    rows = [("images", images.shape[0]), ("pixels", PIXELS), ("text and .npy equal", "yes" if same else "no"),
            ("training images", train.shape[0]), ("test images", test.shape[0])]  # fmt: skip
    share = values[:COMPONENTS] / values.sum()
    rows += [(f"eigenvalue {i}", values[i]) for i in range(COMPONENTS)]
    rows += [(f"share of variance {i}", share[i]) for i in range(COMPONENTS)]
    rows += [(f"centroid of {digit}, component {i}", centroids[digit, i]) for digit in range(CLASSES) for i in range(2)]
    rows += [("mean squared distance", distances.min(axis=1).mean())]
    rows += [("accuracy", (predicted == test_labels).mean())]
    rows += [(f"digit {digit} taken for 0 to 9", confusion[digit]) for digit in range(CLASSES)]
    return rows, (tested[:, 0], tested[:, 1], test_labels, centroids)


def text_of(value):
    """17 digits tell every float64 apart."""
    if isinstance(value, (int, str)):
        return str(value)
    return " ".join(map(str, value.tolist())) if value.ndim else f"{float(value):.17g}"


def draw(picture, path):
    """The test images as their digits, in the plane of the first two components."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    across, up, labels, centroids = (part.tolist() for part in picture)
    figure, axes = pyplot.subplots(figsize=(8, 6.5), layout="constrained")
    colours = pyplot.get_cmap("tab10").colors
    for x, y, digit in zip(across, up, labels):
        axes.text(x, y, str(digit), color=colours[digit], fontsize=8, ha="center", va="center", alpha=0.75)
    for digit, (x, y, *_) in enumerate(centroids):
        axes.text(x, y, str(digit), color="white", fontsize=13, fontweight="bold", ha="center", va="center",
                  bbox={"boxstyle": "circle,pad=0.25", "facecolor": colours[digit], "edgecolor": "white"})  # fmt: skip
    axes.set_xlim(min(across) - 0.5, max(across) + 0.5)
    axes.set_ylim(min(up) - 0.5, max(up) + 0.5)
    axes.set_xlabel("first component")
    axes.set_ylabel("second component")
    axes.set_title("Handwritten digits: 599 test images, and the centroids of the training images", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=130)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--numpy", action="store_true", help="compute with NumPy instead")
    parser.add_argument("--picture", metavar="PNG", help="save a picture of the first two components")
    parser.add_argument("--data", type=Path, default=DATA, metavar="FOLDER")
    options = parser.parse_args()
    if options.numpy:
        import numpy as xp
    else:
        import ndcore as xp
    rows, picture = analyse(xp, options.data)
    for name, value in rows:
        print(f"{name}\t{text_of(value)}")
    if options.picture:
        draw(picture, options.picture)


if __name__ == "__main__":
    main()
