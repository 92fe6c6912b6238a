"""Writes ndcore/__init__.pyi from the sources of the package: `./dev api` does so, and this file as a program
(`python frontends/python/stubs.py [--check]`), for changes in Python alone.

Signatures are read, not imported; types come from what parameters are called, which is the same throughout.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent / "ndcore"
TARGET = PACKAGE / "__init__.pyi"
GENERATED = "functions/generated"
_fresh: dict[str, str] = {}  # files of the package that the generator is about to write, by their names in it
MODULES = [
    *(f"functions/{name}" for name in ("applying", "creation", "dtypes", "elementwise", "grids", "gufuncs",
                                       "histograms", "joining", "manipulation", "padding", "products",
                                       "ramps", "sets")),
    "linalg", "io/files", "io/printing", "io/textfiles", "_ffi/methodtable", "_protocols/interchange", "tools/calls",
    "tools/errstates", "tools/explaining", "tools/modules", "tools/threads", "tools/tracing",
]  # fmt: skip
# Of these modules only some names stand in the package itself too.
SOME = {
    "linalg": {"matrix_transpose"},
    "_protocols/interchange": {"from_dlpack"},
}  # fmt: skip

TYPES = {
    "axis": "_Axes | None", "axes": "Any", "dtype": "DTypeLike | None",
    "out": "ndarray | tuple[ndarray | None, ...] | None",
    "keepdims": "bool", "where": "ArrayLike", "order": "Literal['K', 'C', 'F', 'A'] | None",
    "casting": "Literal['no', 'equiv', 'safe', 'same_kind', 'unsafe']", "shape": "_Shape",
    "copy": "bool | None", "subok": "bool", "device": "Literal['cpu'] | None", "mode": "str", "ddof": "float",
    "k": "int", "offset": "int", "kind": "str | None", "equal_nan": "bool", "file": "Any", "fname": "Any",
}  # fmt: skip
RETURNS = {
    "can_cast": "builtins.bool", "explain": "dict[str, Any]", "isdtype": "builtins.bool", "issubdtype": "builtins.bool",
    "isscalar": "builtins.bool", "array_equal": "builtins.bool", "array_equiv": "builtins.bool", "ndim": "builtins.int",
    "iscomplexobj": "builtins.bool", "isrealobj": "builtins.bool", "size": "builtins.int",
    "may_share_memory": "builtins.bool", "shape": "tuple[builtins.int, ...]",
    "broadcast_shapes": "tuple[builtins.int, ...]",
    "promote_types": "dtype", "result_type": "dtype", "min_scalar_type": "dtype", "array2string": "str",
    "array_repr": "str", "array_str": "str", "geterr": "dict[str, str]", "seterr": "dict[str, str]",
    "get_printoptions": "dict[str, Any]", "set_printoptions": "None", "put": "None", "save": "None", "savez": "None",
    "savez_compressed": "None", "savetxt": "None", "add_module_path": "None", "set_num_threads": "None",
    "get_num_threads": "builtins.int",
    "nonzero": "tuple[ndarray, ...]", "split": "list[ndarray]", "array_split": "list[ndarray]",
    "hsplit": "list[ndarray]",
    "vsplit": "list[ndarray]", "dsplit": "list[ndarray]", "unstack": "tuple[ndarray, ...]",
    "ix_": "tuple[ndarray, ...]",
    "broadcast_arrays": "tuple[ndarray, ...]", "meshgrid": "tuple[ndarray, ...]", "unravel_index": "tuple[Any, ...]",
    "tolist": "Any", "item": "Any", "tobytes": "bytes", "fill": "None", "load": "Any",
}  # fmt: skip
NOT_ARRAYS = {"histogram", "load_module", "call", "methods", "show_config", "show_runtime", "geterrcall", "seterrcall",
              "common_type", "printoptions", "unique_all", "unique_counts", "unique_inverse"}  # fmt: skip

HEAD = '''"""Types of the package. Written by frontends/python/stubs.py; do not edit."""

# ruff: noqa
# fmt: off
import builtins
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

from . import exceptions as exceptions
from . import linalg as linalg
from . import testing as testing

ArrayLike = Any
DTypeLike = Any
_Axes = int | Sequence[int]
_Shape = int | Sequence[int]
_Ints = int | Sequence[int]
Order = Literal["K", "C", "F", "A"] | None
Casting = Literal["no", "equiv", "safe", "same_kind", "unsafe"]

__version__: str
library_path: str
e: float
euler_gamma: float
inf: float
nan: float
pi: float
newaxis: None
little_endian: builtins.bool
ScalarType: tuple[type[generic], ...]
sctypeDict: dict[str, type[generic]]
typecodes: dict[str, str]
s_: Any
index_exp: Any
'''


def annotation(parameter, otherwise):
    """As written, else by the parameter's name."""
    return ast.unparse(parameter.annotation) if parameter.annotation else TYPES.get(parameter.arg, otherwise)


