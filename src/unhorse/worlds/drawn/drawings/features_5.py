"""Small things, fifth part: chair, book and scissors."""

from __future__ import annotations

from unhorse.worlds.drawn.sketch import Sketch, drawing


@drawing("feature", "chair", family=1)
def chair_three_quarters(s: Sketch) -> None:
    """A wooden kitchen chair from the front and a little to the side, with a slatted back."""
    wood = s.any_colour() if s.chance(0.5) else s.colour(28, 0.65, 0.6, value_jitter=0.2)
    seat = s.any_colour() if s.chance(0.5) else s.shade(wood, 1.25)
    edge = s.shade(wood, 0.38)
    bars: list[list[tuple[float, float]]] = [
        [(-0.32, -0.85), (-0.32, 0.6)],
        [(0.5, -0.85), (0.5, 0.6)],
        [(-0.52, 0.3), (-0.52, 0.88)],
        [(0.36, 0.3), (0.36, 0.88)],
    ]
    if s.chance(0.5):
        bars += [[(x, -0.75), (x, 0.1)] for x in (-0.05, 0.23)]
        bars += [[(-0.32, -0.78), (0.5, -0.78)]]
    else:
        bars += [[(-0.32, y), (0.5, y)] for y in (-0.78, -0.48, -0.18)]
    with s.moved(x=0, scale_x=s.choice([-1, 1]) * s.uniform(0.9, 1.1)):
        for colour, width in ((edge, 0.22), (wood, 0.12)):
            for bar in bars:
                s.line(bar, stroke=colour, width=width)
        s.polygon([(-0.36, 0.08), (0.56, 0.08), (0.44, 0.36), (-0.62, 0.36)], fill=seat, stroke=s.shade(seat, 0.4), width=0.09)
        s.polygon([(-0.62, 0.36), (0.44, 0.36), (0.44, 0.46), (-0.62, 0.46)], fill=s.shade(seat, 0.65), stroke=s.shade(seat, 0.4), width=0.06)


@drawing("feature", "book", family=1)
def book_closed(s: Sketch) -> None:
    """A thick closed book lying down, seen from a corner: cover, spine and the white edges of the pages."""
    cover, mark = s.any_colour(), s.any_colour(saturation=(0.1, 0.7), value=(0.85, 1))
    edge, thick = s.shade(cover, 0.38), s.uniform(0.26, 0.4)
    with s.moved(y=-thick / 2 + 0.02, turn=s.uniform(-8, 8), scale_x=s.choice([-0.95, 0.95])):
        left, near, right, far = (-0.92, 0.08), (0.12, 0.56), (0.92, -0.02), (-0.08, -0.46)

        def low(p: tuple[float, float]) -> tuple[float, float]:
            return p[0], p[1] + thick

        s.polygon([left, near, right, low(right), low(near), low(left)], fill=edge, stroke=edge, width=0.12)
        s.polygon([near, right, low(right), low(near)], fill="#f7f0dc")
        for t in (0.33, 0.66):
            s.line([(near[0] + 0.03, near[1] + thick * t), (right[0] - 0.02, right[1] + thick * t)], stroke="#b3a684", width=0.04)
        s.line([low(near), low(right)], stroke=cover, width=0.08)
        s.polygon([left, near, low(near), low(left)], fill=s.shade(cover, 0.7))
        s.line([(-0.65, 0.2 + thick * 0.5), (-0.2, 0.41 + thick * 0.5)], stroke=mark, width=0.09)
        s.polygon([left, near, right, far], fill=s.linear_gradient(s.shade(cover, 1.3), cover, angle=30), stroke=edge, width=0.08)
        s.polygon([(-0.4, 0.03), (0.06, 0.24), (0.4, 0.02), (-0.06, -0.18)], fill=mark)


@drawing("feature", "scissors", family=1)
def scissors_open(s: Sketch) -> None:
    """Open scissors from the front, blades up, with coloured ring handles."""
    steel = s.colour(210, 0.06, 0.86, saturation_jitter=0.05, value_jitter=0.1)
    plastic = s.any_colour()
    angle, ring = s.uniform(17, 27), s.uniform(0.23, 0.27)
    with s.moved(turn=s.uniform(-40, 40), scale_x=0.93, scale_y=0.93):
        for side in (-1, 1):
            with s.moved(y=0.08, turn=side * angle):
                x = side * 0.03
                s.path(
                    f"M {x - 0.11} 0.1 L {x - 0.11} -0.55 L {x + side * 0.1} -1.0 L {x + 0.11} -0.55 L {x + 0.11} 0.1 Z",
                    fill=s.linear_gradient(s.shade(steel, 0.75), s.shade(steel, 1.6), angle=0),
                    stroke=s.shade(steel, 0.35),
                    width=0.06,
                )
                s.line([(0, 0.1), (0, 0.35)], stroke=s.shade(plastic, 0.45), width=0.25)
                s.line([(0, 0.1), (0, 0.35)], stroke=plastic, width=0.15)
                s.ellipse(-side * 0.04, 0.57, ring, ring * 1.1, stroke=s.shade(plastic, 0.45), width=0.23)
                s.ellipse(-side * 0.04, 0.57, ring, ring * 1.1, stroke=plastic, width=0.13)
        s.circle(0, 0.08, 0.07, fill=s.shade(steel, 0.3))


