"""The C example of a function, made from its signature and values of its arguments; called by examples.py."""

from __future__ import annotations

import math

_TYPES = {
    bool: ("uint8_t", "ND_BOOL"),
    int: ("int64_t", "ND_INT64"),
    float: ("double", "ND_FLOAT64"),
    complex: ("double", "ND_COMPLEX128"),
}


class Program:
    """Lines of C, and the handles that are to be given back at the end."""

    def __init__(self):
        self.lines, self.owned = [], []

    def add(self, line):
        self.lines.append(line)

    def handle(self, name, maker):
        self.add(f"nd_array *{name} = {maker};")
        self.owned.append(name)
        return name

    def array(self, name, value):
        """An array of a nested list, or a number that is as weak as a Python number."""
        if not isinstance(value, list):
            kind = "float" if isinstance(value, float) else "int"
            return self.handle(name, f"nd_weak_{kind}({_number(value)})")
        shape, flat = _shape(value), _flat(value)
        kind = type(sum(flat)) if not any(isinstance(item, bool) for item in flat) else bool
        ctype, code = _TYPES[kind]
        numbers = [part for item in flat for part in ((item.real, item.imag) if kind is complex else (item,))]
        self.add(f"{ctype} {name}_values[] = {{{', '.join(_number(item) for item in numbers)}}};")
        self.add(f"int64_t {name}_shape[] = {{{', '.join(map(str, shape))}}};")
        dtype = f"nd_dtype_from_code({code}, ND_NATIVE)"
        return self.handle(name, f"nd_array_from_memory({name}_values, {dtype}, {name}_shape, NULL, {len(shape)})")


def c_example(function, arguments, output):
    """Statements of a function's body; `show` prints an array."""
    program = Program()
    passed, lengths, shown = [], {}, []
    for p in function["parameters"]:
        passed.append(_argument(program, p, arguments, lengths, shown))
    call = f"nd_{function['name']}({', '.join(passed)})"
    _call(program, function, call, shown)
    comment = output.replace("\n", "\n * ")
    program.add(f"/* {comment} */")
    program.lines += [f"nd_release({name});" for name in reversed(program.owned)]
    return "\n".join(program.lines)


def _argument(program, p, arguments, lengths, shown):
    """What is passed for one parameter; makes what it needs before."""
    name, value = p["name"], arguments.get(p["name"])
    if p["passed"] == "length" or (p["role"] == "length" and value is None):
        return str(next((lengths[other] for other in p["length_of"] if other in lengths), 0))
    if p["role"] == "out_handle":
        return _result(program, p, value, shown)
    if p["role"] == "out_handles":
        return _results(program, p, value, lengths, shown)
    if p["role"] == "out_value":
        program.add(f"{p['type']['base']} {name};")
        shown.append((p["type"]["base"], name))
        return f"&{name}"
    if value is None:
        return "NULL" if p["type"]["pointers"] else (p["default"] or "0")
    if p["type"]["base"] == "nd_array":
        return _arrays(program, p, value, lengths)
    return _plain(program, p, value, lengths)


def _result(program, p, value, shown):
    if p["optional"] and value is None:
        return "NULL"
    program.add(f"nd_array *{p['name']};")
    shown.append(("nd_array", p["name"]))
    return f"&{p['name']}"


def _results(program, p, value, lengths, shown):
    """As many handles as the row says, or as there are inputs."""
    count = value or lengths[p["name"]] if value else max(lengths.values())
    lengths[p["name"]] = count
    program.add(f"nd_array *{p['name']}[{count}];")
    shown += [("nd_array", f"{p['name']}[{i}]") for i in range(count)]
    return p["name"]


def _arrays(program, p, value, lengths):
    name = p["name"]
    if not isinstance(value, tuple):
        return program.array(name, value)
    items = [program.array(f"{name}{i}", item) for i, item in enumerate(value)]
    program.add(f"nd_array *{name}[] = {{{', '.join(items)}}};")
    lengths[name] = len(items)
    return name


def _plain(program, p, value, lengths):
    name, base = p["name"], p["type"]["base"]
    if base == "nd_dtype" and p["role"] == "handle":
        return f'nd_dtype_parse("{value}")'
    if base == "nd_ufunc":
        return f'nd_ufunc_find("{value}")'
    if p["role"] == "strings":
        program.add(f"const char *{name}[] = {{{', '.join(_string(item) for item in value)}}};")
    elif isinstance(value, list) or p["role"] == "array":
        items = value if isinstance(value, list) else [value]
        program.add(f"int64_t {name}[] = {{{', '.join(map(str, items))}}};")
        lengths[name] = len(items)
        return name
    elif isinstance(value, str):
        return value if value.startswith("ND_") else _string(value)
    else:
        return _number(value)
    lengths[name] = len(value)
    return name


def _call(program, function, call, shown):
    result = function["returns"]
    kind, base = result["kind"], result["type"]["base"]
    if base == "nd_array":
        program.handle("result", call)
        program.add("show(result);")
    elif base == "nd_dtype":
        program.add(f'printf("%s\\n", nd_dtype_name({call}));')
    elif base == "char":
        program.add(f'printf("%s\\n", {call});')
    elif kind == "status" or base == "void":
        program.add(f"{call};")
        shown = shown or [("", "a" if "a" in program.owned else program.owned[0])]
    else:
        program.add(f'printf("%lld\\n", (long long){call});')
    for ctype, name in shown:
        _show(program, ctype, name)


def _show(program, ctype, name):
    if ctype == "double":
        program.add(f'printf("%g\\n", {name});')
    elif ctype in ("int64_t", "uint64_t"):
        program.add(f'printf("%lld\\n", (long long){name});')
    else:
        program.add(f"show({name});")
        program.owned += [name] if ctype else []


def _shape(value):
    return [len(value), *(_shape(value[0]) if value and isinstance(value[0], list) else [])]


def _flat(value):
    return [leaf for item in value for leaf in _flat(item)] if isinstance(value, list) else [value]


def _number(value):
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and not math.isfinite(value):
        return "NAN" if math.isnan(value) else "-INFINITY" if value < 0 else "INFINITY"
    return repr(value)


def _string(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
