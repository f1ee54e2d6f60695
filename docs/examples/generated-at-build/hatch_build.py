"""Generates the messages of the project before hatchling collects the files of a wheel."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

import typescribe


class GenerateMessages(BuildHookInterface[Any]):
    """The build hook of `[tool.hatch.build.hooks.custom]`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Generate all packages; a mistake in a spec ends the build with its position."""
        for package in typescribe.generate(self.root).values():
            # Git ignores the folder, so hatchling would leave it out.
            folder = package.folder.relative_to(self.root).as_posix()
            build_data["artifacts"].append(f"/{folder}/")