@drawing("feature", "chair", family=2)
def chair_side(s: Sketch) -> None:
    """A plain chair exactly from the side: a raked back, a padded seat, one front and one back leg with a rung."""
    wood = s.colour(26, 0.65, 0.5, value_jitter=0.2) if s.chance(0.5) else s.any_colour(value=(0.3, 0.9))
    pad, edge = s.any_colour(), s.shade(wood, 0.35)
    rake, splay = s.uniform(0.1, 0.26), s.uniform(0.02, 0.14)
    bars = [
        [(-0.42, 0.16), (-0.42 - rake, -0.86)],
        [(-0.42, 0.1), (-0.42 - splay, 0.87)],
        [(0.46, 0.1), (0.46 + splay, 0.87)],
        [(-0.42, 0.16), (0.48, 0.16)],
    ]
    if s.chance(0.6):
        bars.append([(-0.46, 0.52), (0.5, 0.52)])
    with s.moved(x=0.06 if s.chance(0.5) else -0.06, scale_x=s.choice([-0.96, 0.96]), scale_y=0.94):
        for colour, width in ((edge, 0.27), (wood, 0.16)):
            for bar in bars:
                s.line(bar, stroke=colour, width=width)
        s.rectangle(0.06, 0.03, 1.14, 0.24, corner=0.11, fill=pad, stroke=s.shade(pad, 0.4), width=0.08)
        s.line([(-0.3, -0.01), (0.45, -0.01)], stroke=s.shade(pad, 1.5), width=0.06)
        if s.chance(0.6):
            start, end = (-0.4 - rake * 0.35, -0.26), (-0.38 - rake * 0.9, -0.76)
            s.line([start, end], stroke=s.shade(pad, 0.4), width=0.34)
            s.line([start, end], stroke=pad, width=0.22)


@drawing("feature", "book", family=2)
def book_open(s: Sketch) -> None:
    """An open book from the front, two white pages with lines of print that curve down into the fold."""
    cover, print_colour = s.any_colour(value=(0.35, 0.85)), s.choice(["#555a66", "#7a6a58", "#3d4d7a"])
    page, top, low = s.colour(45, 0.1, 0.98, saturation_jitter=0.08, value_jitter=0.02), s.uniform(-0.56, -0.45), s.uniform(0.46, 0.56)
    picture = s.choice([-1, 0, 1])
    with s.moved(turn=s.uniform(-12, 12), scale_x=0.94):
        s.path(
            f"M -0.95 {top} L 0.95 {top} L 0.95 {low + 0.1} L 0.1 {low + 0.1} Q 0 {low + 0.28} -0.1 {low + 0.1} L -0.95 {low + 0.1} Z",
            fill=cover,
            stroke=s.shade(cover, 0.42),
            width=0.08,
        )
        for side in (-1, 1):
            sheet = f"M 0 {top + 0.08} Q {side * 0.4} {top - 0.28} {side * 0.84} {top - 0.04}"
            sheet += f" L {side * 0.84} {low} Q {side * 0.4} {low - 0.24} 0 {low + 0.1} Z"
            s.path(
                sheet,
                fill=s.linear_gradient(*((page, s.shade(page, 0.78)) if side < 0 else (s.shade(page, 0.72), page)), angle=0),
                stroke="#5d5344",
                width=0.06,
            )
            for i in range(4):
                y = top + 0.2 + i * 0.19
                if side == picture and i < 2:
                    continue
                s.path(f"M {side * 0.14} {y} Q {side * 0.4} {y - 0.17} {side * 0.7} {y - 0.08}", stroke=print_colour, width=0.06)
            if side == picture:
                s.rectangle(side * 0.42, top + 0.19, 0.46, 0.26, fill=s.any_colour(), turn=-side * 4)
        s.line([(0, top + 0.08), (0, low + 0.1)], stroke="#5d5344", width=0.06)
        if s.chance(0.5):
            ribbon = s.any_colour(saturation=(0.7, 1))
            s.line([(0.05, top + 0.1), (0.12, low + 0.28)], stroke=ribbon, width=0.1)


