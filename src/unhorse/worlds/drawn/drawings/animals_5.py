"""Bullfrog, cicada and coho salmon."""

from __future__ import annotations

from unhorse.worlds.drawn.drawings.animals_1 import eye, jitter, limb, posed, smooth
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


def _frog_colours(s: Sketch) -> tuple[str, str, str]:
    """Skin, pale belly and dark spots."""
    skin = s.colour(s.choice((42, 65, 85, 100)), 0.55, s.uniform(0.35, 0.65), value_jitter=0.03)
    return skin, s.colour(55, 0.4, 0.9, value_jitter=0.06), s.shade(skin, 0.5)


@drawing("class", "bullfrog", family=1)
def bullfrog_side(s: Sketch) -> None:
    """A bullfrog from the side, sitting: wide mouth, bulging eye, big round eardrum, folded hind leg."""
    skin, pale, dark = _frog_colours(s)
    rise, hump = s.uniform(-0.5, -0.36), s.uniform(-0.3, -0.1)
    with posed(s, tilt=5):
        s.path(limb([(0.42, 0.2), (0.5, 0.45), (0.54, 0.66)], [0.2, 0.16, 0.1]), fill=s.shade(skin, 0.7))
        body = [(-0.82, 0.45), (-0.6, 0.1), (-0.3, hump), (0.1, rise + 0.08), (0.5, rise + 0.04)]
        body += [(0.88, -0.1), (0.8, 0.2), (0.5, 0.5), (0.0, 0.62), (-0.6, 0.62)]
        s.path(smooth(jitter(s, body, 0.015)), fill=s.linear_gradient(s.shade(skin, 1.15), skin, skin, pale), stroke=dark, width=0.035)
        s.path(smooth([(0.2, 0.04), (0.6, 0.04), (0.87, -0.02), (0.84, 0.22), (0.6, 0.38), (0.3, 0.3)]), fill=pale)
        for _ in range(s.integer(3, 7)):
            s.ellipse(s.uniform(-0.55, 0.05), s.uniform(0.0, 0.2), 0.06, 0.045, fill=dark)
        s.path(smooth([(0.14, 0.1), (0.4, 0.02), (0.89, -0.05)], closed=False), stroke=dark, width=0.045)
        s.circle(0.2, -0.1, s.uniform(0.1, 0.14), fill=s.shade(skin, 0.75), stroke=dark, width=0.035)
        s.circle(0.42, rise, 0.2, fill=skin, stroke=dark, width=0.035)
        eye(s, 0.45, rise - 0.01, 0.13, iris=s.choice(("#e8b62c", "#d98a20", "#e6d25a")))
        s.path(limb([(-0.66, 0.68), (-0.2, 0.75), (0.16, 0.72)], [0.14, 0.12, 0.06]), fill=skin, stroke=dark, width=0.035)
        s.ellipse(-0.4, 0.4, 0.4, 0.27, fill=s.linear_gradient(s.shade(skin, 1.12), skin), stroke=dark, width=0.04, turn=s.uniform(-30, -12))
        s.path(limb([(0.18, 0.3), (0.22, 0.52), (0.34, 0.7)], [0.24, 0.18, 0.1]), fill=skin, stroke=dark, width=0.035)
        for x, y in ((0.34, 0.72), (0.58, 0.66)):
            for turn in (-14, 6, 26):
                with s.moved(x=x, y=y, turn=turn):
                    s.line([(0, 0), (0.18, 0.02)], stroke=skin, width=0.06)


