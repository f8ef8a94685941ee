"""Templates of a wall clock."""

from __future__ import annotations

from math import cos, pi, sin

from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


def _dial(angle: float, rx: float, ry: float, x: float = 0, y: float = 0) -> Point:
    """The point of a dial at a clockwise angle (radians) from twelve o'clock."""
    return x + rx * sin(angle), y - ry * cos(angle)


def _time(s: Sketch) -> tuple[float, float]:
    """The angles of an hour hand and of a minute hand that do not cover each other."""
    hour = s.uniform(0, 2 * pi)
    minute = (hour * 12) % (2 * pi)
    return (hour, minute) if abs(sin((hour - minute) / 2)) > 0.3 else (hour, minute + s.uniform(1.2, 4.8))


@drawing("class", "wall_clock", family=1)
def wall_clock_front(s: Sketch) -> None:
    """A round wall clock from the front."""
    rim, face = s.any_colour(value=(0.2, 0.9)), s.colour(45, 0.08, 0.95, hue_jitter=180, saturation_jitter=0.08, value_jitter=0.05)
    ink, radius = s.choice(("#1c1c22", "#26304f", "#3a2216")), s.uniform(0.68, 0.76)
    s.circle(0, 0, 0.9, fill=s.linear_gradient(s.shade(rim, 1.4), rim, s.shade(rim, 0.55), angle=60), stroke=s.shade(rim, 0.35), width=0.04)
    s.circle(0, 0, radius, fill=s.radial_gradient(s.shade(face, 1.5), face, x=0.5, y=0.5), stroke=s.shade(rim, 0.4), width=0.05)
    marks = s.choice(("ticks", "dots", "quarters"))
    for i in range(12):
        angle, big = i * pi / 6, i % 3 == 0
        if marks == "dots":
            s.circle(*_dial(angle, radius - 0.12, radius - 0.12), 0.06 if big else 0.04, fill=ink)
        elif marks == "ticks" or big:
            inner = radius - (0.22 if big else 0.15)
            s.line([_dial(angle, radius - 0.08, radius - 0.08), _dial(angle, inner, inner)], stroke=ink, width=0.075 if big else 0.045)
    hour, minute = _time(s)
    s.line([(0, 0), _dial(hour, 0.34, 0.34)], stroke=ink, width=s.uniform(0.09, 0.12))
    s.line([(0, 0), _dial(minute, 0.54, 0.54)], stroke=ink, width=s.uniform(0.06, 0.08))
    if s.chance(0.5):
        second = s.uniform(0, 2 * pi)
        s.line([_dial(second + pi, 0.16, 0.16), _dial(second, 0.56, 0.56)], stroke=s.choice(("#d02828", "#e07818")), width=0.035)
    s.circle(0, 0, 0.07, fill=ink)


