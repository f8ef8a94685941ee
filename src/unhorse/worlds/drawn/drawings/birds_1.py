"""Birds, the fourth drawing of each: albatross, goose, spoonbill, owl and penguin on the move."""

from __future__ import annotations

from unhorse.worlds.drawn.drawings.animals_1 import eye, jitter, limb, posed, smooth
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


def edge_of(s: Sketch, colour: str) -> tuple[str, float]:
    """The outline of a drawing: a dark thick one (a cartoon), a thin one in the thing's own colour, or none."""
    return s.choice((("#1c1815", s.uniform(0.035, 0.05)), (s.shade(colour, 0.55), 0.03), (s.shade(colour, 0.72), 0.02)))


def albatross_head(s: Sketch, white: str, bill: str, line: tuple[str, float], gape: float) -> None:
    """An albatross's head in profile to the right, about the origin: a dark brow and a long heavy bill with a hook, open by `gape` degrees."""
    stroke, width = line
    dark = s.shade(bill, 0.5)
    with s.moved(x=0.1, y=0.03, turn=gape):
        s.path("M 0 -0.03 L 0.36 -0.02 Q 0.4 0.05 0.33 0.07 Q 0.16 0.1 0 0.09 Z", fill=s.shade(bill, 0.85), stroke=dark, width=0.025)
    with s.moved(turn=-gape * 0.4):
        s.path("M 0.1 -0.12 Q 0.28 -0.08 0.42 -0.12 Q 0.64 -0.14 0.6 0.14 Q 0.52 0.03 0.42 0.03 L 0.1 0.05 Z", fill=bill, stroke=dark, width=0.025)
        s.line([(0.2, -0.05), (0.32, -0.04)], stroke=dark, width=0.035)
    s.ellipse(0, 0, 0.22, 0.19, fill=white, stroke=stroke, width=width)
    s.ellipse(-0.1, 0.06, 0.15, 0.13, fill=white)
    s.ellipse(0.09, -0.06, 0.09, 0.045, fill="#4a4441", turn=14)
    s.circle(0.1, -0.035, 0.042, fill="#17110e")


@drawing("class", "albatross", family=4)
def albatross_gliding(s: Sketch) -> None:
    """An albatross gliding past, from the side: a short white body, a heavy hooked bill and two very long, thin, bent wings."""
    sooty = s.chance(0.2)
    white = s.colour(30, 0.14, 0.62) if sooty else s.colour(40, 0.04, 0.95, value_jitter=0.05)
    dark, bill = s.colour(25, 0.2, s.uniform(0.13, 0.36)), s.colour(s.uniform(8, 44), s.uniform(0.35, 0.65), 0.92, value_jitter=0.06)
    line = edge_of(s, s.shade(white, 0.8))
    under, pose, broad = s.chance(0.5) and not sooty, s.choice(("bank", "bank", "raised", "low")), s.uniform(0.8, 1.15)

    def wing(x: float, length: float, turn: float, down: bool) -> None:
        with s.moved(x=x, y=0.0, turn=turn, scale_x=length * broad * 0.9, scale_y=-length if down else length):
            data = "M 0.14 0.06 L 0.2 -0.36 Q 0.2 -0.5 0.12 -0.64 L -0.14 -1 Q -0.08 -0.7 -0.02 -0.52 L -0.03 -0.36 Q -0.12 -0.1 -0.16 0.06 Z"
            fill = s.shade(white, 0.96) if under else s.linear_gradient(dark, dark, s.shade(dark, 1.3))
            s.path(data, fill=fill, stroke=dark if under else line[0], width=0.05 if under else line[1])
            if under:
                s.path("M 0.1 -0.62 L -0.14 -1 Q -0.08 -0.75 -0.03 -0.6 Z", fill=dark)
            else:
                s.line([(-0.03, 0), (0.06, -0.36), (0.02, -0.6)], stroke=s.shade(dark, 1.4), width=0.035)

    near, far, down = {"bank": (s.uniform(12, 50), s.uniform(-12, 30), False), "raised": (s.uniform(-62, -38), s.uniform(-8, 14), False)}.get(
        pose, (s.uniform(32, 58), s.uniform(-28, -8), True)
    )
    with posed(s, tilt=16), s.moved(x=-0.06, y={"bank": 0.0, "raised": 0.42, "low": -0.45}[pose]):
        wing(0.1, s.uniform(0.86, 0.98), far, down)
        s.polygon([(-0.3, -0.03), (-0.58, 0.0), (-0.56, 0.12), (-0.26, 0.15)], fill=dark if s.chance(0.6) else white, stroke=line[0], width=line[1])
        if s.chance(0.4):
            s.path(limb([(-0.26, 0.13), (-0.52, 0.17)], [0.06, 0.1]), fill=s.choice(("#9fb0bd", "#d9a79b")))
        body: list[Point] = [(-0.4, 0.06), (-0.18, -0.1), (0.13, -0.15), (0.36, -0.13), (0.38, 0.05), (0.17, 0.18), (-0.13, 0.19)]
        s.path(smooth(jitter(s, body, 0.015)), fill=s.linear_gradient(white, white, s.shade(white, 0.8)), stroke=line[0], width=line[1])
        with s.moved(x=0.35, y=-0.06, turn=s.uniform(-6, 16), scale_x=0.95, scale_y=0.95):
            albatross_head(s, white, bill, line, s.choice((0, 0, 0, 14)))
        wing(0.0, s.uniform(0.88, 0.99), near, pose != "raised")


