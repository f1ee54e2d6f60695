"""The spec language: the declarations it becomes, and every problem word for word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typescribe.language.declared import (
    Alias,
    Declaration,
    DeclaredField,
    DeclaredPackage,
    DeclaredValue,
    Fields,
    Keyword,
    LiteralOf,
    ObjectOf,
    TypeExpression,
    TypeParameter,
    TypeReference,
    UnionOf,
    Values,
)
from typescribe.language.errors import Position, Problem, SpecError
from typescribe.sources.yaml.spec import read_package

SPECS = Path(__file__).parents[1] / "spec"
HERE = Position("compared nowhere", 1, 1)
STRING = Keyword("string", HERE)
NUMBER = Keyword("number", HERE)
TYPE_WANTED = 'expected a mapping with one of "fields", "type" and "values"'
TEXT_WANTED = "expected text; put it in quotes if YAML reads something else"
VALUE_WANTED = "expected text or a mapping; put a text in quotes if YAML reads something else"
NAME_WANTED = "expected a Python name: letters, digits and _, not a keyword"
COMMA = "inside {...}, put text that contains a comma in quotes"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write spec files: `write(a="...")` writes a.yaml."""

    def write_files(**files: str) -> Path:
        for stem, text in files.items():
            (tmp_path / f"{stem}.yaml").write_text(dedent(text), encoding="utf-8")
        return tmp_path

    return write_files


def read(folder: Path) -> DeclaredPackage:
    return read_package("messages", folder, "spec/messages")


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(SpecError) as caught:
        read(folder)
    return [str(problem).removeprefix("spec/messages/") for problem in caught.value.problems]


def only(folder: Path) -> Declaration:
    [declaration] = read(folder).declarations
    return declaration


def fields_of(folder: Path) -> ObjectOf:
    match only(folder).body:
        case Fields(object=found):
            return found
        case other:
            raise AssertionError(other)


def field(wire_name: str, type_: TypeExpression, optional: bool = False) -> DeclaredField:
    return DeclaredField(wire_name, type_, optional, HERE)


# What is read


def test_a_type_is_declared_with_all_it_says(write: Write) -> None:
    folder = write(a="""\
        description: Messages.
        source: not carried further
        types:
          Msg<T = any>:
            description: "  An envelope.  "
            deprecated: use Letter
            name: Envelope
            extends: Base, Other<string>
            fields:
              data: {type: T, description: The payload.}
        """)
    data = DeclaredField("data", TypeReference("T", (), HERE), False, HERE, "The payload.")
    bases = (TypeReference("Base", (), HERE), TypeReference("Other", (STRING,), HERE))
    assert read(folder) == DeclaredPackage(
        "messages",
        (
            Declaration(
                "Msg",
                (TypeParameter("T", HERE, default=Keyword("any", HERE)),),
                Fields(ObjectOf((data,), HERE), bases),
                HERE,
                description="An envelope.",
                deprecated="use Letter",
                class_name="Envelope",
            ),
        ),
        description="Messages.",
    )


def test_a_field_is_declared_with_all_it_says(write: Write) -> None:
    folder = write(a="""\
        types:
          A:
            fields:
              is-on?:
                type: string
                description: Whether it is on.
                attribute: on
                reads_as: boolean
                deprecated: true
        """)
    assert fields_of(folder).fields == (
        DeclaredField(
            "is-on",
            STRING,
            optional=True,
            position=HERE,
            description="Whether it is on.",
            attribute="on",
            reads_as="boolean",
            deprecated="",
        ),
    )


def test_the_short_form_of_a_field_is_its_type(write: Write) -> None:
    folder = write(a="types: {A: {fields: {a: string, b?: number}}}")
    assert fields_of(folder).fields == (field("a", STRING), field("b", NUMBER, optional=True))


def test_an_object_declared_in_place_may_name_its_class(write: Write) -> None:
    folder = write(a="types: {A: {fields: {a: {name: B, fields: {b: {fields: {}}}}}}}")
    inner = ObjectOf((field("b", ObjectOf((), HERE)),), HERE, class_name="B")
    assert fields_of(folder).fields == (field("a", inner),)


