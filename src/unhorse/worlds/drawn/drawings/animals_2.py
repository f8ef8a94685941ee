"""Birds: albatross, goose and spoonbill."""

from __future__ import annotations

from unhorse.worlds.drawn.drawings.animals_1 import eye, jitter, limb, posed, smooth
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


@drawing("class", "albatross", family=1)
def albatross_soaring(s: Sketch) -> None:
    """An albatross from above, soaring: a white body between very long, narrow dark wings."""
    white, dark = s.colour(40, 0.04, 0.95, value_jitter=0.05), s.colour(25, 0.2, s.uniform(0.15, 0.4))
    bill, bend, sweep = s.colour(s.uniform(10, 42), 0.5, 0.92, value_jitter=0.06), s.uniform(-0.06, 0.08), s.uniform(0.02, 0.22)
    chord, inner = s.uniform(0.12, 0.17), s.uniform(0.3, 0.55)
    with posed(s, tilt=28), s.moved(y=0.1):
        for side in (-1, 1):
            wing: list[Point] = [(0, -0.2), (0.3, -0.28 - bend), (0.58, -0.26 - bend), (0.97, -0.2 + sweep)]
            wing += [(0.6, -0.26 - bend + chord), (0.3, -0.24 - bend + chord * 1.4), (0, 0.1)]
            with s.moved(scale_x=side):
                s.path(smooth(wing), fill=s.linear_gradient(white, dark, dark, angle=0) if inner < 0.42 else dark, stroke="#2a2725", width=0.025)
                if inner >= 0.42:
                    s.path(smooth([(0, -0.19), (0.26, -0.27 - bend), (0.36, -0.2 - bend), (0.2, -0.16)]), fill=white)
        s.polygon([(-0.09, 0.22), (0.09, 0.22), (0.18, 0.46), (0, 0.5), (-0.18, 0.46)], fill=dark)
        body = [(0, -0.52), (0.1, -0.47), (0.14, -0.36), (0.17, -0.15), (0.15, 0.1), (0.07, 0.36)]
        s.path(smooth([*body, *[(-x, y) for x, y in reversed(body[1:])]]), fill=white, stroke="#8e8b88", width=0.025)
        with s.moved(x=0.02, y=-0.5, turn=s.uniform(-40, 5)):
            s.ellipse(0, 0, 0.19, 0.15, fill=white, stroke="#8e8b88", width=0.02)
            outline = [(0.12, -0.09), (0.34, -0.07), (0.5, -0.08), (0.58, 0.02), (0.54, 0.12), (0.48, 0.06), (0.3, 0.08), (0.12, 0.09)]
            s.path(smooth(outline), fill=bill, stroke="#7a4a38", width=0.025)
            s.ellipse(0.07, -0.04, 0.06, 0.04, fill="#221d1b", turn=20)


@drawing("class", "goose", family=1)
def goose_side(s: Sketch) -> None:
    """A goose from the side, standing: a heavy body on orange legs and a long upright neck."""
    make = s.choice(("white", "grey", "canada"))
    feather = s.colour(45, 0.05, 0.94, value_jitter=0.04) if make == "white" else s.colour(30, 0.25, 0.55)
    neck = {"white": feather, "grey": s.shade(feather, 1.15), "canada": "#211e1f"}[make]
    orange = "#2b2625" if make == "canada" else s.colour(25, 0.85, 0.95, value_jitter=0.05)
    line, height, reach = s.shade(feather, 0.55), s.uniform(-0.78, -0.62), s.uniform(0.42, 0.58)
    with posed(s, tilt=4):
        for x in (-0.16, 0.08):
            s.line([(x, 0.45), (x + 0.02, 0.82)], stroke=orange, width=0.08)
            s.polygon([(x - 0.03, 0.8), (x + 0.2, 0.84), (x + 0.18, 0.92), (x - 0.04, 0.92)], fill=orange)
        body = jitter(s, [(-0.88, 0.0), (-0.45, -0.06), (0.0, -0.1), (0.35, 0.05), (0.4, 0.3), (0.15, 0.54), (-0.3, 0.54), (-0.65, 0.3)])
        s.path(smooth(body), fill=s.linear_gradient(feather, s.shade(feather, 0.8 if make == "white" else 1.35)), stroke=line, width=0.035)
        s.path(limb([(0.2, 0.2), (0.34, -0.1), (0.33, -0.4), (reach - 0.08, height)], [0.4, 0.26, 0.17, 0.18]), fill=neck)
        s.ellipse(reach, height, 0.17, 0.135, fill=neck)
        outline = [(reach + 0.1, height - 0.09), (reach + 0.36, height + 0.05), (reach + 0.34, height + 0.1), (reach + 0.1, height + 0.09)]
        s.path(smooth(outline), fill=orange)
        if make == "canada":
            s.ellipse(reach - 0.04, height + 0.06, 0.06, 0.1, fill="#f4f0ea", turn=15)
        eye(s, reach + 0.03, height - 0.04, 0.038, iris="#8b5a2b" if make == "canada" else "")
        wing = jitter(s, [(-0.85, 0.02), (-0.4, 0.0), (0.05, 0.0), (0.18, 0.15), (0.0, 0.32), (-0.4, 0.3)])
        s.path(smooth(wing), fill=s.shade(feather, 0.88), stroke=line, width=0.035)
        for k in (0, 1):
            s.line([(-0.6 + 0.1 * k, 0.1 + 0.1 * k), (0.0, 0.12 + 0.08 * k)], stroke=line, width=0.03)