@drawing("class", "cicada", family=1)
def cicada_above(s: Sketch) -> None:
    """A cicada from above at rest: a blunt wide head with an eye at each corner, long glassy veined wings beyond the body."""
    body = s.colour(s.choice((25, 90, 110, 40)), 0.5, s.uniform(0.2, 0.55), value_jitter=0.03)
    dark, iris = s.shade(body, 0.45), s.choice(("#c4281e", "#2a1c16", "#e07b26", "#6b3f22"))
    vein, glass = s.choice((dark, s.colour(35, 0.8, 0.6))), s.colour(60, 0.12, 0.92)
    spread, length = s.uniform(0, 12), s.uniform(1.05, 1.18)
    with posed(s, tilt=30), s.moved(scale_x=0.96, scale_y=0.96):
        for side in (-1, 1):
            for knee in (-0.35, -0.1):
                s.line([(side * 0.2, knee), (side * 0.5, knee - 0.1), (side * 0.58, knee + 0.08)], stroke=dark, width=0.05)
        s.path(smooth([(-0.26, -0.2), (0.26, -0.2), (0.24, 0.25), (0, 0.68), (-0.24, 0.25)]), fill=body, stroke=dark, width=0.03)
        for k in range(5):
            s.line([(-0.22 + k * 0.025, 0.0 + 0.12 * k), (0.22 - k * 0.025, 0.0 + 0.12 * k)], stroke=dark, width=0.04)
        outline = [(-0.32, -0.58), (0.32, -0.58), (0.34, -0.3), (0.16, -0.08), (-0.16, -0.08), (-0.34, -0.3)]
        s.path(smooth(outline), fill=s.linear_gradient(s.shade(body, 1.2), body), stroke=dark, width=0.035)
        s.path("M -0.12 -0.14 L 0 -0.4 L 0.12 -0.14", stroke=dark, width=0.06)
        s.path(smooth([(-0.36, -0.62), (-0.2, -0.78), (0, -0.83), (0.2, -0.78), (0.36, -0.62), (0, -0.54)]), fill=body, stroke=dark, width=0.035)
        for side in (-1, 1):
            eye(s, side * 0.38, -0.7, 0.1, iris=iris)
            with s.moved(x=side * 0.22, y=-0.34, turn=-side * spread, scale_x=side * length * 1.25, scale_y=length):
                s.path(smooth([(0, 0), (0.16, 0.1), (0.24, 0.5), (0.16, 0.98), (0.02, 1.02), (-0.12, 0.6), (-0.1, 0.2)]), fill=glass, opacity=0.55)
                s.path(smooth([(0, 0), (0.16, 0.1), (0.24, 0.5), (0.16, 0.98), (0.02, 1.02), (-0.12, 0.6), (-0.1, 0.2)]), stroke=vein, width=0.04)
                for end in ((0.2, 0.75), (0.1, 0.98), (-0.08, 0.7)):
                    s.path(smooth([(0, 0.05), (0.06, 0.4), end], closed=False), stroke=vein, width=0.03)
                s.line([(-0.1, 0.55), (0.05, 0.5), (0.22, 0.6)], stroke=vein, width=0.03)


@drawing("class", "coho_salmon", family=1)
def coho_salmon_side(s: Sketch) -> None:
    """A coho salmon from the side: silver, with a blue-green spotted back, a small adipose fin and a slightly forked tail."""
    back, silver = s.colour(s.uniform(170, 225), 0.45, s.uniform(0.3, 0.5)), s.colour(210, 0.07, 0.86, value_jitter=0.06)
    fin, deep, sag = s.shade(back, 1.2), s.uniform(0.24, 0.33), s.uniform(-0.06, 0.06)
    blush = s.colour(345, 0.3, 0.85) if s.chance(0.5) else silver
    with posed(s, tilt=12):
        outline = [(-0.58, 0), (-0.74, -0.16), (-0.95, -0.32), (-0.88, 0), (-0.95, 0.32), (-0.74, 0.16)]
        s.path(smooth(outline), fill=fin, stroke=s.shade(back, 0.6), width=0.03)
        outline = [(-0.02, -deep + 0.06), (0.2, -deep + 0.02), (0.02, -deep - 0.22), (-0.12, -deep - 0.14)]
        s.polygon(outline, fill=fin, stroke=s.shade(back, 0.6), width=0.03)
        s.ellipse(-0.46, -0.19, 0.1, 0.045, fill=fin, turn=35)
        for x in (0.02, -0.38):
            s.polygon([(x, deep * 0.7), (x + 0.16, deep * 0.75), (x - 0.06, deep + 0.17)], fill=fin)
        body = [(0.93, 0.03), (0.75, -0.14), (0.4, -deep + sag * 0.3), (0.0, -deep), (-0.4, -0.17), (-0.68, -0.09)]
        body += [(-0.68, 0.09), (-0.4, 0.17), (0.0, deep), (0.45, deep), (0.8, 0.17)]
        s.path(smooth(body), fill=s.linear_gradient(back, s.shade(back, 1.25), silver, blush, silver), stroke=s.shade(back, 0.65), width=0.03)
        for _ in range(s.integer(10, 18)):
            x = s.uniform(-0.55, 0.6)
            s.circle(x, s.uniform(-0.9, -0.45) * (deep - 0.3 * abs(x - 0.1) * deep), 0.024, fill=s.shade(back, 0.4))
        s.path(smooth([(0.55, -0.2), (0.47, 0.0), (0.55, 0.22)], closed=False), stroke=s.shade(back, 0.7), width=0.04)
        s.path(limb([(0.44, 0.12), (0.3, 0.2), (0.18, 0.22)], [0.1, 0.09, 0.03]), fill=fin)
        s.path(smooth([(0.92, 0.05), (0.82, 0.1), (0.7, 0.11)], closed=False), stroke=s.shade(back, 0.5), width=0.035)
        eye(s, 0.7, -0.04, 0.05, iris="#e9d98a")


