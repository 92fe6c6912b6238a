"""A function of the Python package as a tag gives it: parameters, signature and body. Called by __init__.py."""

from __future__ import annotations

from ... import roles
from .arguments import Argument, Arguments, option, overridden
from .only import argument as only
from .only import known


def _asked(function, name):
    text = next(p.text for p in function.parameters if p.asked == name)
    return text.partition("; NULL")[0]


class Written:
    """One function of the package, and the method of the array that it may be."""

    def __init__(self, function, types):
        self.function, self.types = function, types
        self.options, self.results = None, []
        found = {**self._only_here(), **self._of_c()}
        for name, default in function.defaults.items():
            if name in found and not found[name].text:
                overridden(found[name], function.shown(name), default)
        self.order = self._order(found)
        self.arguments = [found[name] for name in self.order if name not in "/*"]
        self.fields = {name for name, a in found.items() if function.shown(name) is None and not a.text}
        self.first = self.arguments[0] if self.arguments else None
        if function.asks:
            self._ask(function.asks)

    def _only_here(self):
        """The parameters that C has not: by their names, or because they ask for a result."""
        function, found = self.function, {}
        for name, default in function.defaults.items():
            if function.shown(name) is not None:
                continue
            if known(function, name):
                found[name] = only(function, name)
            elif name in (p.asked for p in function.parameters):
                found[name] = Argument(name, "bool", default, text=f"True: also {_asked(function, name)}")
        return found

    def _of_c(self):
        """What the parameters of the C function, and the fields of its options, become; results are put aside."""
        function, found = self.function, {}
        arguments = Arguments(function, self.types)
        for p in function.parameters:
            made = arguments.visit(p)
            if made is not None:
                found[p.shown] = made
            elif p.role is roles.STRUCT:
                self.options = p
                found.update((f.name, option(p, f, self.types)) for f in self.types.structs[p.type.base].fields
                             if f.name not in ("struct_size", "reserved"))  # fmt: skip
            elif p.role is roles.OUT_HANDLE or (p.role is roles.OUT_HANDLES and p.each):
                self.results.append(p)
            elif not p.counts:
                raise function.where.error(f"{function.symbol}: `{p.name}`: no Python function can be made of it",
                                           "write it by hand and drop `python`")  # fmt: skip
        return found

    def _ask(self, asks):
        """What NEP 18 asks, as the tag says: a name, `*name` for the rows of a sequence, `**name` for those of a
        tuple."""
        for a in self.arguments:
            own = next((one for one in asks if one.lstrip("*") == a.name), "")
            a.asks = own if own.startswith("*") else (a.asks or a.name) if own else ""

    def _order(self, found):
        """The names with NumPy's marks; fields that the tag does not name are none of the function's keywords."""
        given = self.function.order
        wanted = {name for name in found if self.function.shown(name) is not None}
        if not given:
            return [name for name in found if name in wanted]
        unknown = [name for name in given if name not in found and name not in ("/", "*")]
        missing = [name for name in wanted if name not in given]
        if unknown or missing:
            raise self.function.where.error(
                f"{self.function.symbol}: the line `numpy` names {', '.join(unknown) or 'not all'}",
                f"parameters and fields: {', '.join(found)}",
            )
        return list(given)

    def signature(self, method=False):
        by_name = {a.name: a for a in self.arguments}
        out, seen_default = [], False
        order = list(self.order)
        if method:
            rest = [name for name in order if name not in (self.first.name, "/")]
            order = ["self", *rest, "/"] if "positional" in self.function.flags else ["self", "/", *rest]
        for name in order:
            if name in ("/", "*", "self"):
                out.append(name)
                continue
            a = by_name[name]
            if self.is_star(name):
                out.append(f"*{name}: ArrayLike")
                continue
            out.append(f"{name}: {a.annotation}" + (f" = {a.default}" if a.default is not None else ""))
            if a.default is not None:
                seen_default = True
            elif seen_default and "*" not in out and not any(map(self.is_star, order)):
                raise self.function.where.error(f"{self.function.symbol}: `{name}` has no default, what stands before "
                                                "it has",
                                                "give it one, or order them by a line `numpy`")  # fmt: skip
        return ", ".join(out)

    def is_star(self, name):
        p = self.function.shown(name)
        return p is not None and p.star

    def annotation(self):
        f = self.function
        if f.return_kind == "status" and not self.results:
            return "None"
        if f.names:
            return f.names
        if f.returns.base == "nd_dtype":
            return "dtype"
        if self.results and self.results[0].each:
            p = self.results[0]
            of = "Any" if "scalar" in p.shape_of else "ndarray"
            return "Any" if p.alone else f"list[{of}]" if p.is_list else f"tuple[{of}, ...]"
        if any(p.asked for p in self.results):
            return "Any"
        if f.return_kind in ("reading", "value"):
            return "bool" if "bool" in f.shape_of else "int"
        count = len(self.results) + (f.return_kind != "status")
        one = "Any" if "scalar" in f.shape_of or any("scalar" in p.shape_of for p in self.results) else "ndarray"
        return one if count == 1 else f"tuple[{', '.join([one] * count)}]"

    def body(self, method=False):
        f, lines, values = self.function, [], {}
        for a in self.arguments:
            if method and a is self.first:
                values[a.name] = "self._h"
                continue
            lines += a.lines
            values.update((name, value) for name, value in a.values.items() if name not in self.fields)
        if self.options is not None:
            lines += self._filled()
            values[self.options.name] = "_options"
        for p in self.results:
            if p.each:
                lines.append(f"_count = {self._count(p)}")
                lines.append(f"_{p.name}_ = _arrays(max(_count, 1))")
                values.update({p.name: f"_{p.name}_", p.extent.counter: "_count"})
                continue
            lines.append(f"_{p.name}_ = _arrays(1)" + (f" if {p.asked} else _NULL" if p.asked else ""))
            values[p.name] = f"_{p.name}_"
        call = f"_{f.symbol}({', '.join(values[p.name] for p in f.parameters)})"
        return [*lines, *self._returned(call, "self" if method else None)]

    def _filled(self):
        """The struct of options, made where an option is not the default."""
        struct = self.options.type.base
        fields = [a for a in self.arguments if a.name in self.fields]
        given = " or ".join(f"{a.name} is not {a.default}" if a.default in ("None",
                                                                            "False") else f"{a.name} != {a.default}"
                            for a in fields)  # fmt: skip
        sets = [f"    _options[0].{a.name} = {a.values[a.name]}" for a in fields]
        return ["_options = _NULL", f"if {given}:", f'    _options = _structs("{struct}")', *sets]

    def _returned(self, call, first):
        f = self.function
        if f.return_kind in ("reading", "value"):
            return [f"return bool(_check({call}))" if "bool" in f.shape_of else f"return _check({call})"]
        if self.results and self.results[0].each:
            return [f"_check({call})", *self._listed(self.results[0])]
        if f.returns.base == "nd_dtype":
            return [f"return _from_handle({call})"]
        if f.return_kind == "status":
            lines, made = [f"_check({call})"], []
        elif any(a.name == "out" for a in self.arguments):
            lines, made = (
                [f"_made = {call}"],
                [f"{self._wrapped('_made', f.shape_of, first)} if out is None else _given(_made)"],
            )
        elif self.results:
            lines, made = [f"_made = {self._wrapped(call, f.shape_of, first)}"], ["_made"]
        else:
            return [f"return {self._wrapped(call, f.shape_of, first)}"]
        made += [self._wrapped(f"_{p.name}_[0]", p.shape_of, first) for p in self.results if not p.asked]
        asked = [p for p in self.results if p.asked]
        if f.names:
            return [*lines, f"return {f.names}({', '.join(made)})"]
        if not asked:
            return [*lines, f"return {', '.join(made)}"] if made else lines
        lines.append(f"_found = [{', '.join(made)}]")
        for p in asked:
            lines += [f"if {p.asked}:", f"    _found.append({self._wrapped(f'_{p.name}_[0]', p.shape_of, first)})"]
        return [*lines, "return tuple(_found) if len(_found) > 1 else _found[0]"]

    def _count(self, p):
        """How many results the list has: one for each row or number, or for each axis of an array."""
        of = self.function.parameter(p.each)
        return f"_info({of.shown}).ndim" if of.role is roles.HANDLE else f"len({of.shown})"

    def _listed(self, p):
        of = self.function.parameter(p.each)
        key = next((key for key, source in p.shape_of.items() if source == p.each), "")
        if key:
            one = self._wrapped(f"_{p.name}_[i]", {key: "one"}, None)
            found = f"[{one} for i, one in enumerate({of.shown})]"
        else:
            found = f"[{self._wrapped(f'_{p.name}_[i]', p.shape_of, None)} for i in range(_count)]"
        if p.is_list:
            return [f"return {found}"]
        if p.alone:
            return [f"_found = {found}", "return _found[0] if len(_found) == 1 else tuple(_found)"]
        return [f"return tuple({found})"]

    def _wrapped(self, handle, shape, first):
        """The object of a handle; `first` is what the first array is called."""

        def source(key):
            names = [first if first and name == self.first.name else name for name in shape[key].split(",")]
            return names[0] if len(names) == 1 else f"_preferred({', '.join(names)})"

        if "subok" in self.function.defaults:
            return f"{self._by_class(handle, shape, source)} if subok else _wrap_array({handle})"
        return self._by_class(handle, shape, source)

    def _by_class(self, handle, shape, source):
        if "view" in shape:
            return f"_wrap_view({handle}, {source('view')})"
        if "shares" in shape:
            return f"_shared({handle}, {source('shares')})"
        if "shaped" in shape:
            return f"_wrap_shaped({handle}, len({shape['shaped']}))"
        scalar = "scalar" in shape
        if "like" in shape:
            return f"{'_wrap_result' if scalar else '_wrap_like'}({handle}, {source('like')})"
        made = f"{'_wrap' if scalar else '_wrap_array'}({handle})"
        if "," in shape.get("wrapped", ""):
            return f"_rewrapped(None, ({shape['wrapped'].replace(',', ', ')}), (), {made})"
        return f"_like_operand({made}, {source('wrapped')})" if "wrapped" in shape else made


