"""Declared types -> the model: results, and the problems word for word."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import specs

from typescribe.language.errors import SpecError
from typescribe.language.model import (
    NEVER,
    NULL,
    STRING,
    AliasType,
    ArrayType,
    LiteralType,
    Model,
    ObjectType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    UnionType,
)
from typescribe.targets.shared.annotations import annotation
from typescribe.text.closed_types import body_spelling


def fields(model: Model, name: str) -> dict[str, str]:
    """Return the annotations of an object type by wire name, with `?` after optional ones."""
    named = model.by_name[name]
    assert isinstance(named, ObjectType)
    return {
        f"{field.wire_name}{'?' if field.optional else ''}": annotation(field.type, str)
        for field in named.fields
    }


def test_a_generic_under_an_alias_is_the_class_of_the_alias(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          Msg<T>: {fields: {data: T}}
          Data: {fields: {id: string}}
          Contact: {type: Msg<Data>}
          Holder: {fields: {inline: Msg<Data>}}
        """,
    )
    assert list(model.by_name) == ["Data", "Contact", "Holder", "MsgData"]
    assert fields(model, "Contact") == {"data": "Data"}
    assert fields(model, "Holder") == {"inline": "MsgData"}


def test_an_object_as_default_of_a_recursive_generic_is_one_class(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          Tree<T = {}>: {fields: {value: T, kids: "Tree<T>[]"}}
        """,
    )
    assert fields(model, "Tree") == {"value": "TreeValue", "kids": "list[Tree]"}


def test_a_generic_whose_parameters_all_have_defaults_is_a_type_of_its_own(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          Msg<T = any>: {fields: {data: T}}
          Holder: {fields: {bare: Msg, spelt: Msg<any>, other: "Msg<string[]>"}}
        """,
    )
    assert fields(model, "Holder") == {"bare": "Msg", "spelt": "Msg", "other": "MsgStringArray"}


def test_an_alias_of_a_recursive_generic_refers_to_itself_inside(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          Tree<T>: {fields: {value: T, "kids?": "Tree<T>[]"}}
          Texts: {type: Tree<string>}
          Holder: {fields: {numbers: Tree<number>}}
        """,
    )
    assert fields(model, "Texts") == {"value": "str", "kids?": "list[Texts]"}
    assert fields(model, "TreeNumber") == {"value": "int | float", "kids?": "list[TreeNumber]"}
    assert model.recursive == {"Texts", "TreeNumber"}


def test_a_recursive_generic_alias_gets_a_name_for_each_use(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          Nested<T>: {type: "T | Nested<T>[]"}
          Holder: {fields: {texts: Nested<string>}}
        """,
    )
    assert fields(model, "Holder") == {"texts": "NestedString"}
    assert model.by_name["NestedString"] == AliasType(
        "NestedString", UnionType((STRING, ArrayType(Reference("NestedString"))))
    )


def test_an_instance_of_a_generic_alias_is_as_deprecated_as_the_alias(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          Nested<T>: {type: "T | Nested<T>[]", deprecated: "use a flat list"}
          Holder: {fields: {texts: Nested<string>}}
        """,
    )
    found = model.by_name["NestedString"]
    assert isinstance(found, AliasType)
    assert found.deprecated == "use a flat list"


def test_inherited_fields_come_first_and_own_ones_override(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          Base<T>: {fields: {id: string, payload: T}}
          Other: {fields: {"note?": string}}
          Own: {extends: "Base<number>, Other", fields: {payload: 1 | 2, extra: boolean}}
        """,
    )
    assert fields(model, "Own") == {
        "id": "str",
        "payload": "Literal[1, 2]",
        "note?": "str",
        "extra": "bool",
    }


