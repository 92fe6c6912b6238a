"""dtype objects, finfo, iinfo, and questions about dtypes, beside NumPy's."""

import itertools
import pickle

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, FLOATS, INTEGERS, bfloat16, check

NAMES = [*DTYPES, "?", "b", "B", "h", "H", "i", "I", "l", "L", "q", "Q", "e", "f", "d", "F", "D", "i1", "u8", "f2",
         "c16", "<f8", ">f8", "=i4", "|b1", "|i1", ">u2", "half", "single", "double", "intp", "uint", "int_", "bool_",
         "short", "byte", "intc", "longlong", "csingle", "cdouble", "int", "float", "complex", "b1"]  # fmt: skip
ATTRIBUTES = ["name", "str", "kind", "char", "num", "itemsize", "byteorder", "alignment", "isnative", "names", "fields",
              "shape", "ndim", "subdtype", "hasobject", "descr", "metadata", "isalignedstruct"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_attributes_are_numpys(name):
    mine, theirs = nd.dtype(name), np.dtype(name)
    if theirs.char in "qQ":  # long and long long are one type here
        theirs = np.dtype(theirs.str)
    for attribute in ATTRIBUTES:
        assert getattr(mine, attribute) == getattr(theirs, attribute), attribute
    assert repr(mine) == repr(theirs)
    assert str(mine) == str(theirs)


@pytest.mark.parametrize("name", DTYPES)
def test_equal_things_name_one_object(name):
    dtype = nd.dtype(name)
    assert dtype is nd.dtype(np.dtype(name)) is nd.dtype(dtype) is nd.dtype(getattr(nd, name))
    assert dtype is nd.dtype(getattr(np, name))
    assert dtype == name
    assert dtype == np.dtype(name)
    assert dtype != "no such dtype"
    assert dtype != nd.dtype("int8" if name != "int8" else "int16")
    assert pickle.loads(pickle.dumps(dtype)) is dtype
    assert {dtype: 1}[nd.dtype(name)] == 1


def test_python_types():
    assert [nd.dtype(t).name for t in (bool, int, float, complex, None)] == [
        "bool", "int64", "float64", "complex128", "float64"]  # fmt: skip


def test_byte_orders():
    little, big = nd.dtype("<i4"), nd.dtype(">i4")
    assert little is not big
    assert big.newbyteorder("little") is little.newbyteorder("=") is nd.dtype("int32")
    assert big.newbyteorder() is little
    assert nd.dtype("i1").newbyteorder() is nd.dtype("i1")
    with pytest.raises(ValueError):
        big.newbyteorder("x")
    for kept in (big, nd.dtype("bfloat16").newbyteorder()):
        assert pickle.loads(pickle.dumps(kept)) is kept


@pytest.mark.parametrize("bad", ["O", "object", object, "S3", "U", "M8[ns]", "m8", "V10", "nonsense", "i3",
                                 [("a", int)], 3.5, {"a": int}])  # fmt: skip
def test_what_is_no_dtype_is_a_type_error(bad):
    with pytest.raises(TypeError):
        nd.dtype(bad)


def test_object_says_so():
    with pytest.raises(TypeError, match="no object dtype"):
        nd.dtype(object)


def test_bfloat16():
    dtype = nd.dtype("bfloat16")
    assert (dtype.kind, dtype.itemsize, dtype.str) == ("f", 2, "<V2")
    assert dtype == bfloat16
    assert nd.promote_types("bfloat16", "float16") == "float32"
    assert nd.dtype(bfloat16) is dtype


def test_promotion_and_casting():
    for a, b in itertools.product(DTYPES, DTYPES):
        assert nd.promote_types(a, b).name == np.promote_types(a, b).name
        for casting in ("no", "equiv", "safe", "same_kind", "unsafe"):
            assert nd.can_cast(a, b, casting) == np.can_cast(a, b, casting), (a, b, casting)
        assert (nd.dtype(a) < nd.dtype(b)) == (np.dtype(a) < np.dtype(b))
    with pytest.raises(ValueError):
        nd.can_cast("i4", "i8", "perhaps")


@pytest.mark.parametrize("operands", [("int8", 1), ("uint8", 1.5), ("float32", 2), ("float16", 1j), ("int64", True),
                                      ("bool", 3), (1, 2.0), (True, 1), ("float32", "int64")])  # fmt: skip
def test_result_type_with_weak_numbers(operands):
    check(lambda xp, *given: xp.result_type(*given).name, *operands)


def test_result_type_of_many():
    """Promotion is not associative: float16 with int8 and uint8 is float16, though the two together are int16."""
    for operands in itertools.product([*DTYPES, 1, 1.0], repeat=3):
        mine, theirs = (xp.result_type(*operands).name for xp in (nd, np))
        assert mine == theirs, operands
    arrays = [np.ones(2, dtype) for dtype in ("int8", "uint8", "float16")]
    check(lambda xp, *given: xp.concatenate(given), *arrays)


@pytest.mark.parametrize("name", INTEGERS)
def test_iinfo(name):
    mine, theirs = nd.iinfo(name), np.iinfo(name)
    assert (mine.min, mine.max, mine.bits, mine.kind) == (theirs.min, theirs.max, theirs.bits, theirs.kind)


@pytest.mark.parametrize("name", [*FLOATS, "complex64", "complex128"])
def test_finfo(name):
    mine, theirs = nd.finfo(name), np.finfo(name)
    for attribute in ("bits", "eps", "epsneg", "max", "min", "tiny", "smallest_subnormal", "resolution", "precision",
                      "nmant", "machep", "minexp", "maxexp"):  # fmt: skip
        assert float(getattr(mine, attribute)) == float(getattr(theirs, attribute)), attribute
    with pytest.raises(ValueError):
        nd.finfo("int8")


def test_kinds():
    for name, kind in itertools.product(DTYPES, ["bool", "integral", "real floating", "complex floating", "numeric",
                                                 "signed integer", "unsigned integer"]):  # fmt: skip
        assert nd.isdtype(nd.dtype(name), kind) == np.isdtype(np.dtype(name), kind)
    for name, above in itertools.product(DTYPES, ["generic", "number", "integer", "inexact", "floating",
                                                  "complexfloating", "signedinteger", "unsignedinteger"]):  # fmt: skip
        assert nd.issubdtype(name, getattr(nd, above)) == np.issubdtype(name, getattr(np, above))
