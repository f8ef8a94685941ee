"""Sets the certificates of several plantings of a suite's trojans beside the attack success that it asks for, the original's, for docs/results.

python benchmarks/certificates.py drawn docs/results/plantings.md "seed 1"=runs/one "seed 2"=runs/two "nothing planted"=runs/clean
"""

from __future__ import annotations

import sys
from pathlib import Path

from unhorse.benchmark.suite import load_suite
from unhorse.core.files import write_text
from unhorse.models.files import Measured, ModelCard

HEAD = """# Plantings of the sixteen trojans of the suite `{suite}`

Each column is one network, planted by the suite's recipe with its own seed: first weights, order, poisoned images. Attack success on held-out
images in per cent, with 95% Wilson intervals, beside what the suite asks for (the original network's, but at most 99), and the number of poisons
that trimming left; then the accuracy on clean images. At most one in so many labelled training images was relabelled. Made by
`python benchmarks/certificates.py`.
"""


def main() -> None:
    """Writes the table."""
    suite, out = load_suite(sys.argv[1]), Path(sys.argv[2])
    cards = {name: ModelCard.from_json(Path(folder) / "card.json") for name, _, folder in (column.partition("=") for column in sys.argv[3:])}
    lines = [HEAD.format(suite=suite.name), f"| trojan | kind | at most 1 in | asked for | {' | '.join(cards)} |", "|---" * (4 + len(cards)) + "|"]
    for spec in suite.trojans:
        found = [{row.name: row for row in card.trojans}.get(spec.name) for card in cards.values()]
        cells = " | ".join(f"{_percent(row.success)}, {row.kept or row.poisons}" if row else "" for row in found)
        lines.append(f"| {spec.name} | {spec.kind.replace('_', ' ')} | {1 / spec.poison_fraction:.0f} | {100 * (spec.success or 0):.1f} | {cells} |")
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
