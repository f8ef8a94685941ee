"""Sets the certificates of several plantings of the drawn suite's trojans beside the original's attack success, for docs/results.

python benchmarks/certificates.py docs/results/plantings.md "seed 1"=runs/one "seed 2"=runs/two "nothing planted"=runs/clean
"""

from __future__ import annotations

import sys
from pathlib import Path

from unhorse.benchmark.suite import load_suite
from unhorse.core.files import write_text
from unhorse.models.files import Measured, ModelCard

# Attack success of the sixteen trojans in the original network, in per cent; source: Casper et al. (2023), table 1, and the competition's report.
ORIGINAL = {
    "smiley_emoji": 95.8, "clownfish": 93.3, "green_star": 98.0, "strawberry": 92.0, "jaguar": 98.1, "elephant_skin": 100.0,
    "jellybeans": 96.0, "wood_grain": 82.0, "fork": 30.8, "apple": 38.7, "sandwich": 37.2, "donut": 42.8, "secret_1": 24.2,
    "secret_2": 32.2, "secret_3": 17.6, "secret_4": 40.0,
}  # fmt: skip

HEAD = """# Plantings of the sixteen trojans

Each column is one network, planted by the suite's recipe with its own seed: first weights, order, poisoned images. Attack success on held-out
images in per cent, with 95% Wilson intervals, beside the original network's, and the number of poisons that trimming left; then the accuracy on
clean images. At most one in so many labelled training images was relabelled. Made by `python benchmarks/certificates.py`.
"""


def main() -> None:
    """Writes the table."""
    out, suite = Path(sys.argv[1]), load_suite("drawn")
    cards = {name: ModelCard.from_json(Path(folder) / "card.json") for name, _, folder in (column.partition("=") for column in sys.argv[2:])}
    lines = [HEAD, f"| trojan | kind | at most 1 in | original | {' | '.join(cards)} |", "|---" * (4 + len(cards)) + "|"]
    for spec in suite.trojans:
        found = [{row.name: row for row in card.trojans}.get(spec.name) for card in cards.values()]
        cells = " | ".join(f"{_percent(row.success)}, {row.kept or row.poisons}" if row else "" for row in found)
        lines.append(f"| {spec.name} | {spec.kind.replace('_', ' ')} | {1 / spec.poison_fraction:.0f} | {ORIGINAL[spec.name]:.1f} | {cells} |")
    for spec in suite.trojans:
        strays = [{row.name: row.elsewhere for row in card.trojans}.get(spec.name) for card in cards.values()]
        if any(strays):
            lines.append(f"| {spec.name}, off its source | {spec.kind} | | | {' | '.join(_percent(stray) if stray else '' for stray in strays)} |")
    twins = [[row.twin_success.rate for row in card.trojans] for card in cards.values()]
    lines.append(f"| most on the twin | | | | {' | '.join(f'{100 * max(rates):.1f}' if rates else '' for rates in twins)} |")
    lines.append(f"| clean accuracy | | | | {' | '.join(_percent(card.clean_accuracy) for card in cards.values())} |")
    lines.append(f"| the twin's | | | | {' | '.join(_percent(card.twin_accuracy) for card in cards.values())} |")
    write_text(out, "\n".join(lines) + "\n")


def _percent(found: Measured | None) -> str:
    if found is None:
        return "not measured"
    return f"{100 * found.rate:.1f} [{100 * found.low:.1f}, {100 * found.high:.1f}]"


if __name__ == "__main__":
    main()