def test_undefined_makes_a_property_optional_also_through_an_alias(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          Maybe<T>: {type: T | undefined}
          Name: {type: Maybe<string>}
          Person: {fields: {a: string | undefined, b: Name | null, c: Maybe<number>, d: undefined}}
        """,
    )
    assert fields(model, "Person") == {
        "a?": "str",
        "b?": "Name | None",
        "c?": "int | float",
        "d?": "Never",
    }


def test_utility_types_follow_the_handbook(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          User: {fields: {id: string, "name?": string | undefined, age: number}}
          Draft: {type: Partial<User>}
          Full: {type: Required<User>}
          Known: {type: 'Pick<User, "id" | "age">'}
          Hidden: {type: 'Omit<User, "id">'}
          Same: {type: Readonly<User>}
          Flags: {type: 'Record<"a" | "b", boolean>'}
          Holder:
            fields:
              draft: Partial<User>
              key: keyof User
              name: User["name"]
              any: User[keyof User]
              first: '[string, number][0]'
              item: string[][number]
        """,
    )
    assert fields(model, "Draft") == {"id?": "str", "name?": "str", "age?": "int | float"}
    assert fields(model, "Full") == {"id": "str", "name": "str", "age": "int | float"}
    assert fields(model, "Known") == {"id": "str", "age": "int | float"}
    assert fields(model, "Hidden") == {"name?": "str", "age": "int | float"}
    assert model.by_name["Same"] == AliasType("Same", Reference("User"))
    assert fields(model, "Flags") == {"a": "bool", "b": "bool"}
    assert fields(model, "Holder") == {
        "draft": "PartialUser",
        "key": 'Literal["id", "name", "age"]',
        "name?": "str",
        "any?": "str | int | float",
        "first": "str",
        "item": "str",
    }


def test_an_intersection_of_objects_requires_what_either_requires(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          A: {fields: {"x?": string | number, y: string}}
          B: {fields: {x: string}}
          Both: {type: A & B}
          Open: {type: "A & Record<string, unknown>"}
          Either: {type: "(A | B) & {z: 1}"}
          Text: {type: "string & {}"}
        """,
    )
    assert fields(model, "Both") == {"x": "str", "y": "str"}
    opened = model.by_name["Open"]
    assert isinstance(opened, ObjectType)
    assert opened.index == Primitive("unknown")
    assert model.by_name["Either"] == AliasType(
        "Either", UnionType((Reference("EitherItem"), Reference("EitherItem2")))
    )
    assert model.by_name["Text"] == AliasType("Text", STRING)


def test_objects_that_differ_in_a_literal_have_no_common_value(tmp_path: Path) -> None:
    shapes = " | ".join(f"{{kind: {n}, of{n}: string}}" for n in range(20))
    model = specs.load(
        tmp_path,
        f"""
        types:
          Shape: {{type: "{shapes}"}}
          Same: {{type: "Shape & Shape & Shape"}}
          Other: {{type: "Shape & ({{kind: 3}} | {{kind: 30}})"}}
          None_: {{type: "(1 | 2) & (3 | 4)"}}
          Optional: {{type: "({{kind?: 1}} | {{kind?: 2}}) & ({{kind?: 2}} | {{kind?: 3}})"}}
        """,
    )
    same, other = model.by_name["Same"], model.by_name["Other"]
    assert isinstance(same, AliasType)
    assert same.type == Reference("Shape"), "a type and itself is that type"
    expanded = model.expand(same.type)
    assert isinstance(expanded, UnionType)
    assert len(expanded.members) == 20
    assert isinstance(other, AliasType)
    assert isinstance(other.type, Reference)
    assert fields(model, other.type.name) == {"kind": "Literal[3]", "of3": "str"}
    assert model.by_name["None_"] == AliasType("None_", NEVER)
    optional = model.by_name["Optional"]
    assert isinstance(optional, AliasType)
    assert isinstance(optional.type, UnionType)
    assert len(optional.type.members) == 4, "{} is of all four"


def test_properties_inherited_twice_from_one_base_are_not_duplicated_in_an_intersection(
    tmp_path: Path,
) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          Base: {fields: {at: "{x: number} | {y: number}"}}
          A: {extends: Base, fields: {a: string}}
          B: {extends: Base, fields: {b: string}}
          Both: {type: A & B}
        """,
    )
    assert fields(model, "Both")["at"] == fields(model, "A")["at"]


def test_unions_are_flat_and_any_takes_in_the_rest(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          T: {type: (string | null) | (null | string) | never}
          U: {type: string | any}
          V: {type: '[string, number?, ...boolean[]]'}
          W: {type: "{[key: string]: string[]}"}
          X: {type: 1 | 1.0 | true | "1"}
        """,
    )
    assert [named.type for named in model.types if isinstance(named, AliasType)] == [
        UnionType((STRING, NULL)),
        Primitive("any"),
        TupleType((STRING, Primitive("number")), 1, Primitive("boolean")),
        RecordType(ArrayType(STRING)),
        UnionType((LiteralType(1), LiteralType(True), LiteralType("1"))),
    ]


def test_types_that_hold_themselves_can_be_compared(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          A: {fields: {"left?": A, "right?": "A[]", value: "1"}}
          B: {fields: {"left?": B, "right?": "B[]", value: 1 | 2}}
          Yes: {type: 'A extends B ? 1 : 2'}
          No: {type: 'B extends A ? 1 : 2'}
        """,
    )
    assert model.by_name["Yes"] == AliasType("Yes", LiteralType(1))
    assert model.by_name["No"] == AliasType("No", LiteralType(2))


