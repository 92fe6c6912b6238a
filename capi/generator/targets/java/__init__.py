"""Writes the generated part of examples/java: every function by values, as static methods and as methods of arrays.

Functions that take callbacks are left out, as in Go: they may be called on threads that Java does not know.
"""

from __future__ import annotations

from dataclasses import replace

from ... import roles
from ...calling import Said, Spoken, is_managed
from ...layout import NOTE
from ..go import BY_HAND, is_expressible
from .structs import NUMBERS, camel, class_name, classes, escaped, kind_of, literal

FOLDER = "examples/java/ndcore"
CLASSES_BY_HAND = ("nd_array", "nd_dtype")  # with methods of their own
BOXES = {"byte": "Byte", "short": "Short", "int": "Integer", "long": "Long", "double": "Double"}


class Function(Spoken):
    """One function as Java sees it."""

    def __init__(self, function, types):
        super().__init__(function, types)
        self.name = camel(function.name)

    def number(self, ctype):
        return NUMBERS[self.types.resolve(ctype.base)]

    def counted(self, p):
        return Said(given=self.measured(p))

    def measured(self, p):
        return camel(p.name) + "C"

    def ndim(self, name):
        return f"C.ndim({camel(name)})"

    def room(self, name, times):
        return camel(name) + times

    def of_number(self, p):
        if self.types.is_flag(p.type):
            return Said("boolean", f"{camel(p.name)} ? 1 : 0")
        return Said(self.number(p.type), camel(p.name))

    def of_handle(self, p, kind=""):
        name = camel(p.name)
        return Said(kind or kind_of(p.type.base), f"C.handle({name})", kept=name)

    def of_any_handle(self, p):
        return self.of_handle(p, "Handle")

    def of_handles(self, p):
        name = camel(p.name)
        return Said(f"{kind_of(p.type.base)}[]", f"C.handles({name})", kept=name)

    def of_inout_handles(self, p):
        name, kind = camel(p.name), kind_of(p.type.base)
        after = [
            f"for (int i = 0; i < {name}.length; i++) if ({name}[i] == null) {name}[i] = {kind}.wrap({name}C[i], true);"
        ]
        return Said(f"{kind}[]", f"{name}C", [f"long[] {name}C = C.handles({name});"], after, kept=name)

    def of_string(self, p):
        return Said("String", f"C.text({camel(p.name)})")

    def of_strings(self, p):
        name, kept = camel(p.name), camel(p.name) + "Kept"
        before = [f"com.sun.jna.Memory[] {kept} = C.texts({name});", f"long[] {name}C = C.addresses({kept});"]
        return Said("String[]", f"{name}C", before, kept=kept)

    def of_array(self, p):
        number, name = self.number(p.type), camel(p.name)
        if p.is_single:
            return Said(BOXES[number] if p.optional else number, f"C.single({name})")
        return Said(f"{number}[]", f"C.list({name})")

    def of_bytes(self, p):
        return Said("byte[]", f"C.list({camel(p.name)})")

    of_memory = of_bytes

    def of_struct(self, p):
        name = camel(p.name)
        return Said(class_name(p.type.base), f"C.struct({name})", kept=name)

    def of_out_one(self, p, kind="", result="", number=""):
        name = camel(p.name) + "C"
        number = number or self.number(p.type)
        before = [f"{number}[] {name} = new {number}[C.room({self.amount(p)})];"]
        return Said(kind or number, name, before, result=result or f"{name}[0]")

    def of_out_handle(self, p):
        kind = kind_of(p.type.base)
        return self.of_out_one(p, kind, f"{kind}.wrap({camel(p.name)}C[0], true)", "long")

    def of_out_handles(self, p):
        name, kind = camel(p.name) + "C", kind_of(p.type.base)
        wrapped = f"C.wrapped({name}, {self.amount(p)}, {kind}[]::new, one -> {kind}.wrap(one, true))"
        return self.of_out_one(p, f"{kind}[]", wrapped, "long")

    def of_out_array(self, p, number=""):
        number = number or self.number(p.type)
        copy = f"java.util.Arrays.copyOf({camel(p.name)}C, (int) ({self.amount(p)}))"
        return self.of_out_one(p, f"{number}[]", copy, number)

    def of_out_bytes(self, p):
        return self.of_out_array(p, "byte")

    def of_out_struct(self, p):
        name, kind = camel(p.name) + "C", class_name(p.type.base)
        return Said(kind, f"{name}.memory()", [f"{kind} {name} = new {kind}();"], result=name)

    def size(self, q):
        return f"C.size({camel(q.name)}, {q.extent.factor})"

    def unequal(self, q, size, name):
        return []  # C.length compares them

    def before(self):
        lines = []
        for length, counted in self.lists.items():
            sizes = ", ".join(map(self.size, counted))
            ctype = self.number(self.f.parameter(length).type)
            cast = "" if ctype == "long" else f"({ctype}) "
            lines.append(f'{ctype} {camel(length)}C = {cast}C.length("{self.f.symbol}", "{length}", {sizes});')
        return lines + super().before()

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
        parts += [(self.said[p.name].kind, camel(p.name), self.said[p.name].result) for p in self.results]
        record = self.name[0].upper() + self.name[1:].rstrip("_") + "Results"
        if len(parts) > 1:
            return record, parts
        return parts[0][0] if parts else "void", parts

    def signature(self, skip=0):
        return ", ".join(f"{self.said[p.name].kind} {camel(p.name)}" for p in self.arguments[skip:])

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
        code = f'C.function("{self.f.symbol}").{how}(new Object[] {{{self.given()}}});'
        if how == "invokeVoid":
            lines.append(f"        {code}")
        else:
            lines.append(f"        {'long' if how == 'invokeLong' else 'int'} returned = {code}")
        kept = [one.kept for one in self.of(self.arguments) if one.kept]
        if kept:
            lines.append(f"        C.keep({', '.join(f'(Object) {name}' for name in kept)});")
        if failed:
            lines.append(f"        if ({failed}) throw NdException.last();")
        lines += [f"        {line}" for one in self.of(self.arguments) for line in one.after]
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
        kept, left = self.arguments[:-n], self.arguments[-n:]
        kind, _ = self.outcome()
        values = [(self.said[p.name].kind, self.initial(p)) for p in left]
        given = [*(camel(p.name) for p in kept), *(f"({t}) {v}" if v == "null" else v for t, v in values)]
        parameters = ", ".join(f"{self.said[p.name].kind} {camel(p.name)}" for p in kept)
        return "\n".join([self.documentation(), f"    public static {kind} {self.name}({parameters}) {{",
                          f"        {'' if kind == 'void' else 'return '}{self.name}({', '.join(given)});", "    }",
                          ""])  # fmt: skip

    def method(self, skipped):
        """Of an array, which is the first argument."""
        first = self.arguments[:1]
        if not first or first[0].role is not roles.HANDLE or first[0].type.base != "nd_array":
            return ""
        kept = self.arguments[1 : len(self.arguments) - skipped]
        kind, _ = self.outcome()
        kind = f"Functions.{kind}" if kind.endswith("Results") else kind
        parameters = ", ".join(f"{self.said[p.name].kind} {camel(p.name)}" for p in kept)
        given = ", ".join(["(NdArray) this", *(camel(p.name) for p in kept)])
        back = "" if kind == "void" else "return "
        return "\n".join([self.documentation(), f"    default {kind} {self.name}({parameters}) {{",
                          f"        {back}Functions.{self.name}({given});", "    }", ""])  # fmt: skip

    def methods_of_numbers(self):
        """What takes one more array takes a number: a.multiply(2)."""
        others = self.arguments[1:]
        if len(others) != 1 or self.said[others[0].name].kind != "NdArray" or not self.method(0):
            return []
        kind, _ = self.outcome()
        name = camel(others[0].name)
        kind = f"Functions.{kind}" if kind.endswith("Results") else kind
        return [f"    /** With a number, which takes the dtype of the array. */\n"
                f"    default {kind} {self.name}({number} {name}) {{\n"
                f"        {'' if kind == 'void' else 'return '}Functions.{self.name}((NdArray) this, "
                f"NdArray.weak({name}));\n    }}\n"
                for number in ("long", "double")]  # fmt: skip

    def omissible(self):
        """How many arguments at the end may be left out."""
        n = 0
        while n < len(self.arguments) and self.initial(self.arguments[-1 - n]) is not None:
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


def emit(api):
    types = api.types
    chosen = [Function(f, types) for f in api.newest() if f.name not in BY_HAND and is_managed(f, types, has_class)]
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
            most = min(function.omissible(), len(function.arguments) - 1)
            methods += [function.method(n) for n in range(max(most, 0) + 1) if function.method(n)]
            methods += function.methods_of_numbers()
    files = {
        f"{FOLDER}/{kind_of(name)}.java": handle_class(name) for name in types.handles if name not in CLASSES_BY_HAND
    }
    structs = [s for name, s in types.structs.items() if name in used]
    made = classes(structs, [function.f for function in chosen], types)
    files |= {f"{FOLDER}/{name}.java": text for name, text in made.items()}
    files[f"{FOLDER}/Functions.java"] = "\n".join([*out, "}", ""])
    files[f"{FOLDER}/ArrayMethods.java"] = "\n".join([*methods, "}", ""])
    return files