@pytest.mark.parametrize("name", ["key", "channel"])
def test_an_index_signature_types_the_undeclared_properties(write: Write, name: str) -> None:
    folder = write(a=f"types: {{A: {{fields: {{a: string, '[{name}: string]': number}}}}}}")
    assert fields_of(folder) == ObjectOf((field("a", STRING),), HERE, index=NUMBER)


def test_an_index_signature_may_declare_its_object_in_place(write: Write) -> None:
    folder = write(a="types: {A: {fields: {'[k: string]': {name: B, fields: {}}}}}")
    assert fields_of(folder).index == ObjectOf((), HERE, class_name="B")


def test_a_quoted_name_that_starts_with_a_bracket_is_a_property(write: Write) -> None:
    folder = write(a="""types: {A: {fields: {'"[key: string]"': number}}}""")
    assert fields_of(folder).fields == (field("[key: string]", NUMBER),)


@pytest.mark.parametrize(
    ("written", "type_"),
    [
        ("null", Keyword("null", HERE)),
        ("'null'", Keyword("null", HERE)),
        ("1", LiteralOf(1, HERE)),
        ("true", LiteralOf(True, HERE)),
        ("'\"null\"'", LiteralOf("null", HERE)),
    ],
)
def test_a_type_is_the_text_of_the_scalar_whatever_yaml_reads_in_it(
    write: Write, written: str, type_: TypeExpression
) -> None:
    folder = write(a=f"types: {{A: {{fields: {{short: {written}, long: {{type: {written}}}}}}}}}")
    assert fields_of(folder).fields == (field("short", type_), field("long", type_))
    assert only(write(a=f"types: {{A: {{type: {written}}}}}")).body == Alias(type_)


def test_a_name_is_the_text_of_the_key_whatever_yaml_reads_in_it(write: Write) -> None:
    folder = write(a="types: {A: {fields: {null: string, on: string, 1: string, 1.50: string}}}")
    assert [found.wire_name for found in fields_of(folder).fields] == ["null", "on", "1", "1.50"]


def test_values_are_literals_as_yaml_1_2_reads_them(write: Write) -> None:
    folder = write(a="""\
        types:
          A:
            open: true
            values:
              email: Contact by email
              1: one
              "1": the digit
              -1.5:
              0x10: sixteen
              2.0: two
              true: yes
              'true': the word
              null: nothing
              on: a word
              012: a word
              2024-01-31: a word
        """)
    body = only(folder).body
    assert isinstance(body, Values)
    assert body.open
    assert body.values[0] == DeclaredValue("email", HERE, "Contact by email")
    assert body.values[3] == DeclaredValue(-1.5, HERE, "")
    literals = [(type(value.value), value.value) for value in body.values]
    assert literals == [
        *[(str, "email"), (int, 1), (str, "1"), (float, -1.5), (int, 16), (int, 2), (bool, True)],
        *[(str, "true"), (type(None), None), (str, "on"), (str, "012"), (str, "2024-01-31")],
    ]


def test_extends_may_be_a_list(write: Write) -> None:
    folder = write(a="types: {A: {fields: {}, extends: [Base, 'Other<string>, Third']}}")
    names = ("Base", "Other", "Third")
    body = only(folder).body
    assert isinstance(body, Fields)
    assert tuple(base.name for base in body.extends if isinstance(base, TypeReference)) == names


def test_positions_are_those_of_names_and_of_parts_of_types(write: Write) -> None:
    folder = write(a="""\
        types:
          A:
            fields:
              a?: string
              b: {type: 'Foo | "x"'}
        """)
    file = "spec/messages/a.yaml"
    assert only(folder).position == Position(file, 2, 3)
    found = fields_of(folder)
    assert found.position == Position(file, 3, 5)
    assert [one.position for one in found.fields] == [Position(file, 4, 7), Position(file, 5, 7)]
    union = found.fields[1].type
    assert isinstance(union, UnionOf)
    assert [member.position for member in union.members] == [
        Position(file, 5, 18),
        Position(file, 5, 24),
    ]


def test_files_are_read_in_the_order_of_their_names(write: Write, tmp_path: Path) -> None:
    write(
        b="description: Second.\ntypes: {B: {type: string}}",
        a="description: |\n  First.\n\n  More.\ntypes: {Z: {type: string}, A: {type: string}}",
        c="types: {C: {type: string}}",
    )
    (tmp_path / "Z.yml").write_text("types: {Last: {type: string}}")
    (tmp_path / "notes.txt").write_text("not a spec")
    (tmp_path / ".#a.yaml").symlink_to("an editor's lock")
    (tmp_path / "deeper").mkdir()
    package = read(tmp_path)
    assert [found.name for found in package.declarations] == ["Last", "Z", "A", "B", "C"]
    assert package.description == "First.\n\nMore.\n\nSecond."