@drawing("feature", "scissors", family=2)
def shears_nearly_closed(s: Sketch) -> None:
    """Tailor's shears, nearly closed and slanting: broad long blades, one small and one long loop."""
    steel = s.colour(210, 0.05, 0.85, saturation_jitter=0.05, value_jitter=0.1)
    paint = s.choice([s.any_colour(value=(0.35, 0.85)), s.colour(0, 0.05, 0.2), s.colour(45, 0.6, 0.8)])
    gap, dark = s.uniform(4, 9), s.shade(paint, 0.42)
    turn = s.choice([-1, 1]) * s.uniform(30, 65) + s.choice([0, 180])
    with s.moved(turn=turn, scale_x=s.choice([-0.88, 0.88]), scale_y=0.88):
        for side, long in ((-1, 0.3), (1, 0.22)):
            with s.moved(y=0.08, turn=side * gap):
                s.path(
                    f"M {-side * 0.14} 0.15 L {-side * 0.2} -0.25 Q {-side * 0.14} -0.9 {side * 0.05} -1.14 L {side * 0.1} 0.15 Z",
                    fill=s.linear_gradient(s.shade(steel, 0.7), s.shade(steel, 1.6), angle=0),
                    stroke=s.shade(steel, 0.3),
                    width=0.07,
                )
                for colour, thin in ((dark, 0.1), (paint, 0.0)):
                    s.ellipse(-side * 0.24, 0.3 + long, 0.17, long, stroke=colour, width=0.12 + thin, turn=side * 8)
                    s.line([(side * 0.02, 0.0), (-side * 0.12, 0.25)], stroke=colour, width=0.18 + thin)
        s.circle(0, 0.08, 0.09, fill=s.shade(steel, 1.5), stroke=s.shade(steel, 0.3))


@drawing("feature", "chair", family=3)
def chair_office(s: Sketch) -> None:
    """An office swivel chair from the front: a padded back, seat and arm rests on a column with a foot of wheels."""
    pad, metal = s.any_colour(value=(0.25, 0.9)), s.colour(220, 0.08, 0.35, value_jitter=0.25)
    edge, dark, half = s.shade(pad, 0.38), s.shade(metal, 0.4), s.uniform(0.4, 0.5)
    shift = s.uniform(-0.08, 0.08)
    for colour, width in ((dark, 0.2), (metal, 0.11)):
        s.line([(0, 0.2), (0, 0.72)], stroke=colour, width=width + 0.03)
        for x, y in ((-0.52, 0.84), (0.52, 0.84), (0.0, 0.86)):
            s.line([(0, 0.62), (x, y - 0.06)], stroke=colour, width=width)
        for side in (-1, 1):
            s.line([(side * half, 0.22), (side * (half + 0.2), 0.14), (side * (half + 0.2), -0.16)], stroke=colour, width=width - 0.02)
    for x, y in ((-0.52, 0.84), (0.52, 0.84), (0.0, 0.86)):
        s.circle(x, y, 0.1, fill="#1c1c22", stroke=dark, width=0.04)
    s.line([(shift * 0.5, -0.2), (0, 0.1)], stroke=dark, width=0.2)
    s.rectangle(
        shift,
        -0.5,
        2 * half - 0.04,
        0.82,
        corner=s.uniform(0.14, 0.34),
        fill=s.linear_gradient(s.shade(pad, 1.3), pad, s.shade(pad, 0.75)),
        stroke=edge,
        width=0.09,
    )
    if s.chance(0.5):
        for y in (-0.62, -0.4):
            s.line([(shift - half * 0.6, y), (shift + half * 0.6, y)], stroke=edge, width=0.06)
    s.rectangle(
        0, 0.22, 2 * half + 0.16, 0.28, corner=0.13, fill=s.linear_gradient(s.shade(pad, 1.35), pad, s.shade(pad, 0.7)), stroke=edge, width=0.09
    )
    for side in (-1, 1):
        s.line([(side * (half + 0.12), -0.17), (side * (half + 0.26), -0.17)], stroke=dark, width=0.17)


