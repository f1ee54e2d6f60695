"""Every issue of an object, found fast: only the properties that failed a test are explained.

A generated test collects what fails (`suspects.py`). Properties without parts are explained at
once, others afterwards, with the tables of `shapes.py`. These hold the words of the messages and
the order in which the properties are declared. Whatever this way cannot handle is explained by a
walk over the whole value instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from .explain import Recursive, Ref, Run, Shape, explain, finish, join
from .kinds import Scalar
from .objects import Object, Record
from .plain import DICT, Refused
from .raised import by_value
from .runtime import Issue, Path, describe
from .suspects import MISSING, NO_SHAPES, shapes_of_package

if TYPE_CHECKING:
    from .suspects import Suspects, Test

_new: Final[Callable[[type[Issue], tuple[Path, str, str]], Issue]] = getattr(  # noqa: B009
    tuple, "__new__"  # as an attribute, strict type checkers take it for partially unknown
)
"""Makes an `Issue` faster than calling the class, whose `__new__` is written in Python."""

Whole: TypeAlias = tuple[None, Path, object]
"""The path and the value of a property that is explained with everything inside it."""


class Found(list[Any]):
    """The findings of a test: issues, and properties whose values have parts (`Whole`).

    The methods take the suspects that a test is called with, whose first item is this list.
    """

    in_order = True
    """Whether only sorting is left to do: nothing is a `Whole`, and nothing was found twice."""

    def missing(self, suspects: Suspects, keys: Iterable[str], object_: Object) -> None:
        """Add required properties that an object does not have."""
        for key in keys:
            path = suspects[1:] + (key,)  # noqa: RUF005 - unpacking takes a fifth longer
            if object_.plains[key] is str:
                self.append(_new(Issue, (path, "string", "nothing")))
            else:
                words = object_.shapes[key].expected(shapes_of_package())
                self.append(_new(Issue, (path, join(words), "nothing")))

    def strings(
        self,
        suspects: Suspects,
        missing: frozenset[str],
        members: dict[Any, Any],
        object_: Object,
    ) -> None:
        """Add strings that an object does not have, and members that are to be strings."""
        if missing:
            self.missing(suspects, missing, object_)
        for key, item in members.items():
            if (
                type(item) is not str
                and object_.plains.get(key) is str
                and not issubclass(type(item), str)
                and item is not MISSING  # it has been added before
            ):
                path = suspects[1:] + (key,)  # noqa: RUF005 - as above
                self.append(_new(Issue, (path, "string", describe(item))))

    def wrong(self, suspects: Suspects, key: str, value: object, object_: Object) -> None:
        """Add a property whose value has no parts."""
        path = suspects[1:] + (key,)  # noqa: RUF005 - unpacking takes a fifth longer
        shape = object_.shapes[key]
        if type(shape) is Scalar:
            self.append(_new(Issue, (path, shape.name, describe(value))))
            return
        run = Run(NO_SHAPES, False, False)
        run.issues = self
        finish(shape.explain(value, path, 0, run))

    def whole(self, path: Path, value: object) -> None:
        """Add a property whose value may have parts."""
        self.append((None, path, value))
        self.in_order = False


def report(name: str, test: Test, value: object, undeclared: bool) -> list[Issue]:
    """Return the issues of a value that `explain` returns, faster; `test` collects suspects."""
    if undeclared or type(value) is not DICT:
        return explain(shapes_of_package(), name, value, undeclared=undeclared)
    found = Found()
    try:
        if not test(value, (found,)):
            raise Refused
        if len(found) > 1 or not found.in_order:
            return _sorted(name, found)
    except (Refused, RecursionError):  # the full walk explains it, however deep the value is
        return explain(shapes_of_package(), name, value)
    except Exception as error:
        if not by_value(error):
            raise
        return explain(shapes_of_package(), name, value)
    return [*found]


def report_alias(
    name: str, test: Callable[[Any], bool], value: object, undeclared: bool
) -> list[Issue]:
    """Return the issues of a value of a type without properties; `test` is its test."""
    try:
        if not undeclared and test(value):
            return []
    except RecursionError:
        pass  # a full walk does not recurse, however deep the value is
    except Exception as error:
        if not by_value(error):
            raise
    return explain(shapes_of_package(), name, value, undeclared=undeclared)


def _sorted(name: str, found: Found) -> list[Issue]:
    """Return all issues in the order of the declaration; those in a record in that of its members.

    Of properties inside one another, only the outermost is explained, and each only once.
    """
    root = root_of(name)
    ranks = root.ranks
    seen: Seen = {}
    if found.in_order:
        return sorted(
            found, key=lambda issue: ranks.get(issue[0]) or root.reached(issue[0], seen)[0]
        )
    reached = [(*root.reached(item[0] or item[1], seen), item) for item in found]
    reached.sort(key=itemgetter(0))
    run = Run(shapes_of_package(), False, False)
    last: Rank | None = None
    for rank, shape, depth, item in reached:
        if last is None or rank[: len(last)] != last:
            last = rank
            if item[0] is None:
                finish(shape.explain(item[2], item[1], depth, run))
            else:
                run.issues.append(item)
    return run.issues


Rank: TypeAlias = tuple[int, ...]
"""The sort key of a path: for each of its keys, the place of the property in its type.

