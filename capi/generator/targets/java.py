"""Writes the generated part of examples/java: every function by values, as static methods and as methods of arrays.

Functions that take callbacks are left out, as in Go: they may be called on threads that Java does not know.
"""

from __future__ import annotations

from dataclasses import replace

from ..calling import call_of, count, is_single
from ..layout import NOTE
from .go import is_chosen
from .go_types import is_expressible
from .java_types import NUMBERS, camel, class_name, classes, escaped, kind_of, literal

FOLDER = "examples/java/ndcore"
BOXES = {"byte": "Byte", "short": "Short", "int": "Integer", "long": "Long", "double": "Double"}


class Function:
    """One function as Java sees it."""

    def __init__(self, function, types):
        self.f, self.types, self.call = function, types, call_of(function)
        self.name = camel(function.name)

    def number(self, ctype):
        return NUMBERS[self.types.resolve(ctype.base)]

    def declared(self, p):
        base = p.type.base
        if self.types.is_flag(p.type):
            return "boolean"
        if is_single(p):
            number = self.number(p.type)
            return BOXES[number] if p.optional else number
        if p.role in ("array", "bytes"):
            return "byte[]" if p.role == "bytes" else f"{self.number(p.type)}[]"
        return {"handle": kind_of(base), "handles": f"{kind_of(base)}[]", "out_handles": f"{kind_of(base)}[]",
                "string": "String", "strings": "String[]", "struct": class_name(base), "memory": "byte[]",
                "any_handle": "Handle"}.get(p.role) or self.number(p.type)  # fmt: skip

    def given(self, p):
        name = camel(p.name)
        if p in self.call.results or p.name in self.call.lists or p.role in ("strings", "out_handles"):
            return name + ("C.memory()" if p.role == "out_struct" else "C")
        if self.types.is_flag(p.type):
            return f"{name} ? 1 : 0"
        return {"handle": f"C.handle({name})", "any_handle": f"C.handle({name})", "handles": f"C.handles({name})", "string": f"C.text({name})",
                "struct": f"C.struct({name})", "array": f"C.single({name})" if is_single(p) else f"C.list({name})",
                "memory": f"C.list({name})", "bytes": f"C.list({name})"}.get(p.role) or name  # fmt: skip

    def amount(self, p):
        of = count(p)
        if of is None or isinstance(of, int):
            return str(of or 1)
        if "ndim" in of:
            return f"C.ndim({camel(of['ndim'])})"
        name = camel(of["parameter"]) + ("C" if of["parameter"] in self.call.lists else "")
        return f"{name} * {of['factor']}" if of["factor"] != 1 else name

    def before(self):
        lines = []
        for length, counted in self.call.lists.items():
            sizes = ", ".join(f"C.size({camel(q.name)}, {factor})" for q, factor in counted)
            ctype = self.number(self.f.parameter(length).type)
            cast = "" if ctype == "long" else f"({ctype}) "
            lines.append(f'{ctype} {camel(length)}C = {cast}C.length("{self.f.symbol}", "{length}", {sizes});')
        for p in self.call.arguments:
            name = camel(p.name)
            if p.role == "strings":
                lines += [
                    f"com.sun.jna.Memory[] {name}Kept = C.texts({name});",
                    f"long[] {name}C = C.addresses({name}Kept);",
                ]
            elif p.role == "out_handles":
                lines.append(f"long[] {name}C = C.handles({name});")
        for p in self.call.results:
            name = camel(p.name)
            if p.role == "out_struct":
                lines.append(f"{class_name(p.type.base)} {name}C = new {class_name(p.type.base)}();")
            else:
                kind = "long" if "handle" in p.role else "byte" if p.role == "out_bytes" else self.number(p.type)
                lines.append(f"{kind}[] {name}C = new {kind}[C.room({self.amount(p)})];")
        return lines

    def result(self, p):
        """(type, expression) of one result parameter."""
        name, kind = camel(p.name) + "C", kind_of(p.type.base)
        if p.role == "out_handle":
            return kind, f"{kind}.wrap({name}[0], true)"
        if p.role == "out_handles":
            return f"{kind}[]", f"C.wrapped({name}, {self.amount(p)}, {kind}[]::new, one -> {kind}.wrap(one, true))"
        if p.role == "out_struct":
            return class_name(p.type.base), name
        if p.role == "out_bytes":
            return "byte[]", f"java.util.Arrays.copyOf({name}, (int) ({self.amount(p)}))"
        if p.role == "out_array":
            return f"{self.number(p.type)}[]", f"java.util.Arrays.copyOf({name}, (int) ({self.amount(p)}))"
        return self.number(p.type), f"{name}[0]"

    def returned(self):
        """(type or None, condition of failure or None, expression, how it is called)."""
        ctype, kind = self.f.returns, self.f.return_kind
        if kind == "void":
            return None, None, "", "invokeVoid"
        how = "invokeLong" if ctype.depth or self.number(ctype) == "long" else "invokeInt"
        if kind in ("status", "reading", "value"):
            failed = None if kind == "value" else "returned < 0"
            return None if kind == "status" else self.number(ctype), failed, "returned", how
        if ctype.base == "char":
            return "String", "returned == 0", "C.string(returned)", how
        if ctype.base in self.types.handles:
            owned = str(kind == "owned").lower()
            return kind_of(ctype.base), "returned == 0", f"{kind_of(ctype.base)}.wrap(returned, {owned})", how
        return "com.sun.jna.Pointer", "returned == 0", "new com.sun.jna.Pointer(returned)", how

    def outcome(self):
        """(type, [(type, name, expression)]) of all that comes back."""
        kind, _, value, _ = self.returned()
        parts = [(kind, "result", value)] if kind else []
        parts += [(self.result(p)[0], camel(p.name), self.result(p)[1]) for p in self.call.results]
        record = self.name[0].upper() + self.name[1:].rstrip("_") + "Results"
        if len(parts) > 1:
            return record, parts
        return parts[0][0] if parts else "void", parts

    def signature(self, skip=0):
        return ", ".join(f"{self.declared(p)} {camel(p.name)}" for p in self.call.arguments[skip:])

    def documentation(self):
        return f"    /** {escaped(self.f.summary)} */"

    def definition(self):
        kind, parts = self.outcome()
        _, failed, _, how = self.returned()
        lines = (
            []
            if len(parts) < 2
            else [f"    public record {kind}({', '.join(f'{t} {n}' for t, n, _ in parts)}) {{}}", ""]
        )
        lines += [self.documentation(), f"    public static {kind} {self.name}({self.signature()}) {{"]
        lines += [f"        {line}" for line in self.before()]
        code = f'C.function("{self.f.symbol}").{how}(new Object[] {{{", ".join(self.given(p) for p in self.f.parameters)}}});'
        if how == "invokeVoid":
            lines.append(f"        {code}")
        else:
            lines.append(f"        {'long' if how == 'invokeLong' else 'int'} returned = {code}")
        kept = [camel(p.name) + ("Kept" if p.role == "strings" else "") for p in self.call.arguments
                if p.role in ("handle", "any_handle", "handles", "out_handles", "struct", "strings")]  # fmt: skip
        if kept:
            lines.append(f"        C.keep({', '.join(f'(Object) {name}' for name in kept)});")
        if failed:
            lines.append(f"        if ({failed}) throw NdException.last();")
        for p in self.call.arguments:
            if p.role == "out_handles":
                name = camel(p.name)
                lines.append(f"        for (int i = 0; i < {name}.length; i++) if ({name}[i] == null) "
                             f"{name}[i] = {kind_of(p.type.base)}.wrap({name}C[i], true);")  # fmt: skip
        if len(parts) == 1:
            lines.append(f"        return {parts[0][2]};")
        elif parts:
            lines.append(f"        return new {kind}({', '.join(value for _, _, value in parts)});")
        return "\n".join([*lines, "    }", ""])

    def initial(self, p):
        """What stands for a parameter that is left out, or None."""
        if p.default is None:
            return "null" if p.optional else None
        if self.types.is_flag(p.type):
            return str(p.default != "0").lower()
        return literal(p.default, self.number(p.type), self.types)

    def short(self, n):
        """The same without the n parameters at the end, which may be left out."""
        kept, left = self.call.arguments[:-n], self.call.arguments[-n:]
        kind, _ = self.outcome()
        values = [(self.declared(p), self.initial(p)) for p in left]
        given = [*(camel(p.name) for p in kept), *(f"({t}) {v}" if v == "null" else v for t, v in values)]
        parameters = ", ".join(f"{self.declared(p)} {camel(p.name)}" for p in kept)
        return "\n".join([self.documentation(), f"    public static {kind} {self.name}({parameters}) {{",
                          f"        {'' if kind == 'void' else 'return '}{self.name}({', '.join(given)});", "    }", ""])  # fmt: skip

    def method(self, skipped):
        """Of an array, which is the first argument."""
        first = self.call.arguments[:1]
        if not first or first[0].role != "handle" or first[0].type.base != "nd_array":
            return ""
        kept = self.call.arguments[1 : len(self.call.arguments) - skipped]
        kind, _ = self.outcome()
        kind = f"Functions.{kind}" if kind.endswith("Results") else kind
        parameters = ", ".join(f"{self.declared(p)} {camel(p.name)}" for p in kept)
        given = ", ".join(["(NdArray) this", *(camel(p.name) for p in kept)])
        back = "" if kind == "void" else "return "
        return "\n".join([self.documentation(), f"    default {kind} {self.name}({parameters}) {{",
                          f"        {back}Functions.{self.name}({given});", "    }", ""])  # fmt: skip

    def methods_of_numbers(self):
        """What takes one more array takes a number: a.multiply(2)."""
        others = self.call.arguments[1:]
        if len(others) != 1 or self.declared(others[0]) != "NdArray" or not self.method(0):
            return []
        kind, _ = self.outcome()
        name = camel(others[0].name)
        kind = f"Functions.{kind}" if kind.endswith("Results") else kind
        return [f"    /** With a number, which takes the dtype of the array. */\n"
                f"    default {kind} {self.name}({number} {name}) {{\n"
                f"        {'' if kind == 'void' else 'return '}Functions.{self.name}((NdArray) this, NdArray.weak({name}));\n    }}\n"
                for number in ("long", "double")]  # fmt: skip

    def omissible(self):
        """How many arguments at the end may be left out."""
        n = 0
        while n < len(self.call.arguments) and self.initial(self.call.arguments[-1 - n]) is not None:
            n += 1
        return n


