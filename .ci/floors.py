"""The order of the Python package's floors; `./dev lint order` calls check().

A file imports files of its own floor and of those below it, and no file imports itself by way of others. That holds for
imports inside functions too, and one of these says in a comment why it stands there. What a lower floor calls and a
higher one has goes through _ffi/hooks.py.
"""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "frontends/python/ndcore"
# From the lowest. What is none of these, the package's own __init__.py and linalg.py among it, stands above them.
FLOORS = ("exceptions", "_ffi", "_array", "_protocols", "_operands", "functions", "io", "_members", "tools")


class Import:
    """An import of a file of the package, or any import inside a function."""

    def __init__(self, targets, node, inside):
        self.targets, self.node, self.inside = targets, node, inside


def module_of(path: Path) -> str:
    """functions/ramps.py is "functions.ramps"; __init__.py of a folder has its name, that of the package ''."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def floor(module: str) -> int:
    name = module.partition(".")[0]
    return FLOORS.index(name) if name in FLOORS else len(FLOORS)


def with_parents(module: str, source: str):
    """The module, and the folders whose __init__.py runs before it is there; not those that the source stands in."""
    while module and not f"{source}.".startswith(f"{module}."):
        yield module
        module = module.rpartition(".")[0]


def targets(node, source: str, folder: str, modules) -> set[str]:
    """The modules of the package that a statement imports."""
    if isinstance(node, ast.Import):
        return {"" for name in node.names if name.name.partition(".")[0] == "ndcore"}
    if not node.level:
        return {""} if (node.module or "").partition(".")[0] == "ndcore" else set()
    parts = folder.split(".") if folder else []
    base = ".".join([*parts[: len(parts) - node.level + 1], *([node.module] if node.module else [])])
    named = {f"{base}.{one.name}".lstrip(".") for one in node.names} & modules
    direct = named or {base}
    return direct.union(*(with_parents(one, source) for one in direct))


def imports(path: Path, modules):
    source = module_of(path)
    folder = source if path.name == "__init__.py" else source.rpartition(".")[0]

    def walk(node, inside):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.Import, ast.ImportFrom)):
                found = targets(child, source, folder, modules)
                if found or inside:
                    yield Import(found, child, inside)
            yield from walk(child, inside or isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)))

    yield from walk(ast.parse(path.read_text(encoding="utf-8")), False)


def explained(node, lines) -> bool:
    """Whether a comment stands behind an import, or above it and the imports before it."""
    line = node.lineno - 1
    if "#" in lines[line]:
        return True
    while lines[line - 1].lstrip().startswith(("import ", "from ")):
        line -= 1
    return lines[line - 1].lstrip().startswith("#")


def circle(graph):
    """A way from a module to itself, if there is one."""
    done = set()

    def visit(module, way):
        if module in way:
            return [*way[way.index(module) :], module]
        if module in done:
            return None
        for target in sorted(graph.get(module, ())):
            found = visit(target, [*way, module])
            if found:
                return found
        done.add(module)
        return None

    return next((found for module in sorted(graph) if (found := visit(module, []))), None)


def check(files: list[Path]) -> list[str]:
    sources = {module_of(path): path for path in files if path.suffix == ".py" and PACKAGE in path.parents}
    problems, graph = [], {}
    for module, path in sorted(sources.items()):
        name, lines = path.relative_to(PACKAGE.parent), path.read_text(encoding="utf-8").splitlines()
        for one in imports(path, sources.keys()):
            where = f"{name}:{one.node.lineno}"
            problems += [
                f"{where}: imports {target or 'the package'}, which stands above it"
                for target in sorted(one.targets)
                if floor(target) > floor(module)
            ]
            if one.inside and not explained(one.node, lines):
                problems.append(f"{where}: no comment says why this is imported inside a function")
            graph.setdefault(module, set()).update(one.targets - {module})
    found = circle(graph)
    return problems + ([f"circle of imports: {' -> '.join(found)}"] if found else [])
