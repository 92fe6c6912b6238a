"""Roles of parameters: a visitor that knows neither a role nor its family fails and names it."""

import pytest
from generator import roles
from generator.calling import Spoken
from generator.model import CType, Parameter

ALL = [role for role in vars(roles).values() if isinstance(role, roles.Role)]


class Knows(roles.Visitor):
    def of_number(self, p):
        return "number"

    def of_double(self, p):
        return "double"


@pytest.mark.parametrize("role", ALL, ids=lambda role: role.method or role.name)
def test_visitor(role):
    p = Parameter("x", CType("double"), role)
    if role.family == "number":
        assert Knows().visit(p) == ("double" if role is roles.DOUBLE else "number")
        return
    with pytest.raises(NotImplementedError, match=rf"Knows: `x` has the role {role.name}$"):
        Knows().visit(p)


def test_functions_of_a_language_without_a_method_for_a_role_fail(real):
    api, _ = real
    with pytest.raises(NotImplementedError, match="has the role handle"):
        Spoken(next(f for f in api.functions if f.name == "absolute"), api.types)