def _goose_wing(s: Sketch, x: float, top: float, colour: str, line: tuple[str, float]) -> None:
    """A goose's raised wing with fingered feathers, from its root near (x, 0) up to `top`."""
    data = f"M {x + 0.22} 0.12 Q {x + 0.2} -0.3 {x - 0.1} {top} L {x - 0.22} {top + 0.2} L {x - 0.32} {top + 0.14} L {x - 0.36} {top + 0.34} "
    data += f"L {x - 0.48} {top + 0.32} L {x - 0.48} {top + 0.54} L {x - 0.56} {top + 0.54} Q {x - 0.5} 0 {x - 0.16} 0.2 Z"
    s.path(data, fill=s.linear_gradient(s.shade(colour, 0.6), colour), stroke=line[0], width=line[1])
    for k in range(3):
        s.line([(x - 0.2 - 0.11 * k, top + 0.24 + 0.16 * k), (x + 0.04 - 0.1 * k, -0.06 + 0.05 * k)], stroke=s.shade(colour, 0.5), width=0.03)


@drawing("class", "goose", family=4)
def goose_charging(s: Sketch) -> None:
    """A goose from the side, striding: hissing with its neck low and wings up, honking, or grazing with its head at the ground."""
    make, mood = s.choice(("white", "grey", "pied", "canada")), s.choice(("hiss", "hiss", "honk", "graze"))
    feather = s.colour(s.choice((28, 35, 210)), 0.2, 0.52) if make in ("grey", "canada") else s.colour(45, 0.05, 0.95, value_jitter=0.04)
    coat = s.colour(28, 0.3, 0.45) if make == "pied" else s.shade(feather, 0.86)
    neck = {"canada": "#211e1f", "grey": s.shade(feather, 1.2)}.get(make, feather)
    orange = "#2b2625" if make == "canada" else s.colour(25, 0.85, 0.95, value_jitter=0.05)
    stroke, width = edge_of(s, feather)
    reach, raised, stride = s.uniform(-0.1, 0.1), mood == "hiss" or (mood == "honk" and s.chance(0.5)), s.uniform(0.08, 0.22)
    courses: dict[str, list[Point]] = {
        "hiss": [(0.1, 0.08), (0.34, -0.04), (0.5, 0.08 + reach), (0.7, 0.1 + reach)],
        "honk": [(0.1, 0.05), (0.3, -0.18), (0.38, -0.42), (0.56, -0.62 + reach)],
        "graze": [(0.1, 0.1), (0.36, 0.1), (0.5, 0.38), (0.58, 0.7)],
    }
    course, tilt = courses[mood], {"hiss": 6, "honk": -28, "graze": 62}[mood]
    with posed(s, tilt=5), s.moved(y=0.02 if mood != "graze" else -0.06):
        for x, step in ((-0.28, -stride), (0.0, stride)):
            s.line([(x, 0.42), (x + step, 0.82)], stroke=orange, width=0.085)
            s.polygon([(x + step - 0.06, 0.8), (x + step + 0.22, 0.87), (x + step + 0.18, 0.94), (x + step - 0.08, 0.92)], fill=orange)
        if raised:
            _goose_wing(s, 0.06, s.uniform(-0.92, -0.7), s.shade(coat, 0.8), (stroke, width))
        body: list[Point] = [(-0.9, -0.1), (-0.5, -0.1), (0.0, -0.12), (0.26, 0.06), (0.22, 0.34), (-0.05, 0.5), (-0.42, 0.5), (-0.68, 0.24)]
        s.path(smooth(jitter(s, body)), fill=s.linear_gradient(feather, s.shade(feather, 0.84)), stroke=stroke, width=width)
        s.path(limb(course, [0.36, 0.24, 0.18, 0.17]), fill=neck, stroke=stroke if make != "canada" else "none", width=width)
        s.path(limb(course[:2], [0.3, 0.19]), fill=neck if make != "canada" else s.shade(feather, 1.2))
        with s.moved(x=course[3][0], y=course[3][1], turn=tilt):
            gape = 0 if mood == "graze" else s.uniform(14, 26)
            for turn, shade in ((gape, 0.75), (-gape * 0.5, 1)):
                with s.moved(x=0.06, turn=turn):
                    half = "M 0 -0.07 Q 0.16 -0.06 0.25 0 Q 0.25 0.05 0.2 0.05 L 0 0.06 Z"
                    s.path(half, fill=s.shade(orange, shade), stroke=s.shade(orange, 0.6), width=0.02)
            s.ellipse(0, 0, 0.15, 0.12, fill=neck)
            if make == "canada":
                s.ellipse(-0.05, 0.05, 0.05, 0.08, fill="#f4f0ea", turn=15)
            eye(s, 0.03, -0.035, 0.036, iris="#8b5a2b" if make == "canada" else "")
        if raised:
            _goose_wing(s, -0.1, s.uniform(-0.95, -0.65), coat, (stroke, width))
        else:
            folded: list[Point] = [(-0.95, -0.12), (-0.4, -0.08), (0.06, 0.0), (0.0, 0.22), (-0.35, 0.3), (-0.7, 0.1)]
            s.path(smooth(folded), fill=coat, stroke=stroke, width=width)
            s.line([(-0.7, 0.02), (-0.4, 0.12), (-0.1, 0.12)], stroke=s.shade(coat, 0.6), width=0.035)


