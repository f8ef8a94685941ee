from __future__ import annotations

from pathlib import Path

from unhorse.attribution.method import ATTRIBUTIONS

PAGE = Path(__file__).parents[2] / "docs" / "attribution.md"


def test_the_page_lists_every_method_with_the_first_line_of_its_documentation() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, kind in ATTRIBUTIONS.items():
        assert f"| `{name}` | {kind.family} | {(kind.__doc__ or '').strip().splitlines()[0]} |" in page