def test_the_specs_of_this_repository_are_read() -> None:
    for folder in SPECS.iterdir():
        assert read_package(folder.name, folder, f"spec/{folder.name}").declarations


# What is rejected; a triangle marks the position in the message


def check_problem(write: Write, text: str, message: str) -> None:
    before, after = text.split("▸")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert problems_of(write(a=before + after)) == [f"a.yaml:{line}:{column}: {message}"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("▸", 'the file is empty; expected a mapping with a key "types"'),
        ("▸# types:", 'the file is empty; expected a mapping with a key "types"'),
        ("▸description: d", 'expected a key "types"'),
        ("▸- types", 'expected a mapping with a key "types"; found a list'),
        ("▸typs: {}", 'unknown key "typs" in a spec file; did you mean "types"?'),
        ("types:▸", "expected a mapping of type names to types, at least one; found nothing"),
        (
            "types: ▸{}",
            "expected a mapping of type names to types, at least one; found an empty mapping",
        ),
        ("types: {A: ▸string}", f'{TYPE_WANTED}; found "string"'),
        ("types: {A: ▸}", f"{TYPE_WANTED}; found nothing"),
        ("types: {A: {type: string}}\ndescription:▸", f"{TEXT_WANTED}; found nothing"),
        ("types: {A: {type: string}}\nsource: ▸1", f"{TEXT_WANTED}; found the number 1"),
        ("types: {A: {type: string}}\n▸version: 1", 'unknown key "version" in a spec file'),
    ],
)
def test_a_mistake_in_a_file_is_reported(write: Write, text: str, message: str) -> None:
    check_problem(write, text, message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "▸A: {description: d}",
            'expected exactly one of "fields", "type", "values"; found none of them',
        ),
        (
            "A: {fields: {}, ▸type: string}",
            'expected exactly one of "fields", "type", "values"; found "fields" and "type"',
        ),
        ("A: {▸feilds: {}}", 'unknown key "feilds" in a type; did you mean "fields"?'),
        (
            "A: {type: string, ▸descripton: d}",
            'unknown key "descripton" in a type; did you mean "description"?',
        ),
        ("A: {type: string, ▸extends: B}", '"extends" requires "fields"'),
        ("A: {fields: {}, ▸open: true}", '"open" requires "values"'),
        ("A: {values: {a: }, open: ▸yes}", 'expected true or false; found "yes"'),
        (
            "A: {fields: {}, extends: ▸[]}",
            "expected the names of types, such as Base, Other<string>, or a list of them; "
            "found an empty list",
        ),
        ("A: {fields: {}, extends: [▸1]}", "expected the name of a type; found the number 1"),
        ("A: {fields: {}, extends: B ▸C}", 'syntax error in the list of types: unexpected "C"'),
        (
            "A: {fields: ▸[a]}",
            "expected a mapping of property names to types; {} declares none; found a list",
        ),
        (
            "A: {type: ▸[string, number]}",
            "expected a type expression; put a type that starts with [ or { in quotes; "
            "found a list",
        ),
        ("A: {type: ▸}", "expected a type, found nothing"),
        ("A: {type: string, name: ▸class}", f'{NAME_WANTED}; found "class"'),
        ("A: {type: string, name: ▸1}", f"{NAME_WANTED}; found the number 1"),
        (
            "A: {type: string, deprecated: ▸false}",
            "expected true, or text that says why; found false",
        ),
        (
            "A: {values: ▸[a]}",
            "expected a mapping of literals to their descriptions, at least one; found a list",
        ),
        (
            "A: {values: ▸{}}",
            "expected a mapping of literals to their descriptions, at least one; "
            "found an empty mapping",
        ),
        ("A: {values: {a: ▸{}}}", f"{VALUE_WANTED}; found an empty mapping"),
        ("A: {values: {1: a, '1': ▸[b]}}", f"{VALUE_WANTED}; found a list"),
        ("A: {values: {▸.nan: a}}", '".nan" cannot be a value: JSON has no such number'),
        (
            "A: {values: {▸9007199254740993: a}}",
            '"9007199254740993" cannot be a value: '
            "JavaScript cannot hold it and would read 9007199254740992",
        ),
        (
            "A: {values: {1: a, ▸1.0: b}}",
            'the value "1.0" is declared twice; the first is on line 2',
        ),
    ],
)
def test_a_mistake_in_a_type_is_reported(write: Write, text: str, message: str) -> None:
    check_problem(write, f"types:\n  {text}\n", message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a: {type: string, ▸descripton: d}",
            'unknown key "descripton" in a field; did you mean "description"?',
        ),
        ("a: {type: string, description: x, ▸y z}", f'unknown key "y z" in a field; {COMMA}'),
        ("a:▸", "expected a type, found nothing"),
        ("a: string |▸", 'syntax error in the type: expected a type after "|"'),
        ("a: {type: 'string |▸'}", 'syntax error in the type: expected a type after "|"'),
        (
            "a: ▸[string]",
            "expected a type expression or a mapping; put a type that starts with [ in quotes; "
            "found a list",
        ),
        ("▸a: {description: d}", 'expected exactly one of "type", "fields"; found none of them'),
        (
            "a: {fields: {}, ▸type: string}",
            'expected exactly one of "type", "fields"; found "fields" and "type"',
        ),
        ("a: {type: string, ▸name: B}", '"name" requires "fields"'),
        ("a: {type: string, attribute: ▸a-b}", f'{NAME_WANTED}; found "a-b"'),
        ('a: {type: string, attribute: ▸"a\\n"}', f'{NAME_WANTED}; found "a\\n"'),
        (
            "a: {type: string, reads_as: ▸epoch_millis}",
            'expected one of "boolean", "number", "integer", "epoch_milliseconds", '
            '"epoch_seconds", "date_time", "local_date_time", "date", "time", "duration", "uuid", '
            '"decimal", "base64", "url", "json", or a function as "package.module:function"; '
            'found "epoch_millis"; did you mean "epoch_milliseconds"?',
        ),
        ("a: {fields: {b: {▸typ: string}}}", 'unknown key "typ" in a field; did you mean "type"?'),
        (
            "a: string\n      ▸a?: string",
            'the property "a?" is declared twice; the first is on line 4',
        ),
        (
            "1: string\n      ▸'1': string",
            'the property "1" is declared twice; the first is on line 4',
        ),
        ("a: string\n      ▸a: string", 'duplicate key "a"; the first is on line 4'),
        ("▸<<: {a: string}", 'a merge key ("<<") is not allowed; use "extends"'),
        (
            "'▸[key: boolean]': string",
            "expected an index signature, [key: string]; "
            'found "[key: boolean]"; another name that starts with [ is written \'"[name]"\'',
        ),
        (
            "'▸[key: string]?': string",
            "expected an index signature, [key: string]; "
            'found "[key: string]?"; another name that starts with [ is written \'"[name]"\'',
        ),
        (
            "'[a: string]': string\n      ▸'[b: string]': string",
            'the index signature "[b: string]" is declared twice; the first is on line 4',
        ),
        (
            "'[a: string]': {type: string, ▸description: d}",
            'unknown key "description" in an index signature',
        ),
    ],
)
def test_a_mistake_in_a_field_is_reported(write: Write, text: str, message: str) -> None:
    check_problem(write, f"types:\n  A:\n    fields:\n      {text}\n", message)