@drawing("class", "wall_clock", family=2)
def wall_clock_pendulum(s: Sketch) -> None:
    """A wooden schoolhouse clock from the front, its pendulum swinging in a window below."""
    wood = s.choice((s.colour(24, 0.65, 0.5), s.colour(15, 0.6, 0.35), s.colour(34, 0.55, 0.75), s.any_colour(value=(0.35, 0.75))))
    ink, face, hand = s.shade(wood, 0.35), s.choice(("#f8f4e4", "#ffffff", "#efe4c4")), s.choice(("#18181c", "#2c1c12"))
    sides, y, radius, wide, low = s.choice((6, 8, 8, 40)), -0.32, s.uniform(0.56, 0.6), s.uniform(0.24, 0.32), s.uniform(0.68, 0.78)
    fill = s.linear_gradient(s.shade(wood, 1.35), wood, s.shade(wood, 0.7), angle=30)
    s.polygon(
        [(-wide, 0), (wide, 0), (wide, low), (wide * 0.6, low + 0.16), (-wide * 0.6, low + 0.16), (-wide, low)], fill=fill, stroke=ink, width=0.05
    )
    s.rectangle(0, (0.26 + low) / 2, wide * 1.4, low - 0.22, corner=0.04, fill="#201a18", stroke=s.shade(wood, 1.4), width=0.04)
    swing = s.uniform(-0.14, 0.14)
    s.line([(0, 0.15), (swing * 0.7, low - 0.18)], stroke="#d8b850", width=0.045)
    s.circle(swing * 0.8, low - 0.16, s.uniform(0.095, 0.115), fill=s.radial_gradient("#fff0a8", "#d8a830"))
    outer = 0.6 / cos(pi / sides)
    s.polygon([_dial(2 * pi * (i + 0.5) / sides, outer, outer, 0, y) for i in range(sides)], fill=fill, stroke=ink, width=0.05)
    s.circle(0, y, radius * 0.84, fill=face, stroke=s.choice(("#c8a040", ink)), width=0.055)
    for i in range(12):
        angle, inner = i * pi / 6, radius * (0.52 if i % 3 == 0 else 0.6)
        s.line(
            [_dial(angle, radius * 0.72, radius * 0.72, 0, y), _dial(angle, inner, inner, 0, y)], stroke=hand, width=0.055 if i % 3 == 0 else 0.035
        )
    hour, minute = _time(s)
    s.line([(0, y), _dial(hour, 0.21, 0.21, 0, y)], stroke=hand, width=0.08)
    s.line([(0, y), _dial(minute, 0.35, 0.35, 0, y)], stroke=hand, width=0.055)
    s.circle(0, y, 0.055, fill=hand)


@drawing("class", "wall_clock", family=3)
def wall_clock_three_quarters(s: Sketch) -> None:
    """A deep round or square wall clock in three quarters, standing out from the wall."""
    rim, face = s.any_colour(value=(0.3, 0.92)), s.choice(("#fbfaf4", "#f3ecd8", s.any_colour(saturation=(0.05, 0.2), value=(0.9, 1.0)), "#20222a"))
    hand = "#f4f2ea" if face == "#20222a" else s.choice(("#18181c", "#26304f", "#7a1f1f"))
    ink, squeeze, deep, square = s.shade(rim, 0.35), s.uniform(0.6, 0.78), s.uniform(0.18, 0.3), s.chance(0.35)
    corner = 0.2 if square else 0.86
    with s.moved(x=0.0, scale_x=s.choice((-1, 1)), turn=s.uniform(-10, 10)):
        for i in range(9):
            with s.moved(x=deep * (0.5 - i / 8), scale_x=squeeze):
                colour = s.shade(rim, 0.45 + 0.045 * i) if i < 8 else s.linear_gradient(s.shade(rim, 1.45), rim, s.shade(rim, 0.75))
                s.rectangle(0, 0, 1.72, 1.72, corner=corner, fill=colour, stroke=ink if i in (0, 8) else colour, width=0.05)
        with s.moved(x=-deep / 2, scale_x=squeeze):
            s.rectangle(0, 0, 1.34, 1.34, corner=corner * 0.75, fill=face, stroke=ink, width=0.05)
            for i in range(12):
                angle, inner = i * pi / 6, 0.38 if i % 3 == 0 else 0.46
                s.line([_dial(angle, 0.56, 0.56), _dial(angle, inner, inner)], stroke=hand, width=0.085 if i % 3 == 0 else 0.055)
            hour, minute = _time(s)
            s.line([(0, 0), _dial(hour, 0.29, 0.29)], stroke=hand, width=0.12)
            s.line([(0, 0), _dial(minute, 0.48, 0.48)], stroke=hand, width=0.08)
            if s.chance(0.4):
                s.line([(0, 0), _dial(s.uniform(0, 2 * pi), 0.5, 0.5)], stroke="#d83828", width=0.04)
            s.circle(0, 0, 0.08, fill=s.choice((hand, "#c8a040")))
            s.path("M -0.62 -0.1 Q -0.55 -0.5 -0.2 -0.62", stroke="#ffffff", width=0.04, opacity=0.6)
