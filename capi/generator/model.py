"""What one scan finds: types, constants, structs, functions. Plain data, read by the lock and every emitter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .errors import ApiError
from .roles import ARRAY, STRUCT, Role

_EXTENT = re.compile(r"(\d+)|unchecked|ndim\((\w+)\)|(?:(\d+)\*)?([A-Za-z_]\w*)")


@dataclass(frozen=True)
class CType:
    """A C type: base name, its const, and one entry per `*` telling whether that pointer is itself const."""

    base: str
    const: bool = False
    pointers: tuple = ()

    @property
    def depth(self):
        return len(self.pointers)

    def text(self, name=""):
        out = ("const " if self.const else "") + self.base
        stars = "".join("*const " if is_const else "*" for is_const in self.pointers)
        if stars or name:
            out += " " + stars + name
        return out.rstrip()

    def pointee(self):
        return CType(self.base, self.const, self.pointers[:-1])


@dataclass
class Where:
    path: str
    line: int

    def error(self, problem, remedy=""):
        return ApiError(self.path, self.line, problem, remedy)


@dataclass(frozen=True)
class Extent:
    """How many elements `len=` says there are; all empty where nobody can tell."""

    number: int = 0
    ndim: str = ""  # the array whose axes are counted
    counter: str = ""  # the parameter that counts
    factor: int = 1

    @classmethod
    def read(cls, text):
        """None: it cannot be read."""
        found = _EXTENT.fullmatch(text or "unchecked")
        if found is None or found[0] == "unchecked":
            return found and cls()
        return cls(int(found[1] or 0), found[2] or "", found[4] or "", int(found[3] or 1))


@dataclass(eq=False)
class Parameter:
    name: str
    type: CType
    role: Role | None = None
    direction: str = "in"
    ownership: str = ""  # borrowed, owned or empty
    optional: bool = False
    length: str = ""  # PARAM, a number, N*PARAM, ndim(PARAM) or unchecked
    counts: tuple = ()  # of a length: the parameters that it counts
    default: str | None = None
    text: str = ""
    weak: bool = False  # a Python number stays weak
    none: bool = False  # ND_AXIS_NONE is a value although it is no default
    positions: bool = False  # an empty list counts as integers
    written: bool = False  # an array of ours: it is written to
    star: bool = False  # a list: all positional arguments of the Python function
    called: str = ""  # in Python, where C's is another
    made: str = ""  # the function of the package that makes the value, and what else it gets: "filling:dtype"
    only: str = ""  # which letters of an order NumPy takes here
    into: str = ""  # the array whose elements the values become
    asked: str = ""  # of a result: the flag of the Python function that asks for it
    each: str = ""  # of a list of results: the parameter whose rows, numbers or axes it has one for each
    is_list: bool = False  # of a list of results: in Python a list, no tuple
    alone: bool = False  # of a list of results: a single one is no tuple
    shape_of: dict = field(default_factory=dict)  # of a result, as of what a function returns

    @property
    def shown(self):
        """The name in Python."""
        return self.called or self.name

    @property
    def extent(self):
        return Extent.read(self.length)

    @property
    def is_single(self):
        """A list of exactly one number: languages pass the number itself, or nothing."""
        return self.role is ARRAY and self.extent.number == 1

    @property
    def is_options(self):
        return self.role is STRUCT and self.type.base.endswith("_options")

    @property
    def is_capacity(self):
        """It counts only what is filled."""
        return bool(self.counts) and all(p.direction == "out" for p in self.counts)

    @property
    def passed(self):
        """How a call by values has it: `result`, `length` (of the lists it counts), or `argument`."""
        if self.role.is_result:
            return "result"
        return "length" if self.counts and not self.is_capacity else "argument"


@dataclass
class Function:
    name: str  # without nd_
    symbol: str
    returns: CType
    parameters: list
    summary: str
    prose: list
    where: Where
    version: int = 1
    since: int = 0  # as the tag says, 0: nothing; from settle_since on the revision
    group: str = ""
    area: str = ""
    return_kind: str = ""  # owned, borrowed, status, reading, value, void
    return_text: str = ""
    errors: list = field(default_factory=list)  # names of status codes
    sections: dict = field(default_factory=dict)  # threads, example, python, see
    flags: frozenset = frozenset()  # nocall
    removed: int = 0
    python: str | None = None  # the module of the package that has the function, "" for the package itself
    method: str = ""  # of the array that is the first parameter
    aliases: tuple = ()  # other names in Python
    reduction: bool = False  # declared in a line: axes and options
    elementwise: bool = False  # declared in a line: a ufunc, in Python an object
    ufunc: str = ""  # whose fold the reduction is
    result: str = ""  # of a reduction: like, plain, or as __array_wrap__ wants it
    names: str = ""  # in Python the class of the results, a named tuple
    asks: tuple = ()  # what NEP 18 asks; empty: all arrays, of a reduction the array and the output
    order: tuple = ()  # NumPy's order of parameters and fields, with its marks / and *
    defaults: dict = field(default_factory=dict)  # NumPy's, of what has another one in C or stands in Python alone
    shape_of: dict = field(default_factory=dict)  # what is returned: view, shares, like, wrapped -> parameter; scalar
    # Filled by the lock.
    state: str = "draft"
    slot: int = -1
    abi_hash: int = 0
    call_hash: int = 0

    @property
    def key(self):
        return f"{self.name}@{self.version}"

    @property
    def member(self):
        """Name of the member in the table."""
        base = self.name if self.version == 1 else f"{self.name}_v{self.version}"
        return base + "_" if base in KEYWORDS else base

    @property
    def plain(self):
        """What bindings call the newest version."""
        return self.name + "_" if self.name in KEYWORDS else self.name

    def shown(self, name):
        """The parameter that Python's users know by a name."""
        return next((p for p in self.parameters if p.shown == name), None)

    def parameter(self, name):
        return next((p for p in self.parameters if p.name == name), None)