@drawing("class", "bullfrog", family=2)
def bullfrog_front(s: Sketch) -> None:
    """A bullfrog from the front, squatting: a very wide mouth, two bulging eyes on top, a yellow throat, knees on both sides."""
    skin, pale, dark = _frog_colours(s)
    wide, up, iris = s.uniform(0.56, 0.68), s.uniform(-0.5, -0.38), s.choice(("#e8b62c", "#d98a20", "#e6d25a"))
    throat, smile = s.uniform(0.2, 0.34), s.uniform(-0.06, 0.12)
    with posed(s, tilt=5):
        for side in (-1, 1):
            s.ellipse(side * 0.6, 0.36, 0.2, 0.4, fill=s.shade(skin, 0.8), stroke=dark, width=0.035, turn=side * s.uniform(5, 25))
            for k in (-1, 0, 1):
                s.line([(side * 0.6, 0.72), (side * (0.72 + 0.13 * k), 0.84 - 0.03 * abs(k))], stroke=s.shade(skin, 0.8), width=0.09)
        outline = [(-0.5, 0.0), (0.5, 0.0), (0.56, 0.45), (0.3, 0.72), (-0.3, 0.72), (-0.56, 0.45)]
        s.path(smooth(outline), fill=s.radial_gradient(pale, s.shade(pale, 0.8)), stroke=dark, width=0.035)
        for _ in range(s.integer(3, 7)):
            s.ellipse(s.uniform(-0.3, 0.3), s.uniform(0.42, 0.62), 0.05, 0.035, fill=s.shade(skin, 1.1), opacity=0.7)
        for side in (-1, 1):
            s.path(limb([(side * 0.44, 0.25), (side * 0.46, 0.55), (side * 0.26, 0.8)], [0.26, 0.2, 0.12]), fill=skin, stroke=dark, width=0.035)
            for k in (-1, 0, 1):
                s.line([(side * 0.26, 0.78), (side * 0.22 + 0.1 * k, 0.9 - 0.03 * abs(k))], stroke=skin, width=0.065)
            s.circle(side * 0.36, up, 0.21, fill=skin, stroke=dark, width=0.035)
        head = [(-wide, 0.02), (-0.45, -0.32), (0.0, -0.42), (0.45, -0.32), (wide, 0.02), (0.4, 0.28), (0.0, 0.36), (-0.4, 0.28)]
        s.path(smooth(head), fill=s.linear_gradient(s.shade(skin, 1.15), skin), stroke=dark, width=0.035)
        outline = [(-wide + 0.02, 0.06), (0, 0.12 + smile * 0.4), (wide - 0.02, 0.06)]
        outline += [(0.36, 0.28 + throat * 0.4), (0, 0.3 + throat), (-0.36, 0.28 + throat * 0.4)]
        s.path(smooth(outline), fill=pale)
        outline = [(-wide + 0.01, 0.02), (-0.3, 0.1 + smile * 0.5), (0, 0.11 + smile * 0.4), (0.3, 0.1 + smile * 0.5), (wide - 0.01, 0.02)]
        s.path(smooth(outline, closed=False), stroke=dark, width=0.055)
        for side in (-1, 1):
            eye(s, side * 0.38, up - 0.01, 0.14, iris=iris)
            s.ellipse(side * 0.08, -0.14, 0.03, 0.02, fill=dark)


