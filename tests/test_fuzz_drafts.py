"""Ask a share of what `tests/fuzzdrafts.py` asks in thousands; the same requests each time."""

from __future__ import annotations

from pathlib import Path

from tests.fuzzdrafts import counts


def test_no_draft_and_no_article_is_answered_by_a_fault(tmp_path: Path) -> None:
    found = counts(tmp_path, 40)
    assert found["PUT /drafts/{id}", 200] and found["PUT /drafts/{id}", 422]
    assert found["POST /drafts", 201] and found["POST /drafts", 422]
    assert found["GET /drafts/{id}/map.json", 200]
    assert not {status for _, status in found} - {200, 201, 400, 409, 422}
