"""Birds, the fifth drawing of each: albatross, goose, spoonbill, owl and penguin from the front or from behind."""

from __future__ import annotations

from unhorse.worlds.drawn.drawings.animals_1 import eye, jitter, limb, smooth
from unhorse.worlds.drawn.drawings.birds_1 import albatross_head, edge_of
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


@drawing("class", "albatross", family=5)
def albatross_courting(s: Sketch) -> None:
    """An albatross from the front: standing with its long narrow wings half open, or sitting; its head is turned aside or thrown back."""
    white = s.colour(40, 0.04, 0.95, value_jitter=0.05)
    dark, bill = s.colour(25, 0.2, s.uniform(0.14, 0.4)), s.colour(s.uniform(8, 44), s.uniform(0.35, 0.65), 0.92, value_jitter=0.06)
    line, sits, side = edge_of(s, s.shade(white, 0.8)), s.chance(0.28), s.choice((-1, 1))
    leg, stout = s.choice(("#9fb0bd", "#d9a79b", "#7f8890")), s.uniform(0.26, 0.36)
    rise, tip, tall = s.uniform(-0.62, -0.3), s.uniform(-0.1, 0.62), s.uniform(-0.52, -0.36)
    skyward = s.chance(0.35) and not sits
    tall = max(tall, -0.4) if skyward else tall - 0.06
    with s.moved(turn=s.uniform(-5, 5), y=-0.02):
        if not sits:
            for k in (-1, 1):
                s.line([(k * 0.14, 0.55), (k * 0.16, 0.82)], stroke=leg, width=0.08)
                s.polygon([(k * 0.16, 0.78), (k * 0.04, 0.93), (k * 0.34, 0.93)], fill=leg, stroke=s.shade(leg, 0.6), width=0.03)
            for k in (-1, 1):
                with s.moved(scale_x=k):
                    wing = f"M 0.12 -0.18 L 0.52 {rise} Q 0.62 {rise - 0.06} 0.68 {rise + 0.04} L 0.96 {tip} "
                    s.path(wing + f"Q 0.72 {rise + 0.42} 0.56 {rise + 0.3} L 0.2 0.22 Z", fill=dark, stroke=line[0], width=line[1])
                    s.line([(0.2, 0.04), (0.54, rise + 0.16), (0.66, rise + 0.2)], stroke=s.choice((s.shade(dark, 1.4), white)), width=0.06)
        wide = stout + (0.24 if sits else 0.0)
        body: list[Point] = [(0, -0.3), (0.2, -0.2), (wide, 0.12), (wide * 0.9, 0.48), (0, 0.68 if not sits else 0.74)]
        outline = [*body, *[(-x, y) for x, y in reversed(body[1:4])]]
        s.path(smooth(outline), fill=s.radial_gradient("#ffffff", white, s.shade(white, 0.78)), stroke=line[0], width=line[1])
        for k in (-1, 1) if sits else ():
            with s.moved(scale_x=k):
                folded: list[Point] = [(0.26, -0.1), (wide * 0.82, 0.1), (wide * 0.8, 0.4), (wide * 0.4, 0.76)]
                folded += [(wide + 0.06, 0.62), (wide + 0.12, 0.16)]
                s.path(smooth(folded), fill=s.linear_gradient(s.shade(dark, 1.3), dark), stroke=line[0], width=line[1])
        s.path(limb([(0, 0.0), (0.02 * side, -0.25), (0.0, tall)], [0.46, 0.3, 0.28]), fill=white, stroke=line[0], width=line[1])
        s.ellipse(0, 0.12, stout * 0.7, 0.3, fill=white)
        if skyward:
            with s.moved(y=tall + 0.04, scale_x=side * 1.15, scale_y=1.15, turn=-side * s.uniform(40, 64)):
                albatross_head(s, white, bill, line, s.choice((0, 12)))
        else:
            size = s.uniform(1.1, 1.3) + 0.12 * sits
            with s.moved(x=-0.06 * side, y=tall, scale_x=side * size, scale_y=size, turn=side * s.uniform(-22, 8)):
                albatross_head(s, white, bill, line, s.choice((0, 0, 14)))