def test_a_type_declared_twice_names_the_other_place(write: Write) -> None:
    folder = write(
        a="types:\n  A: {type: string}\n  A<T>: {type: T}\n",
        b="types:\n  A: {type: string |}\n",
    )
    first = "first at spec/messages/a.yaml:2:3"
    assert problems_of(folder) == [
        f'a.yaml:3:3: the type "A" is declared twice; {first}',
        f'b.yaml:2:3: the type "A" is declared twice; {first}',
        'b.yaml:2:21: syntax error in the type: expected a type after "|"',
    ]


def test_all_mistakes_of_all_files_are_reported_in_one_run(write: Write, tmp_path: Path) -> None:
    write(
        a="""\
        types:
          A:
            fields:
              a: string |
              b: {type: string, atribute: b}
              b: !foo number
          B C: {type: string}
        """,
        b="types:\n  - [\n",
        c="types:\n  C:\n    fields: {}\n    values: {}\n",
    )
    (tmp_path / "d.yaml").mkdir()
    (tmp_path / "e.yaml").write_bytes(b"types: \xff")
    assert problems_of(tmp_path) == [
        'a.yaml:4:18: syntax error in the type: expected a type after "|"',
        'a.yaml:5:25: unknown key "atribute" in a field; did you mean "attribute"?',
        'a.yaml:6:7: duplicate key "b"; the first is on line 5',
        "a.yaml:6:10: a tag (!) is not allowed; put text that starts with ! in quotes",
        'a.yaml:7:5: syntax error in the name: unexpected "C"',
        "b.yaml:3:1: expected a value; found the end of the file",
        'c.yaml:4:5: expected exactly one of "fields", "type", "values"; '
        'found "fields" and "values"',
        "c.yaml:4:13: expected a mapping of literals to their descriptions, at least one; "
        "found an empty mapping",
        "d.yaml: a folder; expected a file",
        "e.yaml:1:8: byte 0xFF is not UTF-8; save the file as UTF-8",
    ]