For a key of a record, it is the number of such keys that were seen before.
"""

Seen: TypeAlias = dict[tuple[object, ...], int]
"""The number of each key of a record, by the rank of the record followed by the key."""


class Holder:
    """A type whose values have parts under keys."""

    __slots__ = ("member", "parts", "shape")

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.parts: dict[str, Part] = {}
        self.member: tuple[Holder, bool, int] | None = None

    def part(self, key: object, rank: list[int], seen: Seen) -> Part:
        """Return a part that is not in `parts` yet; raises `Refused` if that is not known."""
        shape = self.shape
        if type(shape) is Object and type(key) is str:
            part = self.parts[key] = (shape.place[key], *_holder(shape.shapes[key]))
            return part
        if type(shape) is not Record:
            raise Refused
        member = (*rank, key if type(key) is str else id(key))
        if self.member is None:
            self.member = _holder(shape.value)
        holder, keeps, deeper = self.member
        return seen.setdefault(member, len(seen)), holder, keeps, deeper


Part: TypeAlias = tuple[int, Holder, bool, int]
"""The place of a part, its type, and how the depth changes there.

It starts from 0 if the boolean is false; then the number is added.
"""

_holders: Final[dict[int, Holder]] = {}
"""The types by the identity of their shapes, which live as long as the package."""


def _holder(shape: Shape) -> tuple[Holder, bool, int]:
    keeps, deeper = True, 0
    while type(shape) is Ref:
        shape = shapes_of_package()[shape.name]
        if type(shape) is Recursive:
            shape, deeper = shape.shape, deeper + 1
        else:
            keeps, deeper = False, 0
    holder = _holders.get(id(shape))
    if holder is None:
        holder = _holders[id(shape)] = Holder(shape)
    return holder, keeps, deeper


KEPT: Final = 1000
"""The most ranks that are kept for a type; a recursive type has paths of any length."""


class Root:
    """A named type, from which paths lead to the parts of its values."""

    __slots__ = ("depth", "holder", "ranks")

    def __init__(self, name: str) -> None:
        self.holder, _, self.depth = _holder(Ref(name))
        self.ranks: dict[Path, Rank] = {}
        """The ranks of paths that were reached, unless a path has keys of records."""

    def reached(self, path: Path, seen: Seen) -> tuple[Rank, Shape, int]:
        """Return the rank of a path, and the type and the depth of the value there.

        The depth is the number of values of recursive types around that value. Raises `Refused` if
        the path leads through anything but objects and records.
        """
        holder, depth = self.holder, self.depth
        places: list[int] = []
        declared = True
        for key in path:
            part = holder.parts.get(key) if type(key) is str else None
            if part is None:
                declared = declared and type(holder.shape) is Object
                part = holder.part(key, places, seen)
            place, holder, keeps, deeper = part
            depth = depth + deeper if keeps else deeper
            places.append(place)
        rank = tuple(places)
        if declared and len(self.ranks) < KEPT:
            self.ranks[path] = rank
        return rank, holder.shape, depth


_roots: Final[dict[str, Root]] = {}


def root_of(name: str) -> Root:
    """Return the root that is a named type."""
    found = _roots.get(name)
    if found is None:
        found = _roots[name] = Root(name)
    return found
