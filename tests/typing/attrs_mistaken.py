"""Mistaken uses of attrs classes, each with what type checkers report."""

from parcels import attrs_classes as classes


def mistaken(parcel: classes.Parcel, value: object) -> None:
    print(parcel.Note)  # error: attr-defined / reportAttributeAccessIssue
    parcel.id = 1  # error: assignment / reportAttributeAccessIssue
    classes.Letter(kind="box", pages=1)  # error: arg-type / reportArgumentType
    classes.Letter(kind="letter", pages="1")  # error: arg-type / reportArgumentType
    classes.Letter(kind="letter")  # error: call-arg / reportCallIssue
    classes.Letter("letter", 1)  # error: call-arg / reportCallIssue
    classes.Box(kind="box", inside=[{}])  # error: list-item / reportArgumentType
    classes.configure(value)  # error: type-var / reportArgumentType
    box = classes.structure(value, classes.Box)
    print(box.pages)  # error: attr-defined / reportAttributeAccessIssue
