"""The small faults that are put into a file, one at a time: what a slip of an engineer's hand would look like.

Every mutant is one replaced node of the syntax tree. Docstrings, annotations, imports and decorators are left alone.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

OTHER_SIGN: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}
# these turn a condition round already: to negate the whole would be the same mutant again
OPPOSITES = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)
NAMES = {
    "min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "ROUND_HALF_UP": "ROUND_HALF_EVEN",
    "partition": "rpartition", "rpartition": "partition", "startswith": "endswith", "endswith": "startswith",
    "lower": "upper", "upper": "lower", "lstrip": "rstrip", "rstrip": "lstrip", "find": "rfind", "rfind": "find",
    "removeprefix": "removesuffix", "removesuffix": "removeprefix", "fullmatch": "match", "match": "search",
    "append": "extend", "combinations": "permutations", "capitalize": "lower", "casefold": "upper",
}
LONGEST = 110


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutant:
    """One fault in one file: `number` finds it again, `key` names it in the list of accepted survivors.

    `function` is the function at the top of the module, or the method, whose body holds it; empty for what is worked out
    when the module is loaded. `first` and `last` are the lines of what is replaced, `body` those of the function.
    """

    file: str
    number: int
    function: str
    change: str
    first: int
    last: int
    body: tuple[int, int]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.file, self.function, self.change

    def __str__(self) -> str:
        return f"{self.file}:{self.first}: {self.function or 'at the top'}: {self.change}"


@dataclass(slots=True)
class _Point:
    """A node in its holder, and what is to be in its place."""

    holder: ast.AST
    name: str
    index: int | None
    replacement: ast.AST
    function: str
    body: tuple[int, int]
    original: ast.AST = field(init=False)

    def __post_init__(self) -> None:
        held = getattr(self.holder, self.name)
        self.original = held if self.index is None else held[self.index]
        if isinstance(self.original, ast.stmt | ast.expr):
            ast.copy_location(self.replacement, self.original)
            ast.fix_missing_locations(self.replacement)

    def put(self) -> None:
        if self.index is None:
            setattr(self.holder, self.name, self.replacement)
        else:
            getattr(self.holder, self.name)[self.index] = self.replacement

    def change(self) -> str:
        was, now = (_in_short(node) for node in (self.original, self.replacement))
        return f"{was} -> {now}"


def mutants_of(root: Path, file: str) -> list[Mutant]:
    """Every mutant of a file, in the order of its text."""
    mutants = []
    seen: Counter[tuple[str, str]] = Counter()
    for number, point in enumerate(_points(ast.parse((root / file).read_text(encoding="utf-8")))):
        change = point.change()
        seen[point.function, change] += 1
        times = seen[point.function, change]
        where = point.original if hasattr(point.original, "lineno") else point.holder
        if times > 1:
            change += f" #{times}"
        mutants.append(Mutant(file=file, number=number, function=point.function, change=change,
                            first=where.lineno, last=where.end_lineno, body=point.body))  # type: ignore[attr-defined]
    return mutants


def mutated(root: Path, mutant: Mutant) -> ast.Module:
    """The tree of a file with one mutant in it."""
    tree = ast.parse((root / mutant.file).read_text(encoding="utf-8"))
    point = next(point for number, point in enumerate(_points(tree)) if number == mutant.number)
    point.put()
    return ast.fix_missing_locations(tree)


def _in_short(node: ast.AST) -> str:
    if isinstance(node, ast.cmpop | ast.operator | ast.boolop):
        return type(node).__name__
    text = " ".join(ast.unparse(node).split()) or "''"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _points(tree: ast.Module) -> Iterator[_Point]:
    yield from _within(tree, "")


def _within(node: ast.AST, function: str, cls: str = "", body: tuple[int, int] = (0, 0)) -> Iterator[_Point]:
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_params", "bases"}:
            continue
        children = value if isinstance(value, list) else [value]
        for position, child in enumerate(children):
            if not isinstance(child, ast.AST) or _is_left_alone(child):
                continue
            index = position if isinstance(value, list) else None
            inside, lines = function, body
            if isinstance(node, ast.FunctionDef) and name == "body" and not function:
                inside, lines = f"{cls}{node.name}", (node.lineno, node.end_lineno or node.lineno)
            for replacement in _replacements(node, name, child):
                yield _Point(node, name, index, replacement, inside, lines)
            below = f"{child.name}." if isinstance(child, ast.ClassDef) else cls
            yield from _within(child, inside, below, lines)


def _is_left_alone(child: ast.AST) -> bool:
    if isinstance(child, ast.Import | ast.ImportFrom):
        return True
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True  # a docstring, or `...`
    if isinstance(child, ast.Assign) and isinstance(child.targets[0], ast.Name) and child.targets[0].id == "__all__":
        return True
    made = child.value if isinstance(child, ast.Assign) else None
    return isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id == "TypeVar"


def _replacements(parent: ast.AST, name: str, node: ast.AST) -> Iterator[ast.AST]:
    """What may be in the place of one node."""
    if type(node) in OTHER_SIGN:
        yield OTHER_SIGN[type(node)]()
    elif isinstance(node, ast.expr):
        yield from _expressions(parent, node)
    elif isinstance(node, ast.stmt):
        yield from _statements(node)
    if (name == "test" and isinstance(parent, ast.If | ast.While | ast.IfExp)) or (
            name == "ifs" and isinstance(parent, ast.comprehension)):
        yield from _negated(node)


def _expressions(parent: ast.AST, node: ast.expr) -> Iterator[ast.AST]:
    if isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in NAMES:
        yield ast.Name(NAMES[node.id], ast.Load())
    elif isinstance(node, ast.Attribute) and node.attr in NAMES and isinstance(parent, ast.Call):
        yield ast.Attribute(node.value, NAMES[node.attr], ast.Load())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.Call):
        for position in range(len(node.keywords)):
            yield ast.Call(node.func, node.args, [*node.keywords[:position], *node.keywords[position + 1:]])


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    elif isinstance(node.value, str):
        yield ast.Constant("XX" + node.value)


def _statements(node: ast.stmt) -> Iterator[ast.AST]:
    if isinstance(node, ast.Return) and node.value and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.AugAssign):
        yield ast.Assign([node.target], node.value, None)
        yield ast.Pass()
    elif isinstance(node, ast.Assign) and not isinstance(node.value, ast.Constant):
        yield ast.Assign(node.targets, ast.Constant(None), None)
    elif isinstance(node, ast.Raise | ast.Expr):
        yield ast.Pass()
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.Break):
        yield ast.Continue()


def _negated(test: ast.AST) -> Iterator[ast.AST]:
    is_turned = isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], OPPOSITES)
    if not is_turned and not (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)):
        yield ast.UnaryOp(ast.Not(), test)  # type: ignore[arg-type]