@drawing("class", "goose", family=5)
def goose_front(s: Sketch) -> None:
    """A goose from the front or from behind: a broad low body on webbed feet and a long upright neck, its head turned aside."""
    make, behind, open_wings = s.choice(("white", "grey", "pied", "canada")), s.chance(0.3), s.chance(0.35)
    feather = s.colour(s.choice((28, 35, 210)), 0.2, 0.55) if make in ("grey", "canada") else s.colour(45, 0.05, 0.95, value_jitter=0.04)
    coat = s.colour(28, 0.3, 0.45) if make == "pied" else s.shade(feather, 0.84)
    neck = {"canada": "#211e1f", "grey": s.shade(feather, 1.2), "pied": coat}.get(make, feather)
    orange = "#2b2625" if make == "canada" else s.colour(25, 0.85, 0.95, value_jitter=0.05)
    stroke, width = edge_of(s, feather)
    wide, tall, bend, side = s.uniform(0.4, 0.56), s.uniform(-0.8, -0.6), s.uniform(-0.16, 0.16), s.choice((-1, 1))
    with s.moved(turn=s.uniform(-4, 4)):
        for k in (-1, 1):
            s.line([(k * 0.17, 0.55), (k * 0.19, 0.8)], stroke=orange, width=0.09)
            foot: list[Point] = [(k * 0.19, 0.74), (k * 0.02, 0.9), (k * 0.18, 0.94), (k * 0.42, 0.9)]
            s.polygon(foot, fill=orange, stroke=s.shade(orange, 0.65), width=0.03)
            if open_wings:
                with s.moved(scale_x=k):
                    wing = "M 0.2 0.0 Q 0.5 -0.5 0.86 -0.62 L 0.82 -0.44 L 0.95 -0.42 L 0.84 -0.26 L 0.94 -0.18 "
                    wing += "L 0.8 -0.06 L 0.84 0.06 Q 0.6 0.3 0.3 0.4 Z"
                    s.path(wing, fill=s.linear_gradient(coat, s.shade(coat, 0.65), angle=0), stroke=stroke, width=width)
                    for y in (-0.36, -0.16):
                        s.line([(0.4, 0.1 + y * 0.3), (0.76, y)], stroke=s.shade(coat, 0.5), width=0.035)
        if behind:
            s.path(limb([(0, 0.1), (bend, -0.35), (bend * 0.5, tall)], [0.28, 0.17, 0.16]), fill=neck, stroke=stroke, width=width)
        body: list[Point] = [(0, -0.1), (wide * 0.6, -0.03), (wide, 0.24), (wide * 0.85, 0.54), (0.2, 0.68), (0, 0.7)]
        outline = [*body, *[(-x, y) for x, y in reversed(body[1:5])]]
        s.path(smooth(outline), fill=s.radial_gradient(s.shade(feather, 1.3), feather, s.shade(feather, 0.8)), stroke=stroke, width=width)
        for k in () if open_wings else (-1, 1):
            inner = -0.06 if behind else wide * 0.62
            with s.moved(scale_x=k):
                folded: list[Point] = [(wide * 0.45, -0.04), (inner + 0.12, 0.24), (inner, 0.6), (wide * 0.8, 0.52), (wide + 0.05, 0.2)]
                s.path(smooth(folded), fill=coat, stroke=stroke if width > 0.034 else s.shade(coat, 0.6), width=0.04)
        if behind:
            s.polygon([(-0.12, 0.5), (0.12, 0.5), (0.2, 0.78), (0, 0.84), (-0.2, 0.78)], fill="#f6f2ec", stroke=s.shade(coat, 0.5), width=0.035)
        else:
            course: list[Point] = [(0, 0.16), (bend * 0.5, -0.12), (bend, -0.4), (bend * 0.5, tall)]
            s.path(limb(course, [0.4, 0.24, 0.17, 0.16]), fill=neck, stroke=stroke, width=width)
            s.ellipse(0, 0.2, 0.24, 0.2, fill=s.shade(feather, 1.15))
        with s.moved(x=bend * 0.5 + side * 0.03, y=tall, scale_x=side * 1.2, scale_y=1.2, turn=s.uniform(-10, 10)):
            s.path("M 0.06 -0.09 Q 0.22 -0.06 0.33 0.03 Q 0.33 0.09 0.26 0.09 L 0.06 0.08 Z", fill=orange, stroke=s.shade(orange, 0.6), width=0.025)
            s.ellipse(0, 0, 0.16, 0.125, fill=neck, stroke=stroke, width=width)
            s.ellipse(-0.04, 0.06, 0.1, 0.1, fill="#f4f0ea" if make == "canada" else neck)
            eye(s, 0.04, -0.03, 0.038, iris="#8b5a2b" if make in ("canada", "pied") else "")