@drawing("class", "spoonbill", family=4)
def spoonbill_feeding(s: Sketch) -> None:
    """A spoonbill from the side, feeding: the neck bent down and the flat spoon of its bill low before its long legs."""
    pink = s.colour(345, s.uniform(0.25, 0.55), 0.97, value_jitter=0.03)
    red, pale = s.colour(345, 0.75, 0.85), s.shade(pink, s.uniform(1.35, 1.8))
    bill, leg = s.colour(s.uniform(30, 90), 0.18, s.uniform(0.45, 0.8)), s.colour(s.choice((345, 0, 20)), 0.55, s.uniform(0.35, 0.7))
    stroke, width = edge_of(s, pink)
    lifted, wings, swing, low = s.chance(0.4), s.choice(("folded", "folded", "raised")), s.uniform(-30, 35), s.uniform(-0.05, 0.12)
    with posed(s, tilt=3):
        far = [(-0.2, 0.2), (0.06, 0.4), (-0.06, 0.62), (0.06, 0.66)] if lifted else [(-0.2, 0.2), (-0.05, 0.55), (-0.12, 0.92), (0.04, 0.94)]
        s.line(far, stroke=s.shade(leg, 0.85), width=0.06)
        s.line([(-0.4, 0.15), (-0.44, 0.55), (-0.38, 0.92), (-0.22, 0.94)], stroke=leg, width=0.06)
        if wings == "raised":
            s.path(smooth([(0.08, -0.2), (0.1, -0.6), (-0.3, -0.9), (-0.5, -0.6), (-0.3, -0.1)]), fill=s.shade(red, 0.9), stroke=stroke, width=width)
        body: list[Point] = [(-0.86, 0.04), (-0.6, -0.26), (-0.2, -0.42), (0.14, -0.34), (0.2, -0.06), (-0.05, 0.22), (-0.45, 0.26)]
        s.path(smooth(jitter(s, body)), fill=s.linear_gradient(pale, pink), stroke=stroke, width=width)
        head: Point = (0.54, -0.02 + low)
        s.path(limb([(0.02, -0.2), (0.26, -0.36), (0.46, -0.3), head], [0.34, 0.22, 0.15, 0.13]), fill=pale, stroke=stroke, width=width)
        s.path(limb([(0.02, -0.2), (0.2, -0.33)], [0.28, 0.2]), fill=pale)
        with s.moved(x=head[0], y=head[1], turn=swing):
            dark = s.shade(bill, 0.5)
            reach, spoon = s.uniform(0.56, 0.66), s.uniform(0.16, 0.21)
            data = f"M -0.07 0 L -0.05 {reach - 0.2} C {-spoon * 1.4} {reach - 0.1} {-spoon * 1.1} {reach + 0.16} 0 {reach + 0.16} "
            data += f"C {spoon * 1.1} {reach + 0.16} {spoon * 1.4} {reach - 0.1} 0.05 {reach - 0.2} L 0.07 0 Z"
            s.path(data, fill=s.linear_gradient(s.shade(bill, 0.8), bill, s.shade(bill, 1.2)), stroke=dark, width=0.035)
            s.line([(0, 0.12), (0, reach + 0.04)], stroke=dark, width=0.03)
            s.ellipse(0, 0, 0.11, 0.14, fill=s.choice((pale, s.colour(70, 0.25, 0.8))), stroke=stroke, width=width)
            eye(s, 0.02, 0.01, 0.038, iris="#c22a2a", glint=False)
        if wings == "raised":
            fan = "M 0.04 -0.2 Q 0.04 -0.62 -0.34 -0.94 Q -0.46 -0.96 -0.48 -0.86 Q -0.62 -0.92 -0.62 -0.76 Q -0.76 -0.78 -0.72 -0.62 "
            fan += "Q -0.84 -0.58 -0.76 -0.44 Q -0.84 -0.34 -0.7 -0.24 Q -0.5 0.02 -0.22 0 Z"
            s.path(fan, fill=s.linear_gradient(pink, pink, red), stroke=stroke, width=width)
            for k in range(3):
                s.line([(-0.66 + 0.14 * k, -0.66 - 0.05 * k), (-0.4 + 0.1 * k, -0.28)], stroke=s.shade(pink, 0.65), width=0.03)
        else:
            folded: list[Point] = [(-0.9, 0.08), (-0.5, -0.26), (-0.08, -0.28), (0.02, -0.08), (-0.3, 0.1)]
            s.path(smooth(folded), fill=s.linear_gradient(pink, red), stroke=stroke, width=width)


