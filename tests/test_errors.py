"""Show that every refusal knows what the doors answer: a status, its kind, an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest

from geo.errors import A_FAULT, FOUND_PROBLEMS, WRONG_CALL, DatelineError, RequestError


def kinds(of: type[DatelineError] = DatelineError) -> Iterator[type[DatelineError]]:
    yield of
    for kind in of.__subclasses__():
        yield from kinds(kind)


@pytest.mark.parametrize("kind", [*kinds()], ids=lambda kind: kind.__name__)
def test_a_refusal_has_a_status_a_title_and_an_exit_code(kind: type[DatelineError]) -> None:
    assert HTTPStatus(kind.status) in {*range(400, 430), 503, A_FAULT}
    assert (kind.status == A_FAULT) == (kind.title == DatelineError.title)
    assert kind.exit_code == (WRONG_CALL if issubclass(kind, RequestError) else FOUND_PROBLEMS)