@drawing("class", "spoonbill", family=5)
def spoonbill_front(s: Sketch) -> None:
    """A spoonbill from the front: long legs, a pink body, an upright neck and the long bill with its broad spoon held down or aside."""
    pink = s.colour(345, s.uniform(0.28, 0.58), 0.97, value_jitter=0.03)
    red, pale = s.colour(345, 0.75, 0.85), s.shade(pink, s.uniform(1.3, 1.75))
    bill, leg = s.colour(s.uniform(30, 90), 0.18, s.uniform(0.45, 0.8)), s.colour(s.choice((345, 0, 20)), 0.55, s.uniform(0.35, 0.7))
    stroke, width = edge_of(s, pink)
    spread, one_leg, side = s.chance(0.4), s.chance(0.3), s.choice((-1, 1))
    wide, tall, swing = s.uniform(0.27, 0.38), s.uniform(-0.74, -0.6), s.choice((0, 30, 46, 66)) + s.uniform(-8, 8)
    with s.moved(turn=s.uniform(-4, 4), scale_x=side):
        for k in (-1, 1):
            if one_leg and k == 1:
                s.line([(0.1, 0.3), (0.14, 0.6), (-0.04, 0.66)], stroke=s.shade(leg, 0.85), width=0.06)
            else:
                s.line([(k * 0.12, 0.3), (k * 0.15, 0.6), (k * 0.12, 0.88)], stroke=leg, width=0.065)
                s.line([(k * 0.12 - 0.1, 0.93), (k * 0.12, 0.87), (k * 0.12 + 0.1, 0.93)], stroke=leg, width=0.05)
            if spread:
                with s.moved(scale_x=k):
                    wing: list[Point] = [(0.1, -0.08), (0.4, -0.4), (0.8, -0.52), (0.93, -0.3), (0.8, -0.02), (0.5, 0.2), (0.2, 0.26)]
                    s.path(smooth(wing), fill=s.linear_gradient(red, pink, pale), stroke=stroke, width=width)
                    for x in (0.48, 0.66):
                        s.line([(x, -0.16), (x + 0.1, 0.04 - (x - 0.48))], stroke=s.shade(pink, 0.65), width=0.035)
        body: list[Point] = [(0, -0.24), (wide * 0.8, -0.12), (wide, 0.12), (wide * 0.6, 0.4), (0, 0.48)]
        outline = [*body, *[(-x, y) for x, y in reversed(body[1:4])]]
        s.path(smooth(jitter(s, outline, 0.01)), fill=s.radial_gradient(pale, pink, s.shade(pink, 0.85)), stroke=stroke, width=width)
        for k in () if spread else (-1, 1):
            with s.moved(scale_x=k):
                folded: list[Point] = [(wide * 0.55, -0.14), (wide * 0.7, 0.14), (wide * 0.4, 0.44), (wide * 0.95, 0.34), (wide + 0.08, 0.06)]
                s.path(smooth(folded), fill=s.linear_gradient(pink, red), stroke=stroke, width=width)
        s.path(limb([(0, 0.02), (-0.1, -0.26), (-0.04, -0.46), (0, tall)], [0.3, 0.2, 0.16, 0.15]), fill=pale, stroke=stroke, width=width)
        s.circle(0, tall, 0.14, fill=s.choice((pale, s.colour(70, 0.25, 0.8))), stroke=stroke, width=width)
        with s.moved(y=tall + 0.02, turn=-swing):
            dark, reach, spoon = s.shade(bill, 0.5), s.uniform(0.42, 0.54), s.uniform(0.17, 0.22)
            data = f"M -0.09 0 L -0.05 {reach - 0.14} C {-spoon * 1.5} {reach - 0.06} {-spoon * 1.1} {reach + 0.24} 0 {reach + 0.24} "
            data += f"C {spoon * 1.1} {reach + 0.24} {spoon * 1.5} {reach - 0.06} 0.05 {reach - 0.14} L 0.09 0 Q 0 -0.12 -0.09 0 Z"
            s.path(data, fill=s.linear_gradient(s.shade(bill, 0.85), bill, s.shade(bill, 1.25)), stroke=dark, width=0.04)
            s.line([(0, 0.1), (0, reach + 0.1)], stroke=dark, width=0.03)
            for k in (-1, 1):
                eye(s, k * 0.105, -0.02, 0.042, iris="#c22a2a", glint=False)


