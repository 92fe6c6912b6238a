"""What C types are in Go: names, numbers, handles with finalizers, constants, and a Go struct for each C struct."""

from __future__ import annotations

import re
from itertools import groupby

from ... import roles
from ...calling import is_left_out, seen_fields
from ...roles import Visitor

NUMBERS = {"int8_t": "int8", "uint8_t": "byte", "int16_t": "int16", "uint16_t": "uint16", "int32_t": "int32",
           "uint32_t": "uint32", "int64_t": "int64", "uint64_t": "uint64", "double": "float64"}  # fmt: skip
_WORDS = """
break case chan const continue default defer else fallthrough for func go goto if import interface map package range
return select struct switch type var
"""
WORDS = frozenset(_WORDS.split())
OURS = frozenset(
    ["len", "err", "string", "byte", "list", "texts", "text", "make", "nil", "error", "room", "truth"]
)  # what generated code uses


def camel(name):
    return "".join(part[:1].upper() + part[1:] for part in name.removeprefix("nd_").split("_"))


def local(name):
    first, *rest = name.split("_")
    name = first + "".join(part.title() for part in rest)
    return name + "_" if name in WORDS | OURS else name


def is_expressible(struct, types):
    """Without callbacks, in the structs that it points to neither."""
    bases = [field.type.base for field in struct.fields if not is_left_out(field, struct)]
    return (
        not any(base in types.callbacks for base in bases)
        and not any(field.count for field in struct.fields)
        and all(is_expressible(types.structs[base], types) for base in bases if base in types.structs)
    )


def handle_type(name):
    kind = camel(name)
    about = (
        f"{kind} owns a handle of the C type {name}. Release gives it back at once, else the garbage collector does."
    )
    return f"""// {about}
type {kind} struct{{ handle *C.{name} }}

func new{kind}(handle *C.{name}, owned bool) *{kind} {{
	made := &{kind}{{handle}}
	if owned {{
		runtime.SetFinalizer(made, (*{kind}).Release)
	}}
	return made
}}

func new{kind}s(handles []*C.{name}) []*{kind} {{
	made := make([]*{kind}, len(handles))
	for i, handle := range handles {{
		made[i] = new{kind}(handle, true)
	}}
	return made
}}

// raw is NULL for nil, which stands for what is left out.
func (h *{kind}) raw() *C.{name} {{
	if h == nil {{
		return nil
	}}
	return h.handle
}}

func (h *{kind}) pointer() unsafe.Pointer {{ return unsafe.Pointer(h.raw()) }}

// Release gives the handle back; using it afterwards is an error.
func (h *{kind}) Release() {{
	if h != nil && h.handle != nil {{
		C.nd_release(unsafe.Pointer(h.handle))
		h.handle = nil
		runtime.SetFinalizer(h, nil)
	}}
}}
"""


def aligned(lines):
    """Lines of (name, rest, comment) as gofmt lays them out: comments stand below each other as long as each line has
    one."""
    width = max(len(name) for name, _, _ in lines)
    out = []
    for has_comment, run in groupby(lines, lambda line: bool(line[2])):
        run = list(run)
        room = max(len(rest) for _, rest, _ in run) if has_comment else 0
        out += [f"\t{name:<{width}} {rest:<{room}}" + (f" // {text}" if text else "") for name, rest, text in run]
    return out


def constant(name):
    return f"ND{camel(name.removeprefix('ND_').lower())}"


def constants(types):
    """One block, a paragraph for each run of constants that stand below each other in C."""
    out, runs, before = ["const ("], [], None
    for c in types.constants.values():
        if before is None or (c.where.path, c.where.line) != (before.path, before.line + 1):
            runs.append([])
        runs[-1].append(c)
        before = c.where
    for run in runs:
        out += [""] if len(out) > 1 else []
        out += [f"\t// {run[0].about}"] if run[0].about else []
        out += aligned([(constant(c.name), f"= {c.value}", c.text) for c in run])
    return [*out, ")", ""]


