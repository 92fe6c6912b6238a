"""What a parameter of C, or a field of a struct, is: its role, with all that follows from it, and the way to ask for
it.

words.py gives the roles. To add one: a line here, and a method `of_<name>` in each visitor that is to treat it
otherwise than its family; a visitor that knows neither fails with the role's name.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Role:
    name: str  # as in api.json and in the method table
    family: str = ""  # what a visitor asks for that has no method of the role's own
    kind: str = ""  # in signatures of calls by name, where the role alone tells it
    owner: str = ""  # of handles, if the tag leaves it out
    is_result: bool = False  # the call fills it
    is_list: bool = False  # its count stands beside it
    in_bytes: bool = False  # the count is one of bytes
    is_value: bool = False  # can be written down: conformance vectors and calls by values have it
    is_seen: bool = True  # its extent; else a language that checks memory can promise nothing
    is_struct: bool = False  # that grows
    is_said: bool = False  # the tag names the role
    method: str = ""  # the visitor's, where the role shares its name


INTEGER = Role("integer", "number", kind="int", is_value=True)
DOUBLE = Role("double", "number", kind="float", is_value=True)
LENGTH = Role("length", "number", is_value=True)  # counts others
HANDLE = Role("handle", owner="borrowed", is_value=True)
ANY_HANDLE = Role("any_handle", "pointer", kind="any", owner="borrowed", is_seen=False)
HANDLES = Role("handles", owner="borrowed", is_list=True, is_value=True)
STRING = Role("string", kind="str", is_value=True)
STRINGS = Role("strings", kind="list[str]", is_list=True, is_value=True)
ARRAY = Role("array", "numbers", is_list=True, is_value=True)
BYTES = Role("bytes", "numbers", kind="bytes", is_list=True, in_bytes=True, is_value=True)
CELLS = Role("cells", "numbers", is_list=True, is_seen=False)  # structs that never grow
MEMORY = Role(
    "memory", "pointer", kind="bytes", is_value=True, is_seen=False, is_said=True
)  # others describe its extent
OPAQUE = Role("opaque", "pointer", is_seen=False, is_said=True)  # a callback gets it back
CALLBACK = Role("callback", "pointer", is_seen=False)
STRUCT = Role("struct", is_struct=True, is_seen=False)
OUT_VALUE = Role("out_value", "out_one", is_result=True, is_value=True)
OUT_STRING = Role("out_string", "out_one", kind="str", is_result=True, is_value=True)
OUT_POINTER = Role("out_pointer", "out_one", is_result=True, is_seen=False)
OUT_HANDLE = Role("out_handle", "out_one", owner="owned", is_result=True, is_value=True)
OUT_HANDLES = Role("out_handles", "out_list", owner="owned", is_result=True, is_list=True, is_value=True)
OUT_ARRAY = Role("out_array", "out_list", is_result=True, is_list=True, is_value=True)
OUT_CELLS = Role("out_cells", "out_list", is_result=True, is_list=True, is_seen=False)
OUT_BYTES = Role("out_bytes", "out_list", kind="bytes", is_result=True, is_list=True, in_bytes=True, is_value=True)
OUT_TEXT = Role("out_text", "out_list", kind="bytes", is_result=True, is_list=True, in_bytes=True)
OUT_STRUCT = Role("out_struct", is_struct=True, is_result=True, is_seen=False)
# The caller's list, in which the call makes what is nothing.
INOUT_HANDLES = Role("out_handles", "out_handles", owner="owned", is_list=True, method="inout_handles")


class Visitor:
    """Answers one question for each role: visit(p) calls the method of the parameter's role, else that of its family,
    else `of_other`."""

    def visit(self, p, *more):
        role = p.role
        for name in (role.method or role.name, role.family, "other"):
            method = getattr(self, f"of_{name}", None)
            if method:
                return method(p, *more)
        raise NotImplementedError(f"{type(self).__module__}.{type(self).__name__}: `{p.name}` has the role {role.name}")