@drawing("class", "spoonbill", family=1)
def spoonbill_side(s: Sketch) -> None:
    """A spoonbill from the side, wading: pink body, thin long legs, a bent white neck and a long bill with a round spoon at its end."""
    pink, red = s.colour(345, 0.42, 0.96, value_jitter=0.04), s.colour(345, 0.75, 0.85)
    pale, bill = s.shade(pink, s.uniform(1.3, 1.75)), s.colour(s.uniform(30, 90), 0.15, s.uniform(0.5, 0.75))
    leg, drop, spoon = s.colour(345, 0.6, 0.6), s.uniform(0.12, 0.45), s.uniform(0.1, 0.135)
    line = s.shade(pink, 0.65)
    with posed(s, tilt=4):
        step = s.uniform(0.04, 0.14)
        for x, knee in ((-0.22, -step), (-0.08, step)):
            s.line([(x, 0.2), (x + knee, 0.55), (x + knee * 0.4, 0.9), (x + knee * 0.4 + 0.14, 0.93)], stroke=leg, width=0.06)
        body = jitter(s, [(-0.88, 0.1), (-0.5, -0.2), (-0.1, -0.28), (0.18, -0.1), (0.15, 0.18), (-0.15, 0.36), (-0.5, 0.28)])
        s.path(smooth(body), fill=s.linear_gradient(pink, pale, pink), stroke=line, width=0.03)
        s.path(limb([(0.05, 0.05), (0.24, -0.12), (0.12, -0.4), (0.22, -0.66)], [0.3, 0.2, 0.15, 0.14]), fill=pale, stroke=line, width=0.03)
        tip = (0.8, -0.68 + drop)
        s.path(limb([(0.3, -0.7), (0.55, -0.7 + drop * 0.5), tip], [0.13, 0.075, 0.1]), fill=bill, stroke=s.shade(bill, 0.55), width=0.03)
        s.ellipse(tip[0], tip[1], spoon + 0.03, spoon, fill=bill, stroke=s.shade(bill, 0.55), width=0.03, turn=drop * 80)
        s.ellipse(0.25, -0.7, 0.14, 0.115, fill=s.shade(pale, 0.97), stroke=line, width=0.03)
        eye(s, 0.29, -0.73, 0.035, iris="#c22a2a", glint=False)
        outline = [(-0.88, 0.1), (-0.5, -0.16), (-0.1, -0.18), (0.02, 0.0), (-0.3, 0.15), (-0.6, 0.2)]
        s.path(smooth(outline), fill=s.linear_gradient(pink, red), stroke=line, width=0.03)