@drawing("class", "cicada", family=2)
def cicada_side(s: Sketch) -> None:
    """A cicada from the side, clinging: blunt head with a big eye, humped thorax, roof-like glassy wing far longer than the body."""
    body = s.colour(s.choice((25, 90, 110, 40)), 0.5, s.uniform(0.22, 0.55), value_jitter=0.03)
    dark, iris = s.shade(body, 0.42), s.choice(("#c4281e", "#2a1c16", "#e07b26", "#6b3f22"))
    vein, glass, lift = s.choice((dark, s.colour(35, 0.8, 0.6))), s.colour(60, 0.12, 0.94), s.uniform(-0.1, 0.08)
    with posed(s, tilt=0), s.moved(turn=s.uniform(-85, -20)):
        for x, reach in ((0.56, 0.16), (0.36, 0.0), (0.16, -0.16)):
            s.line([(x, 0.2), (x + reach + 0.04, 0.34), (x + reach * 1.3, 0.5), (x + reach * 1.3 + 0.1, 0.52)], stroke=dark, width=0.07)
        s.path(smooth([(0.3, -0.15), (-0.1, -0.12), (-0.45, 0.15), (-0.58, 0.32), (-0.3, 0.38), (0.3, 0.3)]), fill=body, stroke=dark, width=0.035)
        for k in range(5):
            s.line([(0.05 - 0.12 * k, 0.0 + 0.03 * k), (0.03 - 0.12 * k, 0.34)], stroke=dark, width=0.04)
        thorax = [(0.0, -0.1), (0.2, -0.33), (0.5, -0.36), (0.72, -0.22), (0.68, 0.16), (0.4, 0.28), (0.1, 0.2)]
        s.path(smooth(thorax), fill=s.linear_gradient(s.shade(body, 1.3), body), stroke=dark, width=0.035)
        s.path(smooth([(0.62, -0.28), (0.82, -0.26), (0.9, -0.05), (0.82, 0.18), (0.62, 0.2)]), fill=s.shade(body, 1.15), stroke=dark, width=0.035)
        s.line([(0.78, 0.16), (0.66, 0.36)], stroke=dark, width=0.05)
        wing: list[Point] = [(0.36, -0.06), (0.1, -0.32), (-0.35, -0.36 + lift), (-0.88, 0.02 + lift)]
        wing += [(-0.97, 0.16 + lift), (-0.6, 0.22), (-0.1, 0.14)]
        s.path(smooth(wing), fill=glass, opacity=0.6)
        s.path(smooth(wing), stroke=vein, width=0.045)
        veins = [[(0.3, -0.08), (-0.2, -0.2), (-0.84, -0.02 + lift)], [(0.3, -0.06), (-0.2, 0.0), (-0.72, 0.14)]]
        veins += [[(-0.1, -0.18), (-0.5, -0.3 + lift), (-0.7, -0.22 + lift)]]
        for points in veins:
            s.path(smooth(points, closed=False), stroke=vein, width=0.035)
        for x in (-0.3, -0.6):
            s.line([(x, -0.16), (x - 0.06, 0.1)], stroke=vein, width=0.03)
        eye(s, 0.78, -0.18, 0.1, iris=iris)


