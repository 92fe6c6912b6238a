"""What the tests of reductions share: the names by family, comparison with NumPy, and arrays that lie anyhow."""

import ndcore as nd
import numpy as np
from conftest import DTYPES, LAYOUTS, both, check, numpy_of, sample
from hypothesis import strategies as st

TOTALS = ["sum", "prod", "nansum", "nanprod"]
EXTREMA = ["min", "max", "ptp", "nanmin", "nanmax"]
TRUTH = ["any", "all"]
MOMENTS = ["mean", "var", "std", "nanmean", "nanvar", "nanstd"]
FOLDS = [*TOTALS, *EXTREMA, *TRUTH, *MOMENTS, "count_nonzero"]
POSITIONS = ["argmin", "argmax", "nanargmin", "nanargmax"]
RUNNING = ["cumsum", "cumprod", "nancumsum", "nancumprod"]
# Products of complex numbers round each of their four products here; NumPy fuses some, as the CPU allows.
FUSED_BY_NUMPY = {"prod", "nanprod", "nanvar", "nanstd"}


def compare(name, run, a, dtype=None):
    """check(), but complex results within rounding where NumPy fuses, and any NaN for the NaN that extrema pick.
    `dtype`: what is computed in, where that is said."""
    # Of the two zeros of float16 NumPy picks one by the order of its comparisons.
    picks = name in EXTREMA and (a.dtype.kind == "c" or a.dtype == np.float16)
    if not picks and (a.dtype.kind != "c" or name not in FUSED_BY_NUMPY):
        check(run, a)
        return
    mine, theirs = both(run, a)
    if isinstance(theirs, Exception):
        return
    got, want = numpy_of(mine), np.asarray(theirs)
    assert (got.shape, got.dtype) == (want.shape, want.dtype)
    if name in EXTREMA:
        assert (np.isnan(got) == np.isnan(want)).all()
        assert (got == want)[~np.isnan(want)].all()
        return
    # Each of at most a.size products errs by less than 4 ULPs of its modulus, fused or not, in the coarser dtype.
    computed = [want.dtype, a.dtype, *([] if dtype is None or np.dtype(dtype).kind not in "fc" else [dtype])]
    eps = max(np.finfo(one).eps for one in computed)
    with np.errstate(all="ignore"):
        near = np.abs(got - want) <= 4 * max(a.size, 1) * eps * np.abs(want)
    finite = np.isfinite(want)
    assert near[finite].all()
    assert not np.isfinite(got[~finite]).any()


def as_of(module, value):
    """An argument as the package wants it."""
    return nd.asarray(value) if module is nd and isinstance(value, np.ndarray) else value


@st.composite
def arrays_and_axes(draw, dtypes=DTYPES):
    """An array that lies anyhow, and axes to reduce."""
    dtype = draw(st.sampled_from(dtypes))
    ndim = draw(st.integers(0, 5))
    shape = tuple(draw(st.lists(st.integers(0, 9), min_size=ndim, max_size=ndim)))
    a = sample(dtype, shape, draw(st.integers(0, 99)), special=draw(st.booleans()))
    layouts = ["contiguous", "reversed", "strided", "unaligned", "swapped", "broadcast"] if ndim else ["contiguous"]
    a = LAYOUTS[draw(st.sampled_from(layouts))](a)
    a = a.transpose(draw(st.permutations(range(ndim))))
    axes = draw(st.none() | st.lists(st.integers(-ndim, ndim - 1), unique=True).map(tuple) if ndim else st.none())
    return a, axes