@drawing("class", "owl", family=5)
def owl_looking_back(s: Sketch) -> None:
    """An owl from behind, its folded wings crossed over its tail, the big face turned round to the viewer, awake, winking or asleep."""
    coat = s.colour(*s.choice(((28, 0.45), (34, 0.5), (20, 0.4), (40, 0.08), (215, 0.2))), s.uniform(0.42, 0.95))
    dark, light = s.shade(coat, 0.5), s.shade(coat, 1.55)
    stroke, width = edge_of(s, coat)
    wide, head, mark = s.uniform(0.38, 0.56), s.uniform(0.38, 0.5), s.choice(("spots", "bars", "plain", "scales"))
    tufts, heart, mood = s.chance(0.3), s.chance(0.25), s.choice(("awake", "awake", "wink", "asleep"))
    iris, legs, cock = s.colour(s.choice((32, 46, 60)), 0.9, 0.98), s.uniform(0.0, 0.2), s.uniform(-24, 24)
    with s.moved(turn=s.uniform(-8, 8), y=0.05 - legs * (0.6 if tufts else 1)):
        for k in (-1, 1) if legs > 0.1 else ():
            s.line([(k * 0.16, 0.6), (k * 0.16, 0.92)], stroke=light, width=0.12)
            s.line([(k * 0.16 - 0.1, 0.99), (k * 0.16, 0.92), (k * 0.16 + 0.1, 0.99)], stroke="#4a3c30", width=0.05)
        s.polygon([(-0.16, 0.5), (0.16, 0.5), (0.2, 0.88), (-0.2, 0.88)], fill=s.shade(coat, 0.7), stroke=stroke, width=width)
        s.line([(-0.18, 0.78), (0.18, 0.78)], stroke=light, width=0.045)
        s.ellipse(0, 0.16, wide, 0.56, fill=s.linear_gradient(coat, s.shade(coat, 0.8)), stroke=stroke, width=width)
        for k in (1, -1):
            with s.moved(scale_x=k):
                wing = f"M {wide * 0.5} -0.3 C {wide + 0.2} -0.1 {wide + 0.1} 0.5 -0.1 0.84 C 0.02 0.5 0.02 0.2 {wide * 0.3} -0.2 Z"
                s.path(wing, fill=s.linear_gradient(s.shade(coat, 0.95), s.shade(coat, 0.7)), stroke=dark, width=max(width, 0.035))
                for row in range(4):
                    x, y = wide * (0.72 - 0.14 * row), -0.02 + 0.17 * row
                    if mark == "spots":
                        s.circle(x, y, 0.05, fill=light)
                        s.circle(x - 0.18, y + 0.06, 0.04, fill=light)
                    elif mark == "bars":
                        s.line([(x + 0.12, y - 0.02), (x - 0.14, y + 0.06)], stroke=dark, width=0.05)
                    elif mark == "scales":
                        s.path(f"M {x - 0.14} {y} Q {x} {y + 0.16} {x + 0.12} {y}", stroke=dark, width=0.04)
        with s.moved(y=-0.42, turn=cock):
            for k in (-1, 1) if tufts else ():
                s.polygon([(k * head * 0.3, -0.26), (k * head * 0.95, -0.46), (k * head, -0.08)], fill=coat, stroke=stroke, width=width)
            s.ellipse(0, 0, head, head * 0.84, fill=s.radial_gradient(s.shade(coat, 1.15), coat), stroke=stroke, width=width)
            gap, disc = head * 0.43, head * 0.44
            for k in (-1, 1):
                long, slant = (disc * 1.2, -k * 20) if heart else (disc, 0)
                s.ellipse(k * gap, 0.03, disc, long, fill=light, stroke=s.shade(coat, 0.7), width=0.035, turn=slant)
            for k in (-1, 1):
                if mood == "asleep" or (mood == "wink" and k == 1):
                    s.path(f"M {k * gap - 0.12} 0 Q {k * gap} 0.14 {k * gap + 0.12} 0", stroke="#17110e", width=0.055)
                elif heart:
                    eye(s, k * gap, 0.0, disc * 0.5)
                else:
                    eye(s, k * gap, 0.0, disc * 0.7, iris=iris)
            s.polygon([(-0.075, 0.04), (0.075, 0.04), (0, 0.26)], fill=s.colour(38, 0.6, 0.75), stroke=dark, width=0.03)


