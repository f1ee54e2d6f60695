"""Targets: each turns a model into what the template of one generated file is rendered with.

A folder each. Other distributions bring targets of their own, and import `Target`, `Definitions`
and `Code` from here.
"""

from typescribe.targets.contract import Definitions, Target
from typescribe.text.quoting import Code

__all__ = ("Code", "Definitions", "Target")
