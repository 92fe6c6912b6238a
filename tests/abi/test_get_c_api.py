"""nd_get_c_api: a known hash gives exactly that function, hash 0 what the revision knew, anything else NULL and why."""

import ctypes

import pytest


class Api:
    def __init__(self, path):
        self.library = ctypes.CDLL(str(path))
        self.library.nd_last_error_message.restype = ctypes.c_char_p
        self.get = self.library.nd_get_c_api

    def ask(self, *wanted, revision=1000):
        """(missing, addresses or None, message) for pairs of name and hash."""
        n = len(wanted)
        names = (ctypes.c_char_p * n)(*(name.encode() for name, _ in wanted))
        hashes = (ctypes.c_uint64 * n)(*(number for _, number in wanted))
        out = (ctypes.c_void_p * n)(*[1] * n)
        self.library.nd_clear_error()
        missing = self.get(names, hashes, n, revision, out)
        return missing, list(out), self.library.nd_last_error_message().decode()

    def address(self, symbol):
        return ctypes.cast(getattr(self.library, symbol), ctypes.c_void_p).value


@pytest.fixture(scope="module")
def api(library):
    return Api(library)


def test_every_function_by_its_hash(api, real):
    functions = list(reversed(real[0].functions))
    missing, found, message = api.ask(*((f.name, f.abi_hash) for f in functions))
    assert missing == 0
    assert message == ""
    assert found == [api.address(f.symbol) for f in functions]


def test_hash_zero_gives_no_draft(api, real):
    draft = real[0].drafts()[0]
    missing, found, message = api.ask((draft.name, 0))
    assert (missing, found) == (1, [None])
    assert message == f"get_c_api: {draft.name} is a draft: ask for it by its hash"


def test_what_is_missing_is_named_and_the_rest_is_given(api, real):
    one, two = real[0].functions[:2]
    missing, found, message = api.ask((one.name, one.abi_hash), ("frobnicate", 5), (two.name, one.abi_hash))
    assert missing == 2
    assert found == [api.address(one.symbol), None, None]
    assert "frobnicate is unknown to this library" in message
    assert f"{two.name} has another signature: the caller's is unknown, this library's `" in message


def test_many_missing_are_counted(api):
    missing, _, message = api.ask(*((f"no{i}", 1) for i in range(500)))
    assert missing == 500
    assert message.endswith("; and 495 more")


def test_hashes_may_be_left_out(api, real):
    names = (ctypes.c_char_p * 1)(real[0].functions[0].name.encode())
    out = (ctypes.c_void_p * 1)(1)
    assert api.get(names, None, 1, 0, out) == 1
    assert out[0] is None


def test_tables(api, real):
    class Head(ctypes.Structure):
        _fields_ = [
            ("struct_size", ctypes.c_int64), ("abi", ctypes.c_int32), ("revision", ctypes.c_int32),
            ("count", ctypes.c_int64), ("build_hash", ctypes.c_uint64),
        ]  # fmt: skip

    described = real[0]
    draft = api.library.nd_get_api_draft
    draft.restype, draft.argtypes = ctypes.c_void_p, [ctypes.c_uint64]
    assert draft(described.build_hash ^ 1) is None
    stable = api.library.nd_get_api
    stable.restype = ctypes.c_void_p
    assert stable(described.revision + 1) is None
    for address, functions in (
        (stable(described.revision), described.stable()),
        (draft(described.build_hash), described.drafts()),
    ):
        head = Head.from_address(address)
        assert head.struct_size == 32 + 8 * len(functions)
        assert (head.abi, head.revision, head.count) == (1, described.revision, len(functions))
        assert head.build_hash == described.build_hash
        slots = (ctypes.c_void_p * len(functions)).from_address(address + 32)
        assert list(slots) == [api.address(f.symbol) for f in functions]