@drawing("class", "coho_salmon", family=2)
def coho_salmon_leaping(s: Sketch) -> None:
    """A spawning coho salmon leaping, its body bent: red flanks, dark green back and head, hooked open jaws."""
    red, head = s.colour(355, 0.75, s.uniform(0.55, 0.8), hue_jitter=8, value_jitter=0.03), s.colour(s.uniform(90, 190), 0.4, 0.34, value_jitter=0.08)
    arch, hook, deep = s.uniform(0.15, 0.42), s.uniform(0.03, 0.1), s.uniform(0.48, 0.6)
    with posed(s, tilt=0), s.moved(x=-0.05, turn=s.uniform(-55, -10), scale_x=0.92, scale_y=0.95):
        spine: list[Point] = [(-0.62, arch), (-0.35, arch * 0.35), (0.0, 0.0), (0.35, arch * 0.1), (0.6, arch * 0.3)]
        with s.moved(x=-0.66, y=arch + 0.05, turn=-arch * 70):
            outline = [(0.1, 0), (-0.1, -0.16), (-0.26, -0.34), (-0.2, 0), (-0.26, 0.34), (-0.1, 0.16)]
            s.path(smooth(outline), fill=head, stroke=s.shade(head, 0.5), width=0.03)
        outline = [(-0.15, -deep * 0.4), (-0.2, -deep * 0.75), (0.06, -deep * 0.72), (0.2, -deep * 0.4)]
        s.polygon(outline, fill=head, stroke=s.shade(head, 0.5), width=0.03)
        s.ellipse(-0.46, arch * 0.5 - 0.16, 0.08, 0.04, fill=head, turn=10)
        for x, y in ((-0.2, deep * 0.46), (-0.48, arch * 0.6 + 0.16)):
            s.polygon([(x - 0.1, y), (x + 0.12, y - 0.06), (x - 0.1, y + 0.2)], fill=head)
        widths = [0.18, 0.36, deep, deep * 0.92, deep * 0.62]
        s.path(limb(spine, widths), fill=s.linear_gradient(head, red, red, s.shade(red, 0.75)), stroke=s.shade(red, 0.4), width=0.03)
        for _ in range(9):
            s.circle(s.uniform(-0.4, 0.4), s.uniform(-0.4, -0.1) * deep + arch * 0.12, 0.026, fill="#1c1714")
        with s.moved(x=0.55, y=arch * 0.25, turn=arch * 20):
            outline = [(-0.12, -0.2), (0.1, -0.18), (0.34, -0.08), (0.42 + hook, 0.04), (0.38, 0.12)]
            outline += [(0.3, 0.02), (0.06, 0.06), (-0.04, 0.2), (-0.16, 0.16)]
            s.path(smooth(outline), fill=head, stroke=s.shade(head, 0.5), width=0.03)
            outline = [(-0.08, 0.05), (0.16, 0.14), (0.3, 0.2), (0.34, 0.14), (0.38, 0.22), (0.3, 0.28), (0.06, 0.26), (-0.1, 0.2)]
            s.path(smooth(outline), fill=s.shade(head, 1.2), stroke=s.shade(head, 0.5), width=0.03)
            eye(s, 0.08, -0.06, 0.05, iris="#e9d98a")
        s.path(limb([(0.3, 0.14), (0.16, 0.26), (0.04, 0.34)], [0.1, 0.1, 0.03]), fill=head)


@drawing("class", "bullfrog", family=3)
def bullfrog_above(s: Sketch) -> None:
    """A bullfrog from above: broad spotted body, eyes at the sides of the head, folded or kicking hind legs with webbed feet."""
    skin, _, dark = _frog_colours(s)
    kick, broad, iris = s.uniform(0.0, 0.24), s.uniform(0.48, 0.56), s.choice(("#e8b62c", "#d98a20", "#e6d25a"))
    with posed(s, tilt=0), s.moved(turn=s.uniform(-50, 50), scale_x=0.88, scale_y=0.88):
        for side in (-1, 1):
            foot: Point = (side * (0.52 - kick * 0.3), 0.64 + kick * 0.6)
            knee: Point = (side * (0.82 - kick * 0.5), 0.16 + kick * 0.8)
            outline = [foot, (foot[0] + side * 0.26, foot[1] + 0.06), (foot[0] + side * 0.16, foot[1] + 0.16), (foot[0] + side * 0.02, foot[1] + 0.2)]
            s.polygon(outline, fill=s.shade(skin, 1.2), stroke=dark, width=0.03)
            s.path(limb([knee, (side * 0.54, 0.48 + kick * 0.5), foot], [0.16, 0.16, 0.09]), fill=s.shade(skin, 0.85), stroke=dark, width=0.03)
            s.path(limb([(side * 0.18, 0.45), (side * 0.48, 0.34 + kick * 0.4), knee], [0.26, 0.24, 0.15]), fill=skin, stroke=dark, width=0.03)
            hand: Point = (side * s.uniform(0.64, 0.74), s.uniform(-0.5, -0.3))
            s.path(limb([(side * 0.36, -0.1), (side * 0.62, -0.08), hand], [0.17, 0.14, 0.08]), fill=skin, stroke=dark, width=0.03)
            for k in (-1, 0, 1):
                s.line([hand, (hand[0] + 0.09 * k, hand[1] - 0.14 + 0.04 * abs(k))], stroke=skin, width=0.055)
        body: list[Point] = [(0, -0.84), (0.3, -0.72), (0.45, -0.42), (0.46, -0.1), (broad, 0.2), (0.34, 0.5), (0, 0.6)]
        outline = [*body, *[(-x, y) for x, y in reversed(body[1:-1])]]
        s.path(smooth(outline), fill=s.radial_gradient(s.shade(skin, 1.25), skin, s.shade(skin, 0.8)), stroke=dark, width=0.035)
        for side in (-1, 1):
            s.path(smooth([(side * 0.3, -0.36), (side * 0.28, 0.0), (side * 0.3, 0.35)], closed=False), stroke=s.shade(skin, 1.45), width=0.045)
            s.circle(side * 0.36, -0.3, 0.085, fill=s.shade(skin, 0.75), stroke=dark, width=0.03)
            s.circle(side * 0.3, -0.58, 0.15, fill=skin, stroke=dark, width=0.03)
            eye(s, side * 0.34, -0.59, 0.1, iris=iris)
            s.ellipse(side * 0.06, -0.77, 0.025, 0.02, fill=dark)
        for _ in range(s.integer(4, 9)):
            s.ellipse(s.uniform(-0.2, 0.2), s.uniform(-0.3, 0.45), 0.055, 0.045, fill=dark)


