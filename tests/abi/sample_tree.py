"""A small tree for the generator to run on, with functions of every kind."""

import re
import sys

import pytest
from commands import ROOT

sys.path.insert(0, str(ROOT / "capi"))

from generator.__main__ import generate
from generator.errors import ApiError, ApiErrors
from generator.lock import PATH, freeze
from generator.write import write_files

TYPES = """
/* Frees foreign memory. */
typedef void (*nd_sample_deleter)(void *data, int64_t nbytes);

typedef int32_t nd_sample_code;

/* A value: layout=fixed. */
typedef struct nd_sample_cell {
  int32_t kind;
  int32_t reserved;
  uint64_t value;
} nd_sample_cell;

/* Options of a call. */
typedef struct nd_sample_options {
  int64_t struct_size; /* sizeof(nd_sample_options) */
  nd_array *where;
  int32_t casting;
  int32_t order;
  int64_t strides[4];
} nd_sample_options;
"""

SOURCE = """#include "ndcore/sample.h"

/*ND_API sum since=1 group=ufunc
 * Sum of the elements of `a` over `axes`. It is exact for integers.
 *
 * A paragraph of its own.
 * a        in borrowed     any numeric dtype, shape (d0, …, dk)
 * axes     in optional len=naxes    NULL for all axes; negative counts
 *          from the end
 * dtype    in optional     accumulator and result
 * keepdims in default=0
 * returns  owned           0-d, or `a`'s shape without `axes`
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR
 */
ND_EXPORT nd_array* nd_sum(nd_array* a, const int64_t* axes, int32_t naxes, nd_dtype* dtype, nd_flag keepdims) {
  return nullptr;
}

/*ND_API from_memory nocall
 * Wraps foreign memory.
 * data     in memory  as large as shape and dtype say
 * shape    in len=ndim  extents
 * deleter  in optional  called once
 * context  in opaque optional  given to the deleter
 * options  in optional  see there
 * returns  owned
 */
ND_EXPORT nd_array *nd_from_memory(const void *data, const int64_t *shape, int32_t ndim, nd_sample_deleter deleter,
                                   void *context, const nd_sample_options *options);

/*ND_API array_ndim
 * Number of dimensions.
 * a        in       any array
 * returns  reading  0 to 64
 */
ND_EXPORT int64_t nd_array_ndim(nd_array *a);

/*ND_API release
 * Gives a handle back.
 * handle  in owned  of any kind
 */
ND_EXPORT nd_status nd_release(void *handle) noexcept {}

ND_UNARY(sqrt, "Non-negative square root of each element of `x`.")
ND_BINARY(add,
          "Sum of \\"x1\\" "
          "and `x2`.", group=arithmetic)
ND_BINARY_2(divmod, "Quotient and remainder.")
"""


class Tree:
    """A tree that the generator can run on, cut down to the headers and one source."""

    def __init__(self, root):
        self.root = root
        (root / "include/ndcore").mkdir(parents=True)
        (root / "capi").mkdir()
        for name in (
            "types.h",
            "status.h",
            "method_info.h",
            "trace.h",
            "capsule.h",
            "options.h",
            "text_options.h",
            "dtype_def.h",
        ):
            text = (ROOT / "include/ndcore" / name).read_text(encoding="utf-8")
            # Nothing is frozen here yet: what later revisions of the real headers added comes with the first one.
            self.write(f"include/ndcore/{name}", re.sub(r"\bsince=\d+", "", text))
        self.edit("include/ndcore/types.h", "\n#endif\n", TYPES + "\n#endif\n", last=True)
        self.write("capi/sample.cpp", SOURCE)

    def path(self, name):
        return self.root / name

    def read(self, name):
        return self.path(name).read_text(encoding="utf-8")

    def write(self, name, text):
        self.path(name).write_text(text, encoding="utf-8")

    def edit(self, name, old, new, last=False):
        text = self.read(name)
        assert old in text, f"{name} does not hold {old!r}"
        head, _, tail = text.rpartition(old) if last else text.partition(old)
        self.write(name, head + new + tail)

    def run(self):
        """Generates into the tree; (Api, files)."""
        api, files = generate(self.root)
        write_files(self.root, files)
        return api, files

    def freeze(self, *names):
        """Makes the named items stable (all if none is named) in the next revision."""
        api, files = self.run()
        chosen = (lambda item: item.name.split("@")[0] in names) if names else (lambda item: True)
        self.write(PATH, freeze(api, files[PATH], chosen))
        return self.run()

    def refused(self):
        """The text of the refusal."""
        with pytest.raises((ApiError, ApiErrors)) as caught:
            generate(self.root)
        return str(caught.value)

    def line_of(self, name, text):
        """Number of the only line that holds the text."""
        found = [number for number, line in enumerate(self.read(name).split("\n"), 1) if text in line]
        assert len(found) == 1, f"{text!r} stands in lines {found} of {name}"
        return found[0]
