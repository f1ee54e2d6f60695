"""Assignments to frozen instances, and what type checkers report."""

from frozen_parcels import Box, Letter, attrs_classes, msgspec_structs, pydantic_models


def mistaken(
    box: Box,
    of_attrs: attrs_classes.Letter,
    of_msgspec: msgspec_structs.Letter,
    of_pydantic: pydantic_models.Letter,
) -> None:
    print({box: 1}, hash(of_attrs))
    box.inside[0] = Letter(kind="letter", pages=1)
    box.kind = "box"  # error: misc / reportAttributeAccessIssue
    box.extra = None  # error: misc / reportAttributeAccessIssue
    of_attrs.pages = 2  # error: misc / reportAttributeAccessIssue
    of_msgspec.pages = 2  # error: misc / reportAttributeAccessIssue
    of_pydantic.pages = 2  # error: misc / reportAttributeAccessIssue