@drawing("class", "cicada", family=3)
def cicada_spread(s: Sketch) -> None:
    """A cicada from above with its wings spread like a museum specimen: glassy fore and hind wings, stout body, eyes far apart."""
    body = s.colour(s.choice((25, 90, 110, 40)), 0.5, s.uniform(0.22, 0.55), value_jitter=0.03)
    dark, iris = s.shade(body, 0.42), s.choice(("#c4281e", "#2a1c16", "#e07b26", "#6b3f22"))
    vein, glass, sweep = s.choice((dark, s.colour(35, 0.8, 0.6))), s.colour(60, 0.12, 0.94), s.uniform(-4, 30)
    fore: list[Point] = [(0, -0.08), (0.3, -0.2), (0.62, -0.18), (0.84, 0.0), (0.76, 0.18), (0.4, 0.24), (0.06, 0.12)]
    veins = [[(0, 0), (0.36, -0.05), (0.8, 0.06)], [(0, 0.02), (0.3, 0.08), (0.6, 0.2)], [(0.4, -0.18), (0.42, 0.2)], [(0.62, -0.16), (0.6, 0.18)]]
    hind: list[Point] = [(0, -0.06), (0.36, -0.08), (0.56, 0.1), (0.46, 0.28), (0.2, 0.3), (0, 0.1)]
    with posed(s, tilt=20), s.moved(y=-0.06, scale_x=0.94, scale_y=0.97):
        for side in (-1, 1):
            with s.moved(x=side * 0.14, y=-0.06, turn=side * (sweep + 38), scale_x=side):
                s.path(smooth(hind), fill=glass, opacity=0.6)
                s.path(smooth(hind), stroke=vein, width=0.035)
                s.line([(0, 0), (0.3, 0.08), (0.48, 0.18)], stroke=vein, width=0.03)
            with s.moved(x=side * 0.14, y=-0.2, turn=side * sweep, scale_x=side):
                s.path(smooth(fore), fill=glass, opacity=0.6)
                s.path(smooth(fore), stroke=vein, width=0.045)
                for points in veins:
                    s.line(points, stroke=vein, width=0.03)
        with s.moved(y=0.02, scale_x=0.9, scale_y=0.78):
            outline = [(-0.24, -0.12), (0.24, -0.12), (0.25, 0.25), (0.13, 0.62), (0, 0.78), (-0.13, 0.62), (-0.25, 0.25)]
            s.path(smooth(outline), fill=body, stroke=dark, width=0.035)
            for k in range(6):
                s.line([(-0.23 + k * 0.02, 0.0 + 0.11 * k), (0.23 - k * 0.02, 0.0 + 0.11 * k)], stroke=dark, width=0.04)
            outline = [(-0.28, -0.56), (0.28, -0.56), (0.29, -0.3), (0.16, -0.06), (-0.16, -0.06), (-0.29, -0.3)]
            s.path(smooth(outline), fill=s.linear_gradient(s.shade(body, 1.25), body), stroke=dark, width=0.035)
            s.path("M -0.1 -0.14 L 0 -0.36 L 0.1 -0.14", stroke=dark, width=0.055)
            s.path(smooth([(-0.3, -0.6), (-0.18, -0.74), (0, -0.78), (0.18, -0.74), (0.3, -0.6), (0, -0.53)]), fill=body, stroke=dark, width=0.035)
            for side in (-1, 1):
                eye(s, side * 0.33, -0.65, 0.1, iris=iris)


