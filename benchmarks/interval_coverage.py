"""How often 95% intervals for people's mean rate hold the truth, in simulated waves: PYTHONPATH=tests/support python benchmarks/interval_coverage.py.

Writes docs/results/interval_coverage.md, with the t interval over people beside ours.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from scipy.optimize import brentq
from scipy.stats import sem, t
from simulated_people import Panel

from unhorse.stats.clustering import mean_interval

QUESTIONS, WAVES = 12, 2_000
SPREADS, RATES, PEOPLE = (0.0, 1.0, 2.0), (0.02, 0.05, 0.125, 0.5, 0.9), (10, 30, 100)
TEXT = f"""# Coverage of intervals for a mean rate

`PYTHONPATH=tests/support python benchmarks/interval_coverage.py`: part of 95% intervals that hold the true mean rate, in {WAVES:,} simulated
waves for each cell of people who answer {QUESTIONS} questions and differ by the spread, in logits. The simulation's own error is about 0.005. First
our interval (`mean_interval`), then the t interval over people.

"""


def main() -> None:
    """Simulates all cells and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/results"))
    generator = np.random.default_rng(0)
    rows = ["| spread | true rate | " + " | ".join(f"{people} people" for people in PEOPLE) + " |", "|---" * (2 + len(PEOPLE)) + "|"]
    for spread in SPREADS:
        for rate in RATES:
            cells = [_cell(spread, rate, people, generator) for people in PEOPLE]
            rows.append(f"| {spread:g} | {rate:g} | " + " | ".join(cells) + " |")
    (parser.parse_args().out / "interval_coverage.md").write_text(TEXT + "\n".join(rows) + "\n")


def _cell(spread: float, rate: float, people: int, generator: np.random.Generator) -> str:
    level = brentq(lambda level: Panel(np.full(QUESTIONS, level), spread).mean_rate() - rate, -20, 20)
    waves = np.stack([Panel(np.full(QUESTIONS, level), spread).rates(people, generator) for _ in range(WAVES)])
    ours = [mean_interval(wave) for wave in waves]
    half = t.ppf(0.975, people - 1) * sem(waves, axis=1)
    students = np.abs(waves.mean(axis=1) - rate) <= half
    return f"{np.mean([low <= rate <= high for _, low, high in ours]):.3f} (t {students.mean():.3f})"


if __name__ == "__main__":
    main()