@drawing("class", "penguin", family=5)
def penguin_behind(s: Sketch) -> None:
    """A penguin from behind in three quarters, its head in profile, flippers out; or a fluffy grey chick from the front."""
    back = s.colour(s.choice((215, 225, 240, 30)), 0.3, 0.22, saturation_jitter=0.25, value_jitter=0.1)
    belly, orange = s.colour(45, 0.06, 0.96, saturation_jitter=0.06, value_jitter=0.04), s.colour(s.choice((34, 12)), 0.85, 0.92, value_jitter=0.06)
    stroke, width = s.choice(((s.shade(back, 1.4), 0.035), ("#0d0d10", 0.045)))
    wide, mark, look = s.uniform(0.3, 0.46), s.choice(("cheek", "cap", "crest", "plain")), s.choice((0, 0, -28, -58)) + s.uniform(-5, 8)
    flaps, gape = s.choice(((12.0, 14.0), (50.0, 60.0), (95.0, 30.0), (115.0, 110.0))), s.choice((0, 0, 26))
    if s.chance(0.18):
        penguin_chick(s, orange)
        return
    with s.moved(scale_x=s.choice((-1, 1)), turn=s.uniform(-7, 7)):
        for x in (-0.2, 0.24):
            s.ellipse(x, 0.87, 0.17, 0.07, fill=orange, stroke=s.shade(orange, 0.6), width=0.03)
        s.polygon([(-0.14, 0.7), (0.14, 0.7), (0.02, 0.96)], fill=s.shade(back, 0.7), stroke=stroke, width=width)
        shape = f"M -0.06 -0.5 C {-wide - 0.16} -0.3 {-wide - 0.14} 0.5 {-wide * 0.6} 0.84 "
        shape += f"L {wide * 0.7} 0.84 C {wide + 0.2} 0.5 {wide + 0.2} -0.2 0.14 -0.5 Z"
        s.path(shape, fill=belly, stroke=s.shade(belly, 0.6), width=0.03)
        dark = f"M -0.06 -0.52 C {-wide - 0.17} -0.3 {-wide - 0.15} 0.5 {-wide * 0.6} 0.85 L 0.1 0.85 "
        dark += f"C {wide * 0.75} 0.5 {wide * 0.7} -0.1 0.2 -0.4 L 0.12 -0.52 Z"
        s.path(dark, fill=s.linear_gradient(back, s.shade(back, 1.3), back, angle=0), stroke=stroke, width=width)
        for x, turn in ((-wide * 0.8, flaps[0]), (wide * 0.72, -flaps[1])):
            with s.moved(x=x, y=-0.22, turn=turn):
                flipper = "M -0.11 0 Q -0.16 0.35 0 0.64 Q 0.16 0.35 0.11 0 Q 0 -0.1 -0.11 0 Z"
                s.path(flipper, fill=s.shade(back, 0.8), stroke=stroke, width=width)
        with s.moved(x=0.04, y=-0.58, turn=look):
            for turn, shade in ((gape, 0.8), (-gape * 0.4, 1)):
                with s.moved(x=0.16, turn=turn):
                    half = "M 0 -0.09 Q 0.2 -0.08 0.38 0.04 Q 0.18 0.07 0 0.06 Z"
                    s.path(half, fill=s.shade(orange, shade), stroke=s.shade(orange, 0.55), width=0.025)
            s.ellipse(0, 0, 0.27, 0.25, fill=back, stroke=stroke, width=width)
            if mark == "cheek":
                s.ellipse(0.02, 0.1, 0.13, 0.1, fill=s.choice((belly, s.colour(45, 0.85, 0.96))), turn=-20)
            elif mark == "cap":
                s.path("M -0.16 -0.05 Q 0.1 -0.1 0.24 -0.02 Q 0.22 0.2 0.04 0.22 Q -0.12 0.16 -0.16 -0.05 Z", fill=belly)
            elif mark == "crest":
                s.path("M 0.18 -0.12 Q -0.08 -0.16 -0.4 -0.3 M 0.14 -0.11 Q -0.12 -0.1 -0.4 -0.16", stroke="#f2cf3a", width=0.055)
            s.circle(0.1, -0.05, 0.075, fill="#ffffff")
            s.circle(0.115, -0.05, 0.048, fill="#101014")