def parameters(arguments, method):
    """The parameters of a function with types, as text."""
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(positional) - len(arguments.defaults)) + list(arguments.defaults)
    out = []
    for i, (one, default) in enumerate(zip(positional, defaults)):
        kind = "" if method and i == 0 else f": {annotation(one, 'Any' if method else 'ArrayLike')}"
        out.append(f"{one.arg}{kind}" + (" = ..." if default is not None else ""))
        if arguments.posonlyargs and i == len(arguments.posonlyargs) - 1:
            out.append("/")
    if arguments.vararg:
        out.append(f"*{arguments.vararg.arg}: Any")
    elif arguments.kwonlyargs:
        out.append("*")
    for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        out.append(f"{one.arg}: {annotation(one, 'Any')}" + (" = ..." if default is not None else ""))
    if arguments.kwarg:
        out.append(f"**{arguments.kwarg.arg}: Any")
    return ", ".join(out)


def returned(name, method=False):
    if name in NOT_ARRAYS:
        return "Any"
    if method and name in ("setflags", "tofile", "dump"):
        return "None"
    return RETURNS.get(name, "ndarray")


def read(name):
    return _fresh[name] if name in _fresh else (PACKAGE / name).read_text(encoding="utf-8")


def generated():
    """The modules that follow from the tags of the C functions."""
    names = _fresh or [path.relative_to(PACKAGE).as_posix() for path in (PACKAGE / GENERATED).glob("*.py")]
    return sorted(name.removesuffix(".py") for name in names if re.match(rf"{GENERATED}/[a-z]", name))


def exported(tree):
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return [one.value for one in node.value.elts]
    return []


def functions(module):
    inside = exported(ast.parse(read(f"{GENERATED}/__init__.py")))
    tree = ast.parse(read(f"{module}.py"))
    some = inside if module.startswith(GENERATED) else SOME.get(module)
    wanted = [name for name in exported(tree) if some is None or name in some]
    found = {node.name: node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    aliases = {}
    for node in tree.body:
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(target.elts, node.value.elts, strict=True)
            aliases.update({a.id: b.id for a, b in pairs if isinstance(a, ast.Name) and isinstance(b, ast.Name)})
    for name in wanted:
        node = found.get(name) or found.get(aliases.get(name, ""))
        if isinstance(node, ast.FunctionDef):
            result = ast.unparse(node.returns) if node.returns else returned(name)
            yield f"def {name}({parameters(node.args, False)}) -> {result}: ..."
        elif isinstance(node, ast.ClassDef):
            yield from class_stub(node, name)


def class_stub(node, name, base=""):
    yield f"class {name}{base}:"
    members = list(members_of(node.body))
    yield from (f"    {line}" for line in members or ["..."])


def members_of(body):
    for item in body:
        if isinstance(item, ast.FunctionDef):
            marks = {getattr(mark, "id", getattr(mark, "attr", "")) for mark in item.decorator_list}
            if item.name.startswith("_") and not (item.name.startswith("__") and item.name.endswith("__")):
                continue
            if "property" in marks:
                yield "@property"
                yield f"def {item.name}(self) -> Any: ..."
            elif "setter" not in marks and item.name not in ("__new__", "__init_subclass__"):
                prefix = "@classmethod\n    " if "classmethod" in marks or item.name == "__class_getitem__" else ""
                result = (
                    "None"
                    if item.name == "__init__"
                    else ast.unparse(item.returns)
                    if item.returns
                    else "Any"
                    if item.name.startswith("__")
                    else returned(item.name, True)
                )
                yield f"{prefix}def {item.name}({parameters(item.args, True)}) -> {result}: ..."
        elif (
            isinstance(item, ast.Assign)
            and isinstance(item.value, ast.Call)
            and getattr(item.value.func, "id", "") == "property"
        ):
            for target in item.targets:
                yield "@property"
                yield f"def {target.id}(self) -> Any: ..."


def class_of(module, name):
    tree = ast.parse(read(f"{module}.py"))
    return next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)


OPERATORS = [
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "divmod",
    "and",
    "or",
    "xor",
    "lshift",
    "rshift",
    "matmul",
]
GUFUNCS = ["matmul", "matvec", "vecdot", "vecmat"]
OTHERS = ["lt", "le", "gt", "ge", "eq", "ne"]
PLAIN = {"neg": "Any", "pos": "Any", "invert": "Any", "abs": "Any", "bool": "builtins.bool", "int": "int",
         "float": "float", "complex": "complex", "index": "int", "len": "int"}  # fmt: skip