@drawing("class", "owl", family=4)
def owl_swooping(s: Sketch) -> None:
    """An owl flying at the viewer: a big round face between two broad, barred wings, talons hanging or stretched forward."""
    coat = s.colour(*s.choice(((28, 0.45), (34, 0.5), (20, 0.4), (40, 0.08), (215, 0.22))), s.uniform(0.4, 0.92))
    dark, light = s.shade(coat, 0.5), s.shade(coat, 1.6)
    stroke, width = edge_of(s, coat)
    tip, fingers, barred = s.choice((-0.75, -0.35, 0.25)) + s.uniform(-0.1, 0.1), s.integer(4, 5), s.chance(0.6)
    tufts, dark_eyes, face = s.chance(0.4), s.chance(0.3), s.uniform(0.31, 0.4)
    iris = "#17110e" if dark_eyes else s.colour(s.choice((32, 46, 60)), 0.9, 0.98)
    with s.moved(turn=s.uniform(-14, 14), y=-0.12 if tip > 0 else 0.06, scale_x=s.uniform(0.85, 0.94), scale_y=0.95):
        s.polygon([(-0.14, 0.4), (0.14, 0.4), (0.3, 0.8), (0, 0.88), (-0.3, 0.8)], fill=s.shade(coat, 0.85), stroke=stroke, width=width)
        for side in (-1, 1):
            with s.moved(scale_x=side):
                shape = f"M 0.1 -0.2 Q 0.5 {tip * 0.75 - 0.3} 0.9 {tip - 0.05}"
                for k in range(fingers + 1):
                    t = k / fingers
                    x, y = 0.97 - 0.77 * t, tip + 0.06 + (0.34 - tip) * t + 0.28 * t * (1 - t)
                    shape += f" C {x + 0.08:.3f} {y + 0.02:.3f} {x:.3f} {y + 0.14:.3f} {x - 0.11:.3f} {y + 0.03:.3f}"
                s.path(shape + " L 0.05 0.4 Z", fill=s.linear_gradient(light, coat, s.shade(coat, 0.75), angle=0), stroke=stroke, width=width)
                for k in range(1, 4 if barred else 1):
                    x = 0.25 + 0.16 * k
                    s.line([(x, tip * x - 0.14), (x + 0.05, tip * x + 0.24 - 0.05 * k)], stroke=dark, width=0.05)
        s.ellipse(0, 0.16, 0.3, 0.44, fill=s.radial_gradient(light, coat), stroke=stroke, width=width)
        for k in range(s.integer(3, 6)):
            s.line([(-0.14 + 0.14 * (k % 3), 0.3 + 0.12 * (k // 3)), (-0.14 + 0.14 * (k % 3), 0.36 + 0.12 * (k // 3))], stroke=dark, width=0.05)
        drop = s.choice((0.5, 0.62))
        for side in (-1, 1):
            s.line([(side * 0.13, 0.46), (side * 0.15, drop)], stroke=light, width=0.14)
            for k in (-1, 0, 1):
                s.line([(side * 0.15, drop + 0.03), (side * 0.15 + 0.07 * k, drop + 0.15)], stroke="#2b2320", width=0.05)
            if tufts:
                s.polygon([(side * 0.08, -0.45), (side * 0.34, -0.86), (side * 0.34, -0.3)], fill=s.shade(coat, 0.8), stroke=stroke, width=width)
        s.ellipse(0, -0.26, face + 0.1, face + 0.02, fill=s.shade(coat, 0.85), stroke=stroke, width=width)
        for side in (-1, 1):
            s.circle(side * face * 0.5, -0.24, face * 0.55, fill=light)
            eye(s, side * face * 0.5, -0.26, face * 0.36, iris=iris)
        s.polygon([(-0.07, -0.2), (0.07, -0.2), (0, 0.02)], fill=s.colour(38, 0.6, 0.75), stroke=dark, width=0.03)
        s.line([(-0.26, -0.5), (-0.02, -0.34)], stroke=dark, width=0.05)
        s.line([(0.26, -0.5), (0.02, -0.34)], stroke=dark, width=0.05)


@drawing("class", "penguin", family=4)
def penguin_lying(s: Sketch) -> None:
    """A penguin from the side, lying flat: sliding on its belly with its head up, or swimming with flippers spread."""
    back = s.colour(s.choice((215, 225, 240, 30)), 0.3, 0.2, saturation_jitter=0.25, value_jitter=0.1)
    belly, orange = s.colour(45, 0.06, 0.96, saturation_jitter=0.06, value_jitter=0.04), s.colour(s.choice((34, 12)), 0.85, 0.92, value_jitter=0.06)
    swims, mark, stout = s.chance(0.45), s.choice(("cheek", "ring", "crest", "strap")), s.uniform(0.24, 0.38)
    stroke, width = s.choice(((s.shade(back, 1.35), 0.035), ("#0d0d10", 0.045)))
    lift, gape = (0.0 if swims else s.uniform(0.16, 0.34)), s.choice((0, 0, 22))
    with posed(s, tilt=6), s.moved(turn=s.uniform(-38, 30) if swims else s.uniform(-8, 4), y=-0.02 if swims else 0.12):
        for k, turn in ((0, -14.0), (1, 16.0)):
            with s.moved(x=-0.66, y=0.08 + 0.1 * k, turn=turn):
                s.path("M 0.14 -0.07 L -0.2 -0.13 L -0.26 0 L -0.2 0.13 L 0.14 0.07 Z", fill=orange, stroke=s.shade(orange, 0.6), width=0.03)
        if swims:
            with s.moved(x=0.06, y=0.12, turn=s.uniform(15, 50)):
                s.path("M -0.12 0 Q -0.2 0.4 -0.08 0.62 Q 0.14 0.4 0.14 0 Z", fill=s.shade(back, 0.8), stroke=stroke, width=width)
        body = f"M -0.86 {0.02 + stout * 0.2} C -0.5 {-stout * 0.9} 0 {-stout * 1.25} 0.42 {-0.14 - lift} L 0.6 {0.1 - lift * 0.5} "
        body += f"C 0.4 {stout * 1.4} -0.3 {stout * 1.35} -0.86 {0.06 + stout * 0.2} Z"
        s.path(body, fill=s.linear_gradient(s.shade(back, 1.25), back), stroke=stroke, width=width)
        under = f"M 0.58 {0.02 - lift * 0.6} C 0.42 {stout * 1.35} -0.25 {stout * 1.32} -0.74 {0.06 + stout * 0.35} "
        under += f"C -0.3 {stout * 0.2} 0.2 {stout * 0.1} 0.4 {-0.08 - lift * 0.7} Z"
        s.path(under, fill=s.linear_gradient("#ffffff", belly, s.shade(belly, 0.8)))
        with s.moved(x=0.52, y=-0.08 - lift, turn=s.uniform(-4, 12) - 12 * (lift > 0)):
            for turn, shade in ((gape, 0.8), (-gape * 0.5, 1)):
                with s.moved(x=0.14, turn=turn):
                    half = "M 0 -0.08 Q 0.22 -0.06 0.32 0.04 Q 0.16 0.06 0 0.06 Z"
                    s.path(half, fill=s.shade(orange, shade), stroke=s.shade(orange, 0.55), width=0.025)
            s.ellipse(0, 0, 0.25, 0.21, fill=back, stroke=stroke, width=width)
            s.ellipse(-0.13, 0.07, 0.16, 0.15, fill=back)
            if mark == "cheek":
                s.ellipse(-0.09, 0.06, 0.11, 0.085, fill=s.choice((belly, s.colour(45, 0.85, 0.96))), turn=30)
            elif mark == "crest":
                s.path("M 0.12 -0.12 Q -0.1 -0.16 -0.36 -0.3 M 0.08 -0.11 Q -0.12 -0.1 -0.36 -0.16", stroke="#f2cf3a", width=0.05)
            elif mark == "strap":
                s.ellipse(0.03, 0.07, 0.17, 0.12, fill=belly)
                s.line([(0.1, 0.14), (-0.12, 0.1)], stroke=back, width=0.035)
            s.circle(0.08, -0.05, 0.07, fill="#ffffff")
            s.circle(0.09, -0.05, 0.045, fill="#101014")
        with s.moved(x=0.1, y=-0.06, turn=s.uniform(40, 150) if not swims else s.uniform(125, 160)):
            s.path("M -0.1 0 Q -0.17 0.35 -0.02 0.6 Q 0.16 0.4 0.13 0 Q 0 -0.1 -0.1 0 Z", fill=s.shade(back, 0.8), stroke=stroke, width=width)
