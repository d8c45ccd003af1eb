"""Ask a share of the requests that `tests/fuzz.py` asks in thousands; the same ones each time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from tests.asking import Asked, Loop, ask, our_app
from tests.fuzz import (
    BATCH,
    DRAFTED,
    GUARDS,
    NAME,
    ROOT,
    STRANGE,
    Known,
    ask_together,
    judge,
    own_drafts,
    requests,
    stray,
)
from tests.serving import Answer

FEW = settings(
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def app() -> Iterator[Starlette]:
    with own_drafts():
        yield our_app()


@pytest.fixture(scope="module")
def known(app: Starlette) -> Known:
    return Known.of(app)


@pytest.fixture(scope="module")
def runner() -> Iterator[Loop]:
    with Loop() as found:
        yield found


@settings(FEW, max_examples=30)
@given(data=st.data())
def test_no_request_is_answered_by_a_fault(
    data: st.DataObject, app: Starlette, known: Known, runner: Loop
) -> None:
    batch = data.draw(st.lists(requests(known), min_size=BATCH, max_size=BATCH))
    for asked, answer in zip(batch, runner.run(ask_together(app, batch)), strict=True):
        judge(known, asked, answer)


@settings(FEW, max_examples=400)
@given(asked=stray())
def test_no_path_leads_out_of_the_folders(
    asked: Asked, app: Starlette, known: Known, runner: Loop
) -> None:
    judge(known, asked, runner.run(ask(app, asked)))


@pytest.mark.parametrize(
    "answer",
    [
        Answer(500, {"content-type": "application/problem+json"}, b"{}"),
        Answer(418, {"content-type": "application/problem+json"}, b"{}"),
        Answer(404, {"content-type": "text/plain"}, b"no such story"),
        Answer(503, {"content-type": "application/problem+json"}, b"{}"),
        Answer(200, {"content-type": "image/png"}, b"drawn, but with no mark of its content"),
        Answer(
            400,
            {"content-type": "application/problem+json"},
            b'{"status": 400, "title": "No", "detail": "Traceback (most recent call last)"}',
        ),
    ],
)
def test_a_wrong_answer_would_be_found(known: Known, answer: Answer) -> None:
    with pytest.raises((AssertionError, ValueError)):
        judge(known, Asked("/stories/iran-azerbaijan-2025/map.png"), answer)


def test_a_file_from_outside_would_be_found(known: Known) -> None:
    body = b"before it " + (ROOT / "requirements.txt").read_bytes()
    leaked = Answer(200, {"content-type": "text/plain"}, body)
    with pytest.raises(AssertionError, match="outside"):
        judge(known, Asked("/assets/x"), leaked)


# --- drafts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("guards", GUARDS)
def test_the_draft_is_there_for_our_own_page(
    guards: tuple[tuple[str, str], ...], app: Starlette, known: Known, runner: Loop
) -> None:
    assert NAME in known.words("/drafts/{id}", "id")
    for rest in ("", "/bundle.json", "/check"):
        asked = Asked(f"/drafts/{NAME}{rest}", headers=guards)
        answer = runner.run(ask(app, asked))
        judge(known, asked, answer)
        assert answer.status == 200
        assert rest or DRAFTED.encode() in answer.body


@pytest.mark.parametrize("headers", STRANGE)
def test_a_draft_given_to_another_sites_page_would_be_found(
    headers: tuple[tuple[str, str], ...], app: Starlette, known: Known, runner: Loop
) -> None:
    asked = Asked(f"/drafts/{NAME}", headers=headers)
    judge(known, asked, runner.run(ask(app, asked)))
    given = runner.run(ask(app, Asked(f"/drafts/{NAME}", headers=GUARDS[0])))
    with pytest.raises(AssertionError, match="another site"):
        judge(known, asked, given)
