"""The prelude with which the SDK is imported, and an npm for the tools of the repository."""