@drawing("class", "coho_salmon", family=3)
def coho_salmon_oncoming(s: Sketch) -> None:
    """A coho salmon in three quarters, swimming towards us: large head with the mouth ajar, the body curving away to a small tail."""
    back, silver = s.colour(s.uniform(170, 225), 0.45, s.uniform(0.3, 0.5)), s.colour(210, 0.07, 0.86, value_jitter=0.06)
    blush, line, fin = s.choice((silver, s.colour(350, 0.45, 0.85), s.colour(355, 0.65, 0.7))), s.shade(back, 0.5), s.shade(back, 1.2)
    swing, rise, gape = s.uniform(-0.5, -0.25), s.uniform(-0.18, 0.1), s.uniform(0.03, 0.1)
    with posed(s, tilt=12):
        with s.moved(x=-0.68, y=swing + 0.04, turn=s.uniform(5, 25)):
            s.path(smooth([(0.12, 0), (-0.06, -0.14), (-0.22, -0.3), (-0.17, 0), (-0.22, 0.3), (-0.06, 0.14)]), fill=fin, stroke=line, width=0.03)
        s.polygon([(-0.24, -0.12), (-0.34, -0.36), (-0.2, -0.44), (0.1, -0.22)], fill=fin, stroke=line, width=0.03)
        s.ellipse(-0.5, swing * 0.4 - 0.14, 0.08, 0.04, fill=fin, turn=35)
        s.path(limb([(0.0, 0.3), (-0.18, 0.42), (-0.28, 0.56)], [0.14, 0.14, 0.05]), fill=s.shade(fin, 0.8), stroke=line, width=0.025)
        spine: list[Point] = [(-0.68, swing), (-0.45, swing * 0.3), (-0.1, 0.06), (0.3, 0.06 + rise * 0.3), (0.6, rise)]
        scales = s.linear_gradient(back, s.shade(back, 1.2), silver, blush, silver)
        s.path(limb(spine, [0.12, 0.26, 0.46, 0.56, 0.48]), fill=scales, stroke=line, width=0.035)
        for _ in range(14):
            s.circle(s.uniform(-0.35, 0.28), s.uniform(-0.17, -0.02), 0.03, fill=s.shade(back, 0.35))
        with s.moved(x=0.5, y=rise * 0.8 + 0.02, turn=rise * 60):
            jaw: list[Point] = [(-0.08, 0.1), (0.2, 0.14 + gape), (0.36, 0.1 + gape), (0.4, 0.16 + gape), (0.26, 0.26 + gape), (-0.05, 0.26)]
            s.path(smooth(jaw), fill=silver, stroke=line, width=0.03)
            s.polygon([(0.05, 0.08), (0.4, 0.06), (0.34, 0.13 + gape)], fill="#7d3536")
            snout: list[Point] = [(-0.12, -0.24), (0.14, -0.22), (0.36, -0.08), (0.47, 0.06), (0.38, 0.09), (0.1, 0.11), (-0.04, 0.24), (-0.18, 0.0)]
            s.path(smooth(snout), fill=s.linear_gradient(back, s.shade(back, 1.3), silver), stroke=line, width=0.03)
            s.path(smooth([(-0.1, -0.22), (-0.22, 0.0), (-0.1, 0.25)], closed=False), stroke=line, width=0.05)
            eye(s, 0.1, -0.06, 0.07, iris="#e9d98a")
        s.path(limb([(0.3, 0.22), (0.16, 0.38), (0.1, 0.56)], [0.16, 0.16, 0.06]), fill=fin, stroke=line, width=0.025)