def penguin_chick(s: Sketch, orange: str) -> None:
    """An emperor penguin's chick from the front: a fluffy grey pear with a black cap and a white mask."""
    down = s.colour(s.choice((30, 210)), 0.08, 0.68, saturation_jitter=0.06)
    wide, lift = s.uniform(0.44, 0.56), s.uniform(8, 60)
    for k in (-1, 1):
        s.ellipse(k * 0.2, 0.86, 0.16, 0.08, fill=s.choice(("#2b2a2e", orange)))
        with s.moved(x=k * (wide - 0.1), y=-0.08, turn=-k * lift):
            s.ellipse(0, 0.26, 0.11, 0.32, fill=s.shade(down, 0.78), stroke=s.shade(down, 0.55), width=0.035)
    shape: list[Point] = [(0, -0.3), (wide * 0.7, -0.14), (wide, 0.3), (wide * 0.8, 0.72), (0, 0.86)]
    outline = [*shape, *[(-x, y) for x, y in reversed(shape[1:4])]]
    fluff = s.radial_gradient(s.shade(down, 1.5), down, s.shade(down, 0.8), x=0.5, y=0.5)
    s.path(smooth(outline), fill=fluff, stroke=s.shade(down, 0.55), width=0.04)
    s.ellipse(0, -0.46, 0.36, 0.34, fill="#1d1c21")
    for k in (-1, 1):
        s.ellipse(k * 0.14, -0.42, 0.18, 0.22, fill="#f6f4f0", turn=k * 10)
        s.circle(k * 0.14, -0.46, 0.06, fill="#15151a")
        s.circle(k * 0.14 - 0.02, -0.48, 0.02, fill="#ffffff")
    s.polygon([(-0.08, -0.42), (0.08, -0.42), (0, -0.24)], fill="#2b2a2e", stroke="#55504f", width=0.025)