class Fields(Visitor):
    """Of each field (Go type, lines that write C's, its value from C's, the call that frees C's)."""

    def __init__(self, types):
        self.types = types

    def of_number(self, f):
        name, c = camel(f.name), member(f.name)
        if self.types.is_flag(f.type):
            return "bool", [f"\tmade.{c} = truth(s.{name})"], f"c.{c} != 0", ""
        kind = NUMBERS[self.types.resolve(f.type.base)]
        return kind, [f"\tmade.{c} = C.{f.type.base}(s.{name})"], f"{kind}(c.{c})", ""

    def of_handle(self, f):
        return f"*{camel(f.type.base)}", [f"\tmade.{member(f.name)} = s.{camel(f.name)}.raw()"], "", ""

    def of_string(self, f):
        c = member(f.name)
        write = [f"\tif made.{c}, err = optionalText(s.{camel(f.name)}); err != nil {{", "\t\treturn", "\t}"]
        return "*string", write, f"goText(c.{c})", f"free(made.{c})"

    def of_pointer(self, f):
        c = member(f.name)
        kind = "unsafe.Pointer" if f.role is roles.OPAQUE else f"({'*' * f.type.depth}C.{f.type.base})"
        return "unsafe.Pointer", [f"\tmade.{c} = {kind}(s.{camel(f.name)})"], f"unsafe.Pointer(c.{c})", ""


def struct_type(struct, types, found):
    """A Go struct with the fields that callers know, and its ways to C and back, as far as functions need them."""
    kind, said = camel(struct.name), Fields(types)
    seen = {
        f: said.visit(f)
        for f in seen_fields(struct)
        if not is_left_out(f, struct) and f.role is not roles.CALLBACK and not f.name.endswith("_data")
    }
    fields = [(camel(f.name), go, re.sub(r"\bNULL\b", "nil", f.text)) for f, (go, *_) in seen.items()]
    to = [line for _, lines, _, _ in seen.values() for line in lines]
    back = [f"{camel(f.name)}: {value}" for f, (_, _, value, _) in seen.items() if value]
    free = [line for *_, line in seen.values() if line]
    about = struct.text.split(". ")[0].rstrip(".")
    lines = [
        f"// {kind} is the C struct {struct.name}. {about}.", f"type {kind} struct {{", *aligned(fields), "}", "",
    ]  # fmt: skip
    defaults = [f"{camel(f.name)}: {constant(f.default) if f.default in types.constants else f.default}"
                for f in struct.fields if f.default]  # fmt: skip
    if defaults:
        lines += [f"// New{kind} has NumPy's defaults.", f"func New{kind}() *{kind} {{",
                  f"\treturn &{kind}{{{', '.join(defaults)}}}", "}", ""]  # fmt: skip
    taken = [
        f"func (s *{kind}) c() (made *C.{struct.name}, release func(), err error) {{", "\tif s == nil {",
        "\t\treturn nil, func() {}, nil", "\t}",
        f"\tmade = (*C.{struct.name})(C.calloc(1, C.sizeof_{struct.name}))",
        "\trelease = func() {", *(f"\t\t{line}" for line in free), "\t\tC.free(unsafe.Pointer(made))", "\t}",
        "\tdefer func() {", "\t\tif err != nil {", "\t\t\trelease()", "\t\t}", "\t}()",
        f"\tmade.struct_size = C.sizeof_{struct.name}", *to, "\treturn", "}", "",
    ]  # fmt: skip
    given = [
        f"func new{kind}(c C.{struct.name}) {kind} {{", f"\treturn {kind}{{{', '.join(back)}}}", "}", "",
    ]  # fmt: skip
    return "\n".join(lines + (taken if roles.STRUCT in found else []) + (given if roles.OUT_STRUCT in found else []))


def member(name):
    """cgo puts an underscore before a member that is a Go keyword."""
    return f"_{name}" if name in WORDS else name