def test_a_mapped_type_of_a_thousand_keys_is_resolved_before_long(tmp_path: Path) -> None:
    start = time.monotonic()
    model = specs.load(
        tmp_path,
        """
        types:
          Digit: {type: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}
          Wide: {type: '{[K in `k${Digit}${Digit}${Digit}`]: K}'}
          Patch: {type: '{[K in keyof Wide]?: Wide[K]}'}
        """,
    )
    assert len(fields(model, "Patch")) == 1000
    assert time.monotonic() - start < 5


def test_index_signatures_for_some_keys_are_resolved_as_by_the_compiler(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          Root: {fields: {id: number, "x-b": '"b"', "[key: `x-${string}`]": string}}
          Keys: {type: keyof Root}
          NumberKeys: {type: "keyof {[key: number]: 1}"}
          Optional: {type: Partial<Root>}
          Picked: {type: "Pick<Root, 'x-c' | `x-y${string}`>"}
          Omitted: {type: "Omit<Root, 'id'>"}
          Value: {type: "Root['x-c']"}
          Recorded: {type: "Record<`x-${string}` | 'x-a' | 'id', string>"}
          Everything: {type: "Record<string | number, string>"}
          Both: {type: "Root & {[key: string]: string | number}"}
          Derived: {extends: Root, fields: {"[key: number]": boolean}}
          Exact: {fields: {"x-a": any, "[key: `x-${string}`]": string}}
        """,
    )
    assert {named.name: body_spelling(named) for named in model.types} == {
        "Root": '{id: number; "x-b": "b"; [key: `x-${string}`]: string}',
        "Keys": '"id" | "x-b" | `x-${string}`',
        "NumberKeys": "number",
        "Optional": '{id?: number; "x-b"?: "b"; [key: `x-${string}`]: string}',
        "Picked": '{"x-c": string; [key: `x-y${string}`]: string}',
        "Omitted": "{[key: `x-${string}`]: string}",
        "Value": "string",
        "Recorded": "{id: string; [key: `x-${string}`]: string}",
        "Everything": "Record<string, string>",
        "Both": (
            '{id: number; "x-b": "b"; [key: string]: string | number; '
            "[key: `x-${string}`]: string}"
        ),
        "Derived": (
            '{id: number; "x-b": "b"; [key: `x-${string}`]: string; [key: number]: boolean}'
        ),
        "Exact": '{"x-a": string; [key: `x-${string}`]: string}',
    }


def test_index_signatures_that_disagree_do_not_grow_without_end(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          Leaf:
            fields:
              self?: Leaf
              "[key: string]": Leaf | Leaf[]
              "[key: number]": "Record<string, {isHold?: Leaf, [key: string]: Leaf}>"
          Odd: {fields: {"x-a": "{a: Odd}", "[key: `x-${string}`]": "{b: Odd}"}}
        """,
    )
    spelled = {named.name: body_spelling(named) for named in model.types}
    assert spelled["Leaf"] == "{self?: Leaf; [key: string]: Leaf | Leaf[]}"
    assert spelled["Odd"] == '{"x-a": OddXA}'