def has_class(struct, types):
    """Options have one without the callbacks that they hold: all of them may be left out."""
    if struct.name.endswith("_options"):
        struct = replace(struct, fields=[f for f in struct.fields if f.type.base not in types.callbacks])
    return is_expressible(struct, types)


def handle_class(name):
    kind = kind_of(name)
    return f"""// {NOTE}
package ndcore;

/** A handle of the C type {name}. */
public final class {kind} extends Handle {{
    private {kind}(long address, boolean owned) {{
        super(address, owned);
    }}

    static {kind} wrap(long address, boolean owned) {{
        return address == 0 ? null : new {kind}(address, owned);
    }}
}}
"""


BY_HAND = ("nd_array", "nd_dtype")  # classes with methods of their own


def emit(api):
    types = api.types
    chosen = [Function(f, types) for f in api.newest() if is_chosen(f, types, has_class)]
    used = {p.type.base for function in chosen for p in function.f.parameters}
    head = [f"// {NOTE}", "package ndcore;", ""]
    out = [*head, "/** Every function of the C API by values; null stands for what is left out. */",
           "public final class Functions {", "    private Functions() {}", "",
           f"    static final long BUILD_HASH = 0x{api.build_hash:016x}L;"]  # fmt: skip
    out += [f"    public static final {'long' if abs(c.value) >= 2**31 else 'int'} {c.name} = {c.value}"
            f"{'L' if abs(c.value) >= 2**31 else ''};" for c in types.constants.values()]  # fmt: skip
    out.append("")
    methods = [
        *head,
        "/** The functions whose first argument is an array, as its methods. */",
        "interface ArrayMethods {",
    ]
    for function in chosen:
        out.append(function.definition())
        out += [function.short(n) for n in range(1, function.omissible() + 1)]
        if not function.f.name.startswith(("array_", "nd_array_")):
            most = min(function.omissible(), len(function.call.arguments) - 1)
            methods += [function.method(n) for n in range(max(most, 0) + 1) if function.method(n)]
            methods += function.methods_of_numbers()
    files = {f"{FOLDER}/{kind_of(name)}.java": handle_class(name) for name in types.handles if name not in BY_HAND}
    structs = [s for name, s in types.structs.items() if name in used]
    made = classes(structs, [function.f for function in chosen], types)
    files |= {f"{FOLDER}/{name}.java": text for name, text in made.items()}
    files[f"{FOLDER}/Functions.java"] = "\n".join([*out, "}", ""])
    files[f"{FOLDER}/ArrayMethods.java"] = "\n".join([*methods, "}", ""])
    return files