def array_class():
    yield "class ndarray:"
    yield (
        "    def __new__(cls, shape: _Shape, dtype: DTypeLike | None = ..., buffer: Any = ..., offset: int = ...,"
        " strides: Any = ..., order: Any = ...) -> ndarray: ..."
    )
    for module, name in (("_members/properties", "Properties"), ("_members/methods", "Methods")):
        yield from (f"    {line}" for line in members_of(class_of(module, name).body))
    for module in generated():
        tree = ast.parse(read(f"{module}.py"))
        found = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        yield from (f"    {line}" for node in found for line in members_of(node.body))
    for name in OPERATORS:
        for prefix in ("", "r") if name == "divmod" else ("", "r", "i"):
            yield f"    def __{prefix}{name}__(self, other: Any, /) -> Any: ..."
    yield from (f"    def __{name}__(self, other: Any, /) -> Any: ..." for name in OTHERS)
    yield from (f"    def __{name}__(self) -> {result}: ..." for name, result in PLAIN.items())
    yield "    def __getitem__(self, key: Any, /) -> Any: ..."
    yield "    def __setitem__(self, key: Any, value: Any, /) -> None: ..."
    yield "    def __iter__(self) -> Iterator[Any]: ..."
    yield "    def __contains__(self, value: Any, /) -> builtins.bool: ..."


def scalar_classes():
    tree = ast.parse(read("_operands/scalars.py"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield f"class {node.name}({node.bases[0].id}):"
            lines = list(members_of(node.body))
            if node.name == "generic":
                lines.insert(0, "def __new__(cls, value: Any = ..., /, *args: Any) -> Any: ...")
            yield from (f"    {line}" for line in lines or ["..."])
    namespace: dict = {"__name__": "table"}
    exec(read("_array/dtypetable.py"), namespace)
    bases = {"b": "generic", "i": "signedinteger", "u": "unsignedinteger", "f": "floating", "c": "complexfloating"}
    yield from (f"class {row.name}({bases[row.kind]}): ..." for row in namespace["INFO"])
    names = [
        "bool_=bool",
        "byte=int8",
        "ubyte=uint8",
        "short=int16",
        "ushort=uint16",
        "intc=int32",
        "uintc=uint32",
        "int_=int64",
        "intp=int64",
        "long=int64",
        "longlong=int64",
        "uint=uint64",
        "uintp=uint64",
        "ulong=uint64",
        "ulonglong=uint64",
        "half=float16",
        "single=float32",
        "double=float64",
        "csingle=complex64",
        "cdouble=complex128",
    ]
    yield from (" = ".join(one.split("=")) for one in names)
    yield from ("True_: bool", "False_: bool")


def ufunc_lines():
    namespace: dict = {}
    exec(read("functions/ufunctable.py"), namespace)
    yield from class_stub(class_of("functions/ufuncs", "ufunc"), "ufunc")
    yield from (f"{name}: ufunc" for name in sorted({*namespace["UFUNCS"], *namespace["ALIASES"], *GUFUNCS}))


def stub(fresh=()):
    """The text; `fresh`: {name in the package: text} of what the generator writes with it."""
    _fresh.clear()
    _fresh.update(fresh)
    lines = [HEAD]
    lines += class_stub(class_of("_array/dtype", "dtype"), "dtype")
    lines.insert(
        2,
        "    def __new__(cls, dtype: DTypeLike = ..., align: builtins.bool = ..., copy: builtins.bool = ...) -> dtype: "
        "...",
    )
    lines += array_class()
    lines += scalar_classes()
    for module, names in (("functions/limits", ["iinfo", "finfo"]), ("_members/flatiter", ["flatiter"]),
                          ("_members/flags", ["flagsobj"]),
                          ("functions/iteration", ["broadcast", "ndenumerate", "ndindex"]),
                          ("io/memorymaps", ["memmap"])):  # fmt: skip
        for name in names:
            lines += class_stub(class_of(module, name), name)
    lines += ufunc_lines()
    for module in [*generated(), *MODULES]:
        lines += functions(module)
    return "\n".join(lines).replace(": bool", ": builtins.bool").replace("builtins.builtins", "builtins") + "\n"


def main():
    text = stub()
    ast.parse(text)
    if "--check" in sys.argv:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            sys.exit(f"{TARGET} is stale: run python frontends/python/stubs.py")
        return
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