@drawing("class", "albatross", family=2)
def albatross_standing(s: Sketch) -> None:
    """An albatross from the side, standing: a big white head, a dark brow, a long heavy hooked bill, long dark folded wings, short webbed legs."""
    white, dark = s.colour(40, 0.04, 0.95, value_jitter=0.05), s.colour(25, 0.2, s.uniform(0.2, 0.42))
    bill, line = s.colour(s.uniform(8, 42), 0.5, 0.92, value_jitter=0.06), "#77726d"
    leg, neck, tail = s.choice(("#9fb0bd", "#c9a39a", "#7f8890")), s.uniform(-0.62, -0.48), s.uniform(-0.05, 0.14)
    with posed(s, tilt=4):
        for x in (-0.14, 0.1):
            s.line([(x, 0.5), (x + 0.02, 0.82)], stroke=leg, width=0.085)
            s.polygon([(x - 0.04, 0.8), (x + 0.24, 0.86), (x + 0.2, 0.93), (x - 0.04, 0.93)], fill=leg, stroke=s.shade(leg, 0.6), width=0.02)
        s.polygon([(-0.5, 0.1), (-0.8, tail + 0.05), (-0.78, tail + 0.22), (-0.4, 0.4)], fill=white, stroke=line, width=0.025)
        body: list[Point] = [(-0.62, 0.2), (-0.3, -0.08), (0.02, -0.22), (0.06, neck + 0.1), (0.24, neck - 0.1), (0.42, neck + 0.1)]
        body += [(0.42, -0.18), (0.46, 0.1), (0.34, 0.42), (0.0, 0.58), (-0.4, 0.48)]
        s.path(smooth(jitter(s, body, 0.015)), fill=s.linear_gradient(white, white, s.shade(white, 0.82)), stroke=line, width=0.03)
        wing: list[Point] = [(0.24, 0.06), (0.1, -0.12), (-0.3, -0.06), (-0.65, tail + 0.04)]
        wing += [(-0.97, tail + 0.12), (-0.6, 0.32), (-0.2, 0.38), (0.16, 0.3)]
        s.path(smooth(wing), fill=s.linear_gradient(s.shade(dark, 0.75), dark, s.shade(dark, 1.35)), stroke=s.shade(dark, 0.5), width=0.03)
        for k in (0, 1):
            s.line([(-0.7 + 0.12 * k, tail + 0.13 + 0.08 * k), (0.02, 0.1 + 0.12 * k)], stroke=s.shade(dark, 0.55), width=0.03)
        with s.moved(x=0.22, y=neck, turn=s.uniform(-8, 24), scale_x=1.12, scale_y=1.15):
            s.ellipse(0, 0, 0.21, 0.19, fill=white)
            outline = [(0.14, -0.1), (0.38, -0.08), (0.56, -0.1), (0.67, 0.02), (0.62, 0.15), (0.55, 0.08), (0.35, 0.1), (0.13, 0.11)]
            s.path(smooth(outline), fill=bill, stroke=s.shade(bill, 0.5), width=0.025)
            s.line([(0.16, 0.04), (0.52, 0.03)], stroke=s.shade(bill, 0.6), width=0.025)
            s.ellipse(0.07, -0.06, 0.1, 0.05, fill=s.shade(dark, 1.3), turn=15)
            s.circle(0.09, -0.04, 0.042, fill="#17110e")


@drawing("class", "goose", family=2)
def goose_flying(s: Sketch) -> None:
    """A goose flying, from the side: the long neck stretched forward, broad fingered wings raised, feet tucked up."""
    make = s.choice(("white", "grey", "canada"))
    feather = s.colour(45, 0.05, 0.94, value_jitter=0.04) if make == "white" else s.colour(30, 0.25, 0.58)
    neck = {"white": feather, "grey": s.shade(feather, 1.15), "canada": "#211e1f"}[make]
    orange = "#2b2625" if make == "canada" else s.colour(25, 0.85, 0.95, value_jitter=0.05)
    line, lean, rise = s.shade(feather, 0.5), s.uniform(-0.75, -0.3), s.uniform(-1.15, -0.85)

    def wing(root: float, tip: float, colour: str) -> None:
        lead: list[Point] = [(root + 0.24, 0.08), (root + 0.18, -0.25), (tip + 0.3, rise + 0.3), (tip, rise)]
        trail: list[Point] = [(tip + 0.0, rise + 0.34), (tip * 0.6 + root * 0.4 - 0.16, -0.3), (root - 0.4, -0.02), (root - 0.2, 0.14)]
        tips = s.linear_gradient("#2d2928" if make != "grey" else line, "#2d2928" if make != "grey" else line, colour, colour)
        s.path(smooth([*lead, *trail]), fill=tips, stroke=line, width=0.035)
        for k in range(3):
            s.line([(tip + 0.1 - 0.05 * k, rise + 0.3 + 0.16 * k), (root + 0.1 - 0.12 * k, -0.05)], stroke=line, width=0.03)

    with posed(s, tilt=10), s.moved(y=0.32):
        wing(0.1, lean + s.uniform(0.4, 0.75), s.shade(feather, 0.7))
        s.polygon([(-0.5, 0.02), (-0.88, 0.0), (-0.9, 0.16), (-0.5, 0.22)], fill=s.shade(feather, 0.75), stroke=line, width=0.03)
        s.path(limb([(-0.3, 0.24), (-0.6, 0.24)], [0.07, 0.1]), fill=orange)
        outline = [(-0.6, 0.06), (-0.2, -0.08), (0.2, -0.06), (0.4, 0.06), (0.2, 0.24), (-0.2, 0.27)]
        s.path(smooth(outline), fill=s.linear_gradient(feather, s.shade(feather, 0.85)), stroke=line, width=0.03)
        s.path(limb([(0.2, 0.07), (0.45, 0.03), (0.74, -0.03)], [0.26, 0.14, 0.12]), fill=neck)
        s.ellipse(0.74, -0.04, 0.12, 0.09, fill=neck)
        s.path(smooth([(0.82, -0.1), (0.99, -0.02), (0.98, 0.03), (0.82, 0.03)]), fill=orange)
        if make == "canada":
            s.ellipse(0.7, 0.0, 0.05, 0.07, fill="#f4f0ea")
        eye(s, 0.77, -0.07, 0.03, glint=make == "canada")
        wing(-0.06, lean, feather)


