"""A misspelt name is reported at its import, though the package loads its names lazily."""

from webex_contact_center import AgentContat  # error: attr-defined / reportAttributeAccessIssue

__all__ = ["AgentContat"]