def test_an_unknown_key_hides_no_other_mistake_of_its_type(write: Write) -> None:
    folder = write(a="types:\n  A: {feilds: {}, fields: {}, type: string}\n  B: {feilds: {}}\n")
    misspelled = 'unknown key "feilds" in a type; did you mean "fields"?'
    assert problems_of(folder) == [
        f"a.yaml:2:7: {misspelled}",
        'a.yaml:2:31: expected exactly one of "fields", "type", "values"; '
        'found "fields" and "type"',
        f"a.yaml:3:7: {misspelled}",
    ]


def test_each_use_of_the_same_word_has_its_own_place(write: Write) -> None:
    folder = write(a="types: {A: {fields: {a: string, b: string, c: 'string'}}}")
    columns = [one.type.position.column for one in fields_of(folder).fields]
    assert columns == [25, 36, 48]


def test_a_mistake_under_an_anchor_is_reported_once(write: Write) -> None:
    folder = write(a="types:\n  A: &a {fields: {a: string |}}\n  B: *a\n")
    assert problems_of(folder) == [
        'a.yaml:2:30: syntax error in the type: expected a type after "|"'
    ]


def test_a_folder_without_a_spec_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    expected = "spec/messages: no spec in this folder; expected files that end in .yaml or .yml"
    assert problems_of(tmp_path) == [expected]
    assert problems_of(tmp_path / "gone") == ["spec/messages: not found"]
    assert problems_of(tmp_path / "a.txt") == ["spec/messages: not a folder"]


def test_a_spec_as_deep_as_it_may_be_is_read(write: Write) -> None:
    deepest = "{fields: {a: " * 48 + "string" + "}}" * 48
    assert fields_of(write(a=f"types: {{A: {{fields: {{a: {deepest}}}}}}}"))
    [problem] = problems_of(
        write(a=f"types: {{A: {{fields: {{a: {{fields: {{a: {deepest}}}}}}}}}}}")
    )
    assert problem.endswith(": nested deeper than 100 levels")


# What must hold always

words = st.sampled_from(
    [
        *("types", "fields", "type", "values", "extends", "open", "name", "description", "A"),
        *("B<T>", "string |", "null", "1", "[key: string]", "&x", "*x", "<<", "!t", "~", "[]"),
        *("{}", "'", '"', ": ", ":\n", "\n", "\n  ", "\n    ", "- ", "{", "}", ", ", "\t", "#"),
        *("|", "é", "\x00"),
    ]
)
garbage = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(words, max_size=40).map(lambda parts: "".join(parts).encode()),
    st.lists(words, max_size=30).map(lambda parts: ("types:\n  A: " + "".join(parts)).encode()),
)


@given(garbage)
def test_reading_any_file_raises_nothing_but_spec_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp() / "garbage"
    folder.mkdir(exist_ok=True)
    (folder / "a.yaml").write_bytes(data)
    problems: tuple[Problem, ...] = ()
    try:
        read(folder)
    except SpecError as error:
        problems = error.problems
    for problem in problems:
        assert len(str(problem).splitlines()) == 1
        assert str(problem).startswith("spec/messages/a.yaml:")