class Reduction(Written):
    """A function of the one-line form: `axes` is `axis`, and what was not given is told from what is the default."""

    NO_VALUE = ("keepdims", "initial", "where", "mean", "correction")

    def __init__(self, function, types):
        self.function, self.types, self.results = function, types, []
        self.options = function.parameter("options")
        keywords = [word for word in function.order[2:] if word != "*"]
        self.order = ["a", "axis", *function.order[2:], *(["correction"] if "ddof" in keywords else [])]
        self.given = [word for word in self.order[2:] if word != "*" and not known(function, word)]
        self.only_keepdims = keywords == ["keepdims"]
        self.arguments = [self._argument(name) for name in self.order if name != "*"]
        self.fields = set(keywords)
        self.first = self.arguments[0]

    def _argument(self, name):
        if known(self.function, name):
            return only(self.function, name)
        default = {"a": None, "axis": "None", "dtype": "None", "out": "None", "ddof": "0"}.get(name, "_no_value")
        if name == "keepdims" and self.only_keepdims:
            default = "False"
        default = self.function.defaults.get(name, default)
        annotation = {"a": "ArrayLike", "axis": "_Ints | None", "dtype": "DTypeLike | None", "out": "ndarray | None",
                      "keepdims": "bool", "ddof": "float", "correction": "float"}.get(name, "Any")  # fmt: skip
        return Argument(name, annotation, default, asks=name if name in (self.function.asks or ("a", "out")) else "")

    def signature(self, method=False):
        text = super().signature(method)
        return text.replace("keepdims: bool = _no_value", "keepdims: bool = False").replace(
            "where: Any = _no_value", "where: Any = True") if method else text  # fmt: skip

    def annotation(self):
        return "Any"

    def body(self, method=False):
        f = self.function
        first = "self" if method else "a"
        rest = ", ".join(["axis", *(f"{name}={name}" for name in self.given)])
        if f.ufunc:
            return [f'return _fold(_{f.symbol}, "{f.ufunc}", {first}, {rest})']
        kind = f', result="{f.result}"' if f.result else ""
        return [f"return _reduction(_{f.symbol}, {first}, {rest}{kind})"]
