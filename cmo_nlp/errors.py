"""Errors that a user can do something about: one line each, one exit code each."""

__all__ = ["DamagedWorkspaceError", "InputError", "UsageError", "UserError", "WorkspaceError"]


class UserError(Exception):
    """Base of every error that is shown as one line: what is wrong, then what to do about it."""

    exit_code = 1


class UsageError(UserError):
    """The command was called in a way that it does not understand."""

    exit_code = 2


class InputError(UserError):
    """The input cannot be used."""

    exit_code = 3


class WorkspaceError(UserError):
    """The workspace is missing, locked, not writable or from another version."""

    exit_code = 4


class DamagedWorkspaceError(WorkspaceError):
    """The database holds something that we did not write. It is left as it is."""