@drawing("class", "spoonbill", family=2)
def spoonbill_flying(s: Sketch) -> None:
    """A spoonbill from below, flying: broad pink wings spread, legs trailing behind, neck and spoon-ended bill stretched ahead."""
    pink, red = s.colour(345, 0.4, 0.96, value_jitter=0.04), s.colour(345, 0.7, 0.88)
    pale, bill, leg = s.shade(pink, s.uniform(1.3, 1.7)), s.colour(s.uniform(30, 90), 0.15, s.uniform(0.5, 0.75)), s.colour(345, 0.65, 0.65)
    line, sweep, droop = s.shade(pink, 0.6), s.uniform(-0.18, 0.22), s.uniform(-0.1, 0.1)
    with posed(s, tilt=0), s.moved(turn=s.uniform(15, 75), y=0.02):
        for side in (-1, 1):
            s.line([(side * 0.05, 0.3), (side * 0.06, 0.72), (side * 0.09, 0.93)], stroke=leg, width=0.05)
            wing: list[Point] = [(0.05, -0.2), (0.4, -0.26 + sweep * 0.4), (0.72, -0.18 + sweep), (0.9, 0.02 + sweep + droop)]
            wing += [(0.76, 0.12 + sweep), (0.7, 0.2 + sweep), (0.5, 0.2 + sweep * 0.6), (0.3, 0.27), (0.05, 0.22)]
            with s.moved(scale_x=side):
                s.path(smooth(wing), fill=s.linear_gradient(red, pink, pale), stroke=line, width=0.03)
                for x in (0.32, 0.48, 0.64):
                    s.line([(x, 0.0 + sweep * x), (x + 0.05, 0.14 + sweep * x)], stroke=line, width=0.025)
        s.polygon([(-0.08, 0.25), (0.08, 0.25), (0.14, 0.5), (-0.14, 0.5)], fill=s.shade(red, 1.2), stroke=line, width=0.025)
        outline = [(0, 0.3), (0, 0.05), (0, -0.2), (0, -0.5)]
        s.path(limb(outline, [0.16, 0.3, 0.18, 0.12]), fill=s.linear_gradient(pale, pink), stroke=line, width=0.03)
        s.path(limb([(0, -0.5), (0, -0.7), (0, -0.84)], [0.11, 0.07, 0.1]), fill=bill, stroke=s.shade(bill, 0.5), width=0.025)
        s.ellipse(0, -0.85, s.uniform(0.12, 0.145), 0.14, fill=bill, stroke=s.shade(bill, 0.5), width=0.025)
        s.ellipse(0, -0.5, 0.09, 0.12, fill=pale, stroke=line, width=0.025)
        for side in (-1, 1):
            s.circle(side * 0.06, -0.54, 0.03, fill="#8c1c1c")


