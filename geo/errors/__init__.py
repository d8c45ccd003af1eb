"""Name every way in which Dateline refuses its input, and what its doors answer then.

Beside it, ``wording`` says the faults of records in a sentence each, ``tomlfaults`` those of TOML.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

FOUND_PROBLEMS: Final = 1
WRONG_CALL: Final = 2
"""Exit codes of a command: something is wrong with what it was to work on, or with the call."""
A_FAULT: Final = 500
"""The HTTP status of what no caller can mend."""


class DatelineError(Exception):
    """Say in one sentence what is wrong, in which record, and what to do."""

    status: ClassVar[int] = A_FAULT
    """Of the answer over HTTP."""
    title: ClassVar[str] = "A fault in Dateline"
    """Its kind, for whoever gets the answer."""
    exit_code: ClassVar[int] = FOUND_PROBLEMS


class UnsoundError(DatelineError):
    """Report everything that is wrong with one story or draft, at once."""

    status = 422
    title = "Not sound"
    kind: ClassVar[str]
    """What it is that is not sound."""

    def __init__(self, name: str, problems: Iterable[str]) -> None:
        self.name = name
        self.problems: tuple[str, ...] = tuple(problems)
        super().__init__("\n".join(f"{name}: {problem}" for problem in self.problems))

    def __reduce__(self) -> tuple[type[UnsoundError], tuple[str, tuple[str, ...]]]:
        """Pass from process to process as what it is."""
        return type(self), (self.name, self.problems)


class StoryError(UnsoundError):
    """Report everything that is wrong with one story folder, at once."""

    title = "The story is not sound"
    kind = "story"


class FaultError(DatelineError):
    """Report a fault of Dateline's own, for which the rest of a batch shall not suffer."""


class ArticleError(DatelineError):
    """Report an article that cannot be read, or that is larger than it should be."""

    status = 422
    title = "The article cannot be read"


class SourceError(DatelineError):
    """Report what is wrong with ``data/sources.toml``."""


class GeometryError(DatelineError):
    """Report a geometry that a recipe cannot make or that breaks a rule."""


class BoundsError(DatelineError):
    """Report bounds or a position that lies outside the world."""


class TileError(DatelineError):
    """Report a tile address that names no tile of the world."""

    status = 404
    title = "Not found"


class RequestError(DatelineError):
    """Report a parameter that a request or a command cannot mean."""

    status = 400
    title = "The request cannot be understood"
    exit_code = WRONG_CALL


class TooLargeError(RequestError):
    """Refuse a picture of more pixels than the machine should draw."""

    status = 413
    title = "Too large"


class TooSmallError(RequestError):
    """Refuse a page on which what must stand there leaves no room for a map."""


class BusyError(DatelineError):
    """Ask to come again: more is being drawn at once than the machine should."""

    status = 503
    title = "Busy"


class TooManyError(DatelineError):
    """Ask one caller to wait: others shall have their turn."""

    status = 429
    title = "Too many at once"


class DraftError(UnsoundError):
    """Report everything that is wrong with one draft, at once."""

    title = "The draft is not sound"
    kind = "draft"


class NoDraftError(DraftError):
    """Report that there is no draft of a name, or no more."""


class ConflictError(DatelineError):
    """Refuse to save over what somebody else has saved meanwhile."""

    status = 409
    title = "Somebody else was first"


class NotFoundError(DatelineError):
    """Report an address or a name that leads to nothing."""

    status = 404
    title = "Not found"


class GazetteerError(DatelineError):
    """Report that the world's gazetteer cannot be built or read here."""

    status = 503
    title = "The gazetteer is not there"


class GivenUpError(DatelineError):
    """Report work that nobody waits for any more."""


class SettingError(DatelineError):
    """Report a setting of the environment that cannot be meant."""


class TextError(DatelineError):
    """Refuse a text that cannot be read for its places."""


class AddressError(DatelineError):
    """Refuse an address longer than any that Dateline gives."""

    status = 414
    title = "The address is too long"


class MediaError(DatelineError):
    """Refuse a body of another kind than the address takes."""

    status = 415
    title = "Another kind of body is wanted"
