"""Targets: each prepares a model for the template of one generated file.

Every target is a folder. Other distributions can add targets; they import `Target`, `Definitions`
and `Code` from here.
"""

from typescribe.targets.contract import Definitions, Target
from typescribe.text.quoting import Code

__all__ = ("Code", "Definitions", "Target")