@drawing("class", "albatross", family=3)
def albatross_banking(s: Sketch) -> None:
    """An albatross from the side, banking: one very long narrow wing up, the other down, a white body and a long hooked bill."""
    white, dark = s.colour(40, 0.04, 0.95, value_jitter=0.05), s.colour(25, 0.2, s.uniform(0.18, 0.4))
    bill, line = s.colour(s.uniform(10, 42), 0.5, 0.92, value_jitter=0.06), "#77726d"
    high, low, chord = s.uniform(-0.35, 0.3), s.uniform(-0.6, -0.1), s.uniform(0.17, 0.23)

    def wing(tip: float, far: bool, fill: str) -> None:
        sign = -1 if far else 1
        middle = tip * 0.4 + 0.06
        outline: list[Point] = [(0.2, 0.0), (middle + chord * 0.75, 0.42), (tip + chord * 0.45, 0.78), (tip, 0.98)]
        outline += [(tip - chord * 0.3, 0.76), (middle - chord * 0.75, 0.4), (-0.22, 0.0)]
        s.path(smooth([(x, sign * y) for x, y in outline]), fill=fill, stroke=s.shade(dark, 0.6), width=0.03)

    with posed(s, tilt=14), s.moved(x=-0.05, scale_x=0.95, scale_y=0.95):
        wing(high, True, s.linear_gradient(dark, s.shade(dark, 1.2), s.shade(dark, 1.7)))
        s.polygon([(-0.3, -0.06), (-0.68, -0.1), (-0.7, 0.06), (-0.62, 0.12), (-0.3, 0.12)], fill=s.shade(dark, 1.2), stroke=line, width=0.025)
        body = jitter(s, [(-0.5, 0.02), (-0.15, -0.17), (0.2, -0.18), (0.42, -0.15), (0.42, 0.12), (0.15, 0.23), (-0.2, 0.2)], 0.01)
        s.path(smooth(body), fill=s.linear_gradient(white, white, s.shade(white, 0.8)), stroke=line, width=0.03)
        wing(low, False, s.linear_gradient(s.shade(dark, 1.3), dark, s.shade(dark, 0.7)))
        with s.moved(x=0.4, y=-0.03, turn=s.uniform(-10, 18), scale_x=1.1, scale_y=1.25):
            s.ellipse(0, 0, 0.18, 0.145, fill=white)
            outline = [(0.12, -0.08), (0.3, -0.07), (0.45, -0.08), (0.53, 0.02), (0.49, 0.12), (0.43, 0.07), (0.3, 0.08), (0.12, 0.09)]
            s.path(smooth(outline), fill=bill, stroke=s.shade(bill, 0.5), width=0.025)
            s.ellipse(0.06, -0.04, 0.07, 0.042, fill="#221d1b", turn=15)


@drawing("class", "goose", family=3)
def goose_hissing(s: Sketch) -> None:
    """A goose from the side, attacking: long neck stretched low and forward, orange bill open, wings lifted over the back."""
    make = s.choice(("white", "grey", "canada"))
    feather = s.colour(45, 0.05, 0.94, value_jitter=0.04) if make == "white" else s.colour(30, 0.25, 0.58)
    neck = {"white": feather, "grey": s.shade(feather, 1.15), "canada": "#211e1f"}[make]
    orange = "#2b2625" if make == "canada" else s.colour(25, 0.85, 0.95, value_jitter=0.05)
    line, low, lift, gape = s.shade(feather, 0.5), s.uniform(-0.12, 0.28), s.uniform(-0.7, -0.45), s.uniform(8, 20)
    fan: list[Point] = [(-0.02, 0.1), (-0.08, lift + 0.25), (-0.38, lift), (-0.7, lift + 0.06), (-0.58, lift + 0.2), (-0.8, lift + 0.28)]
    fan += [(-0.62, -0.1), (-0.78, 0.02), (-0.5, 0.18)]
    with posed(s, tilt=5), s.moved(scale_x=0.95, scale_y=0.97):
        with s.moved(x=0.14, y=-0.04):
            s.polygon(fan, fill=s.shade(feather, 0.72), stroke=line, width=0.03)
        for x, step in ((-0.45, -0.1), (-0.22, 0.12)):
            s.line([(x, 0.45), (x + step, 0.84)], stroke=orange, width=0.08)
            s.polygon([(x + step - 0.04, 0.82), (x + step + 0.2, 0.86), (x + step + 0.17, 0.93), (x + step - 0.05, 0.93)], fill=orange)
        body = jitter(s, [(-0.95, 0.04), (-0.6, 0.04), (-0.25, 0.0), (0.02, 0.12), (0.0, 0.38), (-0.25, 0.54), (-0.55, 0.5), (-0.8, 0.28)])
        s.path(smooth(body), fill=s.linear_gradient(feather, s.shade(feather, 0.82)), stroke=line, width=0.035)
        s.path(limb([(-0.15, 0.25), (0.18, 0.07), (0.42, low * 0.4 + 0.08), (0.62, low)], [0.36, 0.24, 0.16, 0.15]), fill=neck)
        for turn, thick in ((gape, 0.07), (-gape, 0.09)):
            with s.moved(x=0.7, y=low, turn=turn):
                outline = [(0.0, -thick * 0.7), (0.26, -0.02), (0.27, 0.03), (0.0, thick * 0.7)]
                s.path(smooth(outline), fill=orange, stroke=s.shade(orange, 0.6), width=0.02)
        s.ellipse(0.65, low, 0.14, 0.11, fill=neck, turn=8)
        if make == "canada":
            s.ellipse(0.6, low + 0.05, 0.055, 0.08, fill="#f4f0ea", turn=-20)
        eye(s, 0.68, low - 0.035, 0.035, glint=make == "canada", iris="#8b5a2b" if make == "canada" else "")
        s.polygon(fan, fill=s.linear_gradient(s.shade(feather, 0.85), feather), stroke=line, width=0.035)
        for k in range(3):
            s.line([(-0.36 - 0.12 * k, lift + 0.2 + 0.12 * k), (-0.18 - 0.08 * k, 0.02)], stroke=line, width=0.03)


