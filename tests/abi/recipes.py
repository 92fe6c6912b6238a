"""How a function of each kind is added, as CONTRIBUTING.md says it: what is written by hand, file by file.

test_adding_functions.py does it on a copy of the tree. Everything else is generated.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Insertion:
    """A text in front of the first line that begins with `before`."""

    path: str
    before: str
    text: str

    def applied(self, content):
        place = content.find("\n" + self.before)
        assert place >= 0, f"{self.path} has no line `{self.before}`"
        return content[: place + 1] + self.text + content[place + 1 :]


EXAMPLES = "docs/reference/examples.txt"

CUBE = (
    Insertion(
        "libndcore/kernels/arithmetic_unary.cpp",
        "struct Reciprocal : Elementwise {",
        """\
struct Cube : Elementwise {
  template <class T>
  T operator()(T a) const {
    return a * a * a;
  }
};

""",
    ),
    Insertion(
        "libndcore/kernels/arithmetic_unary.cpp",
        "  add_integer_reciprocals(table,",
        '  add_unary_loops<Cube>(table, "cube", FloatTypes{});\n',
    ),
    Insertion(
        "libndcore/ufunc/ops/arithmetic_unary.cpp",
        '      {"reciprocal",',
        '      {"cube", 1, 1, Resolution::first_safe, Identity::none, 0.3F},\n',
    ),
    Insertion(
        "capi/areas/elementwise.cpp",
        "ND_UNARY(cbrt,",
        'ND_UNARY(cube, "Third power, as a float: `x * x * x`, rounded after each product.")\n',
    ),
    Insertion(EXAMPLES, "nd_deg2rad |", "nd_cube | x=[1.0, -2.0] |  | [ 1. -8.]\n"),
)

CYCLE_AXES = (
    Insertion(
        "libndcore/shape/shape.hpp",
        "Ref<Array> squeeze(const Array& a);",
        """\
// Axis i of the view is axis i + k, counted round the end.
inline Ref<Array> cycle_axes(const Array& a, int64_t k) {
  Dims axes;
  for (int32_t i = 0; i < a.ndim; ++i) axes.push_back((i + k % a.ndim + a.ndim) % a.ndim);
  return transpose(a, axes);
}
""",
    ),
    Insertion(
        "capi/areas/shape.cpp",
        "/*ND_API squeeze ",
        """\
/*ND_API cycle_axes python method
 * A view whose axes are moved round.
 * a        in borrowed   any dtype and shape
 * k        in default=1  axis i of the result is axis i + k of `a`, counted round the end
 * returns  owned view=a  of `a`'s dtype
 * errors   ND_NO_MEMORY
 * see      nd_moveaxis
 */
ND_EXPORT nd_array* nd_cycle_axes(nd_array* a, int64_t k) {
  return reading("nd_cycle_axes", [&] { return give(cycle_axes(object<Array>(a, "a"), k)); });
}

""",
    ),
    Insertion(EXAMPLES, "nd_rollaxis |", "nd_cycle_axes | a=[[1, 2], [3, 4]], k=1 |  | [[1 3]\\n [2 4]]\n"),
)

SUM_OF_SQUARES = (
    Insertion(
        "libndcore/stats/stats.hpp",
        "Ref<Array> prod(",
        "Ref<Array> sum_of_squares(const Array& a, Axes axes = {}, ReduceOptions options = {});\n",
    ),
    Insertion(
        "libndcore/stats/reductions.cpp",
        "Ref<Array> prod(",
        """\
Ref<Array> sum_of_squares(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc add("add");
  static constinit const KnownUfunc square("square");
  return fold(add, "sum_of_squares", *apply(square, a), axes, options);
}

""",
    ),
    Insertion(
        "capi/areas/stats.cpp",
        "ND_REDUCTION(prod,",
        """\
ND_REDUCTION(sum_of_squares, "dtype, out, keepdims, *, where",
             "Sum of the squared elements over axes; of no elements, 0. Squares of integers wrap.", method,
             group = stats)

""",
    ),
    Insertion(
        EXAMPLES,
        "nd_sum |",
        "nd_sum_of_squares | a=[[1, 2], [3, 4]], axes=[0] | nd.sum_of_squares(a, axis=0) | [10 20]\n",
    ),
)

# By the first column of the table in CONTRIBUTING.md.
RECIPES = {"elementwise function": CUBE, "shape function": CYCLE_AXES, "reduction": SUM_OF_SQUARES}
