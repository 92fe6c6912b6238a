"""The generated bindings say the same as the headers: cffi's against cffi's own compiler, ctypes' against cffi's."""

import ctypes
import importlib.util
import json
import re
import sys

import pytest

cffi = pytest.importorskip("cffi")


def load(path, name):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def ours(root):
    return load(root / "frontends/cffi/_ndcore_cffi.py", "_ndcore_cffi")


@pytest.fixture(scope="module")
def theirs(root, tmp_path_factory):
    """What cffi makes of the same declarations."""
    builder = cffi.FFI()
    builder.cdef((root / "frontends/cffi/ndcore.cdef").read_text(encoding="utf-8"))
    builder.set_source("_reference", None)
    path = tmp_path_factory.mktemp("cffi") / "_reference.py"
    builder.emit_python_code(str(path))
    return load(path, "_reference")


@pytest.fixture(scope="module")
def by_ctypes(root):
    return load(root / "frontends/ctypes/_api.py", "_api")


def test_cffi_functions(ours, theirs, library, real):
    one, two = ours.ffi.dlopen(str(library)), theirs.ffi.dlopen(str(library))
    assert set(dir(one)) == set(dir(two))
    for function in real[0].functions:
        mine, reference = (
            ffi.typeof(getattr(lib, function.symbol)) for ffi, lib in ((ours.ffi, one), (theirs.ffi, two))
        )
        assert str(mine) == str(reference)
        assert [str(a) for a in mine.args] == [str(a) for a in reference.args]


def test_cffi_constants(ours, theirs, library, real):
    one, two = ours.ffi.dlopen(str(library)), theirs.ffi.dlopen(str(library))
    for constant in real[0].types.constants.values():
        assert getattr(one, constant.name) == getattr(two, constant.name) == constant.value


def test_cffi_types(ours, theirs, real):
    assert ours.ffi.list_types() == theirs.ffi.list_types()
    types = real[0].types
    for struct in types.structs.values():
        mine, reference = ours.ffi.typeof(struct.name), theirs.ffi.typeof(struct.name)
        assert ours.ffi.sizeof(struct.name) == theirs.ffi.sizeof(struct.name) == struct.size
        fields = [(name, str(field.type), field.offset) for name, field in mine.fields]
        assert fields == [(name, str(field.type), field.offset) for name, field in reference.fields]
        assert [(name, offset) for name, _, offset in fields] == [(f.name, f.offset) for f in struct.fields]
    for name in [*types.aliases, *types.callbacks]:
        assert str(ours.ffi.typeof(name)) == str(theirs.ffi.typeof(name))


SCALARS = {"double": "c_double", **{f"{u}int{n}_t": f"c_{u}int{n}" for u in ("", "u") for n in (8, 16, 32, 64)}}


def test_ctypes_functions(by_ctypes, real):
    types = real[0].types
    assert set(by_ctypes.SIGNATURES) == {f.symbol for f in real[0].functions}
    for function in real[0].functions:
        result, arguments = by_ctypes.SIGNATURES[function.symbol]
        assert len(arguments) == len(function.parameters)
        for parameter, argument in zip(function.parameters, arguments):
            base = types.resolve(parameter.type.base)
            if parameter.type.depth or base in types.callbacks:
                assert ctypes.sizeof(argument) == ctypes.sizeof(ctypes.c_void_p)
            else:
                assert argument is getattr(ctypes, SCALARS[base])
        if function.returns.depth == 0 and function.returns.base != "void":
            assert result is getattr(ctypes, SCALARS[types.resolve(function.returns.base)])
        elif function.returns.base in types.handles:
            assert issubclass(result, ctypes.c_void_p)
            assert result is not ctypes.c_void_p


def test_ctypes_types_and_constants(by_ctypes, real):
    types = real[0].types
    for struct in types.structs.values():
        mine = getattr(by_ctypes, struct.name)
        assert ctypes.sizeof(mine) == struct.size
        assert [(name, getattr(mine, name).offset) for name, _ in mine._fields_] == [
            (f.name, f.offset) for f in struct.fields
        ]
    assert {c.name: c.value for c in types.constants.values()} == by_ctypes.CONSTANTS


def test_structs_are_laid_out_as_the_compiler_does(root, real, compile_and_run):
    structs = real[0].types.structs.values()
    checks = "".join(
        f'printf("{s.name} %d %d", (int)sizeof({s.name}), (int)_Alignof({s.name}));'
        + "".join(f'printf(" %d", (int)offsetof({s.name}, {f.name}));' for f in s.fields)
        + 'puts("");'
        for s in structs
    )
    headers = ("capsule", "dtype_def", "method_info", "options", "text_options", "trace")
    includes = "".join(f'#include "ndcore/{name}.h"\n' for name in headers)
    source = f"#include <stddef.h>\n#include <stdio.h>\n{includes}int main(void) {{ {checks} return 0; }}\n"
    lines = compile_and_run(source, "-std=c11").splitlines()
    expected = [" ".join(map(str, [s.name, s.size, s.align, *(f.offset for f in s.fields)])) for s in structs]
    assert lines == expected


def test_importing_a_binding_parses_nothing(root):
    """Parsing the declarations would cost some 1.5 ms a function."""
    text = (root / "frontends/cffi/_ndcore_cffi.py").read_text(encoding="utf-8")
    assert re.findall(r"^(?:import|from) .*", text, re.MULTILINE) == ["import _cffi_backend"]
    assert "pycparser" not in sys.modules or "cdef(" not in text


def test_numbers_of_the_description_are_exact_as_doubles(root, real):
    """JSON's numbers are doubles in many languages: what is none is a string."""
    text = (root / "frontends/api.json").read_text(encoding="utf-8")
    assert json.loads(text, parse_int=float) == json.loads(text)
    values = {c["name"]: int(c["value"]) for c in json.loads(text)["constants"]}
    assert values == {c.name: c.value for c in real[0].types.constants.values()}
    assert values["ND_INDEX_UNSET"] == -(2**63) + 1