@drawing("class", "spoonbill", family=3)
def spoonbill_front(s: Sketch) -> None:
    """A spoonbill from the front, standing: round pink body on long legs, pale neck, the broad spoon of the bill hanging before the breast."""
    pink, red = s.colour(345, 0.42, 0.96, value_jitter=0.04), s.colour(345, 0.72, 0.86)
    pale, bill, leg = s.shade(pink, s.uniform(1.3, 1.75)), s.colour(s.uniform(30, 90), 0.15, s.uniform(0.55, 0.8)), s.colour(345, 0.6, 0.6)
    line, swing, spoon, apart = s.shade(pink, 0.6), s.uniform(8, 50), s.uniform(0.15, 0.18), s.uniform(0.1, 0.17)
    with posed(s, tilt=4):
        for side in (-1, 1):
            lifted = s.uniform(0.0, 0.1)
            s.line([(side * apart, 0.3), (side * (apart + lifted), 0.6), (side * apart, 0.9)], stroke=leg, width=0.06)
            for toe in (-0.12, 0.0, 0.12):
                s.line([(side * apart, 0.88), (side * apart + toe, 0.95)], stroke=leg, width=0.045)
        outline = [(0, -0.3), (0.3, -0.22), (0.42, 0.05), (0.28, 0.36), (0, 0.44), (-0.28, 0.36), (-0.42, 0.05), (-0.3, -0.22)]
        s.path(smooth(outline), fill=s.linear_gradient(pale, pink), stroke=line, width=0.03)
        for side in (-1, 1):
            outline = [(side * x, y) for x, y in [(0.24, -0.24), (0.46, -0.1), (0.5, 0.2), (0.32, 0.46), (0.26, 0.15)]]
            s.path(smooth(outline), fill=s.linear_gradient(pink, red), stroke=line, width=0.03)
        s.path(limb([(0, -0.05), (-0.06, -0.3), (0.04, -0.52), (0, -0.72)], [0.34, 0.2, 0.16, 0.16]), fill=pale, stroke=line, width=0.03)
        s.ellipse(0, -0.76, 0.155, 0.145, fill=s.shade(pale, 0.97), stroke=line, width=0.03)
        with s.moved(y=-0.7, turn=-swing):
            s.path(limb([(0, 0), (0, 0.25), (0, 0.5), (0, 0.62)], [0.13, 0.09, 0.09, 0.12]), fill=bill, stroke=s.shade(bill, 0.45), width=0.035)
            s.ellipse(0, 0.64, spoon, spoon * 1.05, fill=s.linear_gradient(bill, s.shade(bill, 0.8)), stroke=s.shade(bill, 0.45), width=0.035)
        for side in (-1, 1):
            eye(s, side * 0.1, -0.8, 0.035, iris="#c22a2a", glint=False)