@dataclass
class Constant:
    name: str
    value: int | float
    since: int
    text: str
    where: Where
    about: str = ""  # the comment above a run of constants: what they are of


@dataclass(eq=False)
class Field:
    name: str
    type: CType
    count: int  # 0: not an array
    since: int
    text: str
    offset: int = 0
    size: int = 0  # of all its elements
    role: Role | None = None
    default: str | None = None  # where it is not 0 or NULL


@dataclass
class Struct:
    name: str
    fields: list
    since: int
    text: str
    where: Where
    size: int = 0
    align: int = 0
    fixed: bool = False  # an element of arrays: no struct_size, never another field


@dataclass
class Callback:
    name: str
    returns: CType
    parameters: list  # of (name, CType)
    since: int
    text: str
    where: Where


@dataclass
class Types:
    """Everything the hand-written headers declare."""

    aliases: dict = field(default_factory=dict)  # nd_status -> int32_t
    since: dict = field(default_factory=dict)  # of aliases and handles
    texts: dict = field(default_factory=dict)  # of handles: what they are
    handles: dict = field(default_factory=dict)  # name -> Where
    opaques: dict = field(default_factory=dict)  # tables: name -> Where
    structs: dict = field(default_factory=dict)
    callbacks: dict = field(default_factory=dict)
    constants: dict = field(default_factory=dict)
    choices: dict = field(default_factory=dict)  # alias -> the constants that are its values
    hidden: set = field(default_factory=set)  # (path, line) between #ifndef ND_STABLE_ONLY and its #endif

    def is_hidden(self, where):
        return (where.path, where.line) in self.hidden

    def is_flag(self, ctype):
        return ctype.base == "nd_flag" and ctype.depth == 0

    def choices_of(self, ctype):
        """The constants that a parameter or field chooses from; empty for any other number."""
        return self.choices.get(ctype.base, []) if ctype.depth == 0 else []

    def resolve(self, base):
        """The built-in type behind an alias, or the name itself."""
        while base in self.aliases:
            base = self.aliases[base]
        return base


@dataclass
class Area:
    name: str
    text: str
    sources: list


@dataclass
class Api:
    types: Types
    areas: dict
    functions: list  # sorted by (name, version)
    revision: int = 0
    build_hash: int = 0

    def versions(self):
        """The versions of each name, in order."""
        names = {}
        for function in self.functions:
            names.setdefault(function.name, []).append(function)
        return list(names.values())

    def newest(self):
        """What bindings offer: of each name the newest version."""
        return [versions[-1] for versions in self.versions()]

    def stable(self):
        return sorted((f for f in self.functions if f.state != "draft"), key=lambda f: f.slot)

    def drafts(self):
        return [f for f in self.functions if f.state == "draft"]


INTEGERS = {f"{sign}int{bits}_t": bits // 8 for bits in (8, 16, 32, 64) for sign in ("", "u")}  # their sizes

_KEYWORDS = """
alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class compl
concept const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype default delete
do double dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable
namespace new noexcept not not_eq nullptr operator or or_eq private protected public register reinterpret_cast
requires restrict return short signed sizeof static static_assert static_cast struct switch template this
thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t while xor
xor_eq
"""
# Words that cannot be a function's name in the table: keywords of C99 and C++20, and the table's own member.
KEYWORDS = frozenset(_KEYWORDS.split()) | {"head"}