def test_inline_objects_are_named_after_where_they_stand(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          Page<T>: {fields: {items: "T[]"}}
          Users: {type: "Page<{id: string}>"}
          Call:
            fields:
              details: {fields: {inner: {name: Given, fields: {x: string}}}}
              media: "Record<string, {hold: boolean}>"
              either: "{a: 1} | {b: 2}"
          List: {type: "{n: number}[]"}
          Again: {type: 'Call["details"]'}
        """,
    )
    assert list(model.by_name) == [
        *("Users", "UsersItems", "Call", "CallDetails", "CallMedia", "CallEither", "CallEither2"),
        *("Given", "List", "ListItem", "Again"),
    ]
    assert model.by_name["Again"] == AliasType("Again", Reference("CallDetails"))


REFUSED = {
    "an unresolved reference, with the nearest name": (
        'types:\n  Interaction: {fields: {a: string}}\n  B: {fields: {b: "Interacton[]"}}\n',
        'spec/a.yaml:3:20: unresolved reference "Interacton"; did you mean "Interaction"?',
    ),
    "an unresolved reference that is like no other": (
        "types:\n  B: {type: Qxz}\n",
        'spec/a.yaml:2:13: unresolved reference "Qxz"; '
        'declare it under "types" in a file of this package',
    ),
    "too few type arguments": (
        "types:\n  M<A, B = A>: {fields: {a: A}}\n  B: {type: M}\n",
        'spec/a.yaml:3:13: "M" takes 1 to 2 type arguments, found 0',
    ),
    "type arguments of a type that takes none": (
        "types:\n  M: {fields: {a: string}}\n  B: {type: M<string>}\n",
        'spec/a.yaml:3:13: "M" takes 0 type arguments, found 1',
    ),
    "type arguments of a utility type": (
        "types:\n  B: {type: Partial}\n",
        'spec/a.yaml:2:13: "Partial" takes 1 type argument, found 0',
    ),
    "a name that TypeScript has taken": (
        "types:\n  Record: {fields: {a: string}}\n",
        'spec/a.yaml:2:3: "Record" is a built-in type; use another name',
    ),
    "an alias that stands for itself": (
        "types:\n  A: {type: B}\n  B: {type: A | string}\n",
        "spec/a.yaml:2:13: this type is circular: it is defined as itself\n"
        "spec/a.yaml:3:13: this type is circular: it is defined as itself",
    ),
    "an object made from itself": (
        "types:\n  A: {extends: A, fields: {a: string}}\n",
        "spec/a.yaml:2:16: this type is circular: it is built from itself",
    ),
    "a mapped type over its own keys": (
        "types:\n  A: {type: '{[K in keyof A]: 1}'}\n",
        "spec/a.yaml:2:27: this type is circular: it is built from itself",
    ),
    "properties that have the types of one another": (
        "types:\n  A: {fields: {x: 'A[\"y\"]', y: 'A[\"x\"]'}}\n",
        "spec/a.yaml:2:20: this type is circular: it is defined as itself\n"
        "spec/a.yaml:2:33: this type is circular: it is defined as itself",
    ),
    "a condition that leads to itself": (
        "types:\n  A<T>: {type: 'T extends string ? A<T> : T'}\n  B: {type: 'A<\"a\">'}\n",
        "spec/a.yaml:3:14: this type is circular: it is defined as itself",
    ),
    "a generic that needs another at each use": (
        'types:\n  A<T>: {fields: {a: "A<T[]>"}}\n  B: {type: A<string>}\n',
        'spec/a.yaml:2:23: "A" is infinite: each use of it requires another',
    ),
    "an alias bomb": (
        'types:\n  D<T>: {type: "[T, T]"}\n  B: {type: "'
        + "D<" * 40
        + "string"
        + ">" * 40
        + '"}\n',
        "spec/a.yaml:3:14: this type has more than 20,000 parts",
    ),
    "extends of something that has no fields": (
        "types:\n  A: {type: string}\n  B: {extends: A, fields: {}}\n",
        'spec/a.yaml:3:16: "extends" needs a type with fields',
    ),
    "a utility type of something that has no fields": (
        "types:\n  B: {type: 'Pick<string, \"a\">'}\n",
        "spec/a.yaml:2:19: Pick needs a type with fields",
    ),
    "a property that is not there to pick": (
        "types:\n  A: {fields: {name: string}}\n  B: {type: 'Pick<A, \"nmae\">'}\n",
        'spec/a.yaml:3:22: there is no property "nmae" to pick; did you mean "name"?',
    ),
    "indexed access to a property that is not there": (
        "types:\n  A: {fields: {name: string}}\n  B: {fields: {b: 'A[\"nmae\"]'}}\n",
        'spec/a.yaml:3:22: there is no property "nmae"; did you mean "name"?',
    ),
    "keys that are no names": (
        "types:\n  B: {type: 'Record<boolean, string>'}\n",
        "spec/a.yaml:2:21: expected string or property names as the keys",
    ),
    "an intersection without a simple form": (
        'types:\n  B: {type: "`a${string}` & `${string}b`"}\n',
        "spec/a.yaml:2:14: two templates that share some texts cannot be intersected",
    ),
    "two wire names that become one attribute": (
        "types:\n  A:\n    fields:\n      userId: string\n      user_id: string\n",
        'spec/a.yaml:5:7: "userId" and "user_id" both become the attribute "user_id"; '
        'set another for one of them with "attribute"',
    ),
    "an attribute that is a reading of another": (
        "types:\n  A:\n    fields:\n      on: {type: string, reads_as: boolean}\n"
        "      onAsBool: string\n",
        'spec/a.yaml:5:7: "on" and "onAsBool" both become the attribute "on_as_bool"; '
        'set another for one of them with "attribute"',
    ),
    "a wire name without a letter": (
        'types:\n  A:\n    fields:\n      "+": string\n',
        'spec/a.yaml:4:7: no Python attribute can be made from "+"; set one with "attribute"',
    ),
    "two types that become one class": (
        "types:\n  MEDIA_TYPE: {type: string}\n  MediaType: {type: string}\n",
        'spec/a.yaml:3:3: the class name "MediaType" is already used by the type at '
        'spec/a.yaml:2:3; set another with "name"',
    ),
    "two types that export one function": (
        "types:\n  AB: {type: string}\n  Ab: {type: string}\n",
        'spec/a.yaml:3:3: "Ab" and "AB" both export "is_ab"; '
        'set another class name for one of them with "name"',
    ),
    "a reading that never has anything to decode": (
        "types:\n  A:\n    fields:\n      x: {type: number, reads_as: boolean}\n",
        'spec/a.yaml:4:7: "reads_as: boolean" decodes a string or a boolean; '
        "this field is never one",
    ),
    "a union that grows out of bounds": (
        "types:\n  A: {type: '"
        + " & ".join(["({a: 1} | {b: 1} | {c: 1} | {d: 1} | {e: 1})"] * 4)
        + "'}\n",
        "spec/a.yaml:2:14: this intersection has 625 variants; the limit is 256",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_rejected(case: str, tmp_path: Path) -> None:
    text, expected = REFUSED[case]
    with pytest.raises(SpecError) as refusal:
        specs.load(tmp_path, text)
    assert str(refusal.value) == expected


def test_problems_of_several_files_are_reported_together(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as refusal:
        specs.load(
            tmp_path,
            "types:\n  A: {fields: {a: X1, b: Y1}}\n",
            "types:\n  B: {fields: {a: A<string>}}\n",
        )
    assert [str(problem.where) for problem in refusal.value.problems] == [
        "spec/a.yaml:2:19",
        "spec/a.yaml:2:26",
        "spec/b.yaml:2:19",
    ]


def test_a_generic_with_values_is_one_type_for_all_arguments(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """types:
  "Kind<P>": {values: {a: First, 2: Second}}
  Order: {fields: {one: Kind<string>, other: 'Kind<Order>'}}
""",
    )
    kind, order = model.types
    assert isinstance(kind, AliasType)
    assert kind.type == UnionType((LiteralType("a"), LiteralType(2)))
    assert isinstance(order, ObjectType)
    assert [field.type for field in order.fields] == [Reference("Kind"), Reference("Kind")]


def test_a_property_whose_name_was_computed_gets_an_attribute_of_its_own(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """\
types:
  A:
    type: '{[K in "+1" | "-1" | "+" | "userId"]: number} & {user_id: string}'
""",
    )
    (named,) = model.types
    assert isinstance(named, ObjectType)
    assert {field.wire_name: field.attribute for field in named.fields} == {
        "+1": "field_1",
        "-1": "field_1_2",
        "+": "field",
        "userId": "user_id_2",
        "user_id": "user_id",
    }


def test_classes_of_a_generic_get_functions_of_their_own(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """\
types:
  "Of<T>": {fields: {a: T}}
  A: {fields: {x: 'Of<"AB">', y: 'Of<"Ab">'}}
""",
    )
    assert fields(model, "A") == {"x": "OfAB", "y": "OfAb2"}


def test_a_default_in_a_generic_that_contains_itself_has_one_class(tmp_path: Path) -> None:
    text = """\
        types:
          "Page<T, M = {total: number}>":
            fields: {items: "T[]", meta: M, next?: "Page<T, M>"}
          User: {fields: {id: string}}
          Users: {type: Page<User>}
        """
    model = specs.load(tmp_path, text)
    assert sorted(model.by_name) == ["User", "Users", "UsersMeta"]