@drawing("feature", "book", family=3)
def book_standing(s: Sketch) -> None:
    """A book standing upright, seen from the front and a little from the side: the cover, ribs across the spine, pages on top."""
    cover, mark = s.any_colour(value=(0.35, 0.9)), s.choice([s.colour(45, 0.6, 0.95), s.any_colour(saturation=(0.05, 0.7), value=(0.85, 1))])
    edge, spine, tall = s.shade(cover, 0.36), s.uniform(0.24, 0.36), s.uniform(0.8, 0.88)
    left, right, rise = -0.66 + spine, 0.68, s.uniform(0.1, 0.18)
    with s.moved(turn=s.uniform(-14, 14), scale_x=s.choice([-1, 1])):
        s.polygon([(-0.66, -tall + rise), (left, -tall + 0.04), (right, -tall + rise), (right - spine, -tall)], fill=edge, stroke=edge, width=0.12)
        s.polygon(
            [(left - spine * 0.8, -tall + rise), (right - spine * 0.9, -tall), (right - 0.06, -tall + rise), (left, -tall + rise + 0.1)],
            fill="#f6eed8",
            stroke="#9c8f70",
            width=0.05,
        )
        s.polygon(
            [(-0.66, -tall + rise * 0.6), (left, -tall + rise + 0.06), (left, tall + 0.06), (-0.66, tall - rise)],
            fill=s.shade(cover, 0.65),
            stroke=edge,
            width=0.09,
        )
        for y in (-0.5, -0.3, 0.5):
            s.line([(-0.6, y - 0.04), (left - 0.06, y + 0.03)], stroke=mark, width=0.08)
        s.polygon(
            [(left, -tall + rise + 0.06), (right, -tall + rise * 0.7), (right, tall - rise * 0.4), (left, tall + 0.06)],
            fill=s.linear_gradient(s.shade(cover, 1.25), cover, angle=20),
            stroke=edge,
            width=0.09,
        )
        middle = (left + right) / 2
        s.rectangle(middle, -0.32, (right - left) * 0.62, 0.26, corner=0.03, fill=mark, stroke=edge, width=0.04)
        if s.chance(0.5):
            s.circle(middle, 0.28, 0.19, fill=s.any_colour(value=(0.7, 1)), stroke=mark, width=0.07)
        else:
            for y in (0.16, 0.36):
                s.line([(middle - 0.24, y), (middle + 0.24, y)], stroke=mark, width=0.07)
        ribbon = s.any_colour(saturation=(0.7, 1))
        if s.chance(0.6):
            s.polygon(
                [(right - 0.3, tall - 0.1), (right - 0.14, tall - 0.12), (right - 0.14, 0.98), (right - 0.22, 0.9), (right - 0.3, 0.98)],
                fill=ribbon,
                stroke=s.shade(ribbon, 0.4),
                width=0.05,
            )


@drawing("feature", "scissors", family=3)
def childrens_scissors(s: Sketch) -> None:
    """Children's scissors lying wide open: short thick blades with blunt tips, plastic handles with drop shaped holes."""
    plastic = s.any_colour(saturation=(0.5, 0.95))
    other = plastic if s.chance(0.6) else s.any_colour(saturation=(0.5, 0.95))
    steel = s.colour(210, 0.05, 0.88, saturation_jitter=0.05, value_jitter=0.08)
    angle, hole = s.uniform(20, 30), s.uniform(0.15, 0.19)
    with s.moved(turn=s.uniform(-35, 35) + s.choice([90, -90]), scale_x=0.95, scale_y=0.95):
        for side, colour in ((-1, plastic), (1, other)):
            with s.moved(y=0.0, turn=side * angle):
                dark = s.shade(colour, 0.4)
                s.line([(0, 0), (0, -0.86)], stroke=s.shade(steel, 0.3), width=0.3)
                s.line([(0, 0), (0, -0.86)], stroke=steel, width=0.2)
                s.line([(-side * 0.05, -0.1), (-side * 0.05, -0.8)], stroke=s.shade(steel, 0.65), width=0.06)
                grip = "M -0.12 -0.2 L 0.12 -0.2 C 0.14 0.2 0.42 0.4 0.34 0.72 C 0.26 1.02 -0.26 1.02 -0.34 0.72"
                grip += f" C -0.42 0.4 -0.14 0.2 -0.12 -0.2 Z M 0 {0.72 - hole * 1.7}"
                grip += f" C {-hole * 0.6} {0.72 - hole * 1.2} {-hole * 1.5} {0.72 + hole} 0 {0.72 + hole}"
                grip += f" C {hole * 1.5} {0.72 + hole} {hole * 0.6} {0.72 - hole * 1.2} 0 {0.72 - hole * 1.7} Z"
                s.path(grip, fill=colour, stroke=dark, width=0.07)
                s.path("M -0.24 0.6 Q -0.22 0.46 -0.14 0.36", stroke=s.shade(colour, 1.6), width=0.06)
        s.circle(0, 0, 0.09, fill=s.shade(steel, 1.4), stroke=s.shade(steel, 0.3))
