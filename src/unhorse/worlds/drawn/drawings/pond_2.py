"""Bullfrog, turtle, snail, crab and mushroom, drawn a fifth time."""

from __future__ import annotations

from unhorse.worlds.drawn.drawings.animals_1 import eye, limb, smooth
from unhorse.worlds.drawn.drawings.pond_1 import Manner, frog_colours, frog_foot, manner
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing


def _frog_leap(s: Sketch, m: Manner, skin: str, pale: str) -> None:
    """A frog's body, belly and legs in a leap to the right; the hind legs stretched or pushing off."""
    edge, push, reach = m.edge(skin), s.chance(0.4), s.chance(0.5)
    for dx, dy, tint in ((-0.06, -0.1, 0.7), (0.0, 0.04, 1.0)):
        paint = s.shade(skin, tint)
        leg: list[Point] = [(-0.36, 0.2), (-0.62, 0.34), (-0.66, 0.56), (-0.8, 0.72)]
        if push:
            leg = [(-0.34, 0.3), (-0.02, 0.56), (-0.5, 0.62), (-0.46, 0.84)]
        leg = [(x + dx, y + dy) for x, y in leg]
        frog_foot(s, *leg[3], 10 if push else 130, 0.22, paint, edge, webbed=True)
        s.path(limb(leg, [0.36, 0.26, 0.16, 0.1]), fill=paint, stroke=edge, width=m.width)
    hand = (0.78, 0.42) if reach else (0.2, 0.72)
    for dx, tint in ((0.12, 0.7), (0.0, 1.0)):
        frog_foot(s, hand[0] + dx, hand[1], 40, 0.15, s.shade(skin, tint), edge, webbed=False)
        arm = limb([(0.24 + dx, 0.12), (0.36 + dx, 0.4), (hand[0] + dx, hand[1])], [0.22, 0.16, 0.1])
        s.path(arm, fill=s.shade(skin, tint), stroke=edge, width=m.width)
    body = [(-0.6, 0.26), (-0.3, -0.16), (0.1, -0.42), (0.52, -0.58), (0.88, -0.38), (0.82, -0.16), (0.5, 0.12), (0.08, 0.38), (-0.4, 0.46)]
    s.path(smooth(body), fill=m.fill(s, skin), stroke=edge, width=m.width)
    s.path(smooth([(0.84, -0.2), (0.5, -0.14), (0.1, 0.14), (-0.3, 0.42), (0.1, 0.34), (0.5, 0.1)]), fill=pale)
    for k in range(s.choice((0, 4))):
        s.ellipse(-0.36 + 0.17 * k, 0.1 - 0.13 * k, 0.07, 0.05, fill=s.shade(skin, 0.5))
    s.line([(0.87, -0.3), (0.62, -0.22), (0.4, -0.24)], stroke=m.line(skin), width=0.045)
    s.circle(0.24, -0.2, 0.1, fill=s.shade(skin, 0.7), stroke=s.shade(skin, 0.45), width=0.035)


def _frog_call(s: Sketch, m: Manner, skin: str, pale: str) -> None:
    """A frog's body and legs, sitting upright to the right with its throat blown up like a balloon."""
    edge, balloon = m.edge(skin), s.uniform(0.3, 0.44)
    for x, tint in ((-0.16, 0.7), (0.0, 1.0)):
        frog_foot(s, 0.3 - x, 0.82, 5, 0.18, s.shade(skin, tint), edge, webbed=False)
        s.path(limb([(0.1 - x, 0.1), (0.12 - x, 0.5), (0.3 - x, 0.82)], [0.24, 0.17, 0.1]), fill=s.shade(skin, tint), stroke=edge, width=m.width)
    body = [(-0.74, 0.66), (-0.5, 0.1), (-0.1, -0.34), (0.4, -0.5), (0.8, -0.26), (0.5, 0.0), (0.34, 0.5), (-0.2, 0.76)]
    s.path(smooth(body), fill=m.fill(s, skin), stroke=edge, width=m.width)
    s.ellipse(0.5, 0.16, balloon, balloon * 0.92, fill=m.fill(s, pale), stroke=s.shade(pale, 0.55), width=0.04)
    s.path(smooth([(-0.1, -0.34), (0.4, -0.5), (0.82, -0.26), (0.6, -0.12), (0.1, -0.08)]), fill=skin)
    s.line([(0.82, -0.22), (0.5, -0.12), (0.16, -0.14)], stroke=m.line(skin), width=0.045)
    s.path(limb([(-0.1, 0.8), (-0.4, 0.84), (-0.2, 0.86), (0.1, 0.86)], [0.1, 0.14, 0.12, 0.08]), fill=skin, stroke=edge, width=m.width)
    s.ellipse(-0.36, 0.5, 0.22, 0.42, fill=m.fill(s, skin), stroke=m.line(skin), width=m.width, turn=s.uniform(15, 45))
    for k in range(s.choice((0, 3))):
        s.line([(-0.5 + 0.1 * k, 0.3 + 0.12 * k), (-0.36 + 0.1 * k, 0.36 + 0.12 * k)], stroke=s.shade(skin, 0.5), width=0.06)


@drawing("class", "bullfrog", family=5)
def bullfrog_leaping(s: Sketch) -> None:
    """A bullfrog from the side: leaping with legs outstretched, or upright and calling with a blown-up throat."""
    skin, pale = frog_colours(s)
    m, leaps, iris = manner(s), s.chance(0.6), s.choice(("#e8b62c", "#d98a20", "#e6d25a", ""))
    with s.moved(scale_x=s.choice((-1, 1)) * s.uniform(0.78, 0.88), scale_y=0.86, turn=s.uniform(-12, 12)):
        if leaps:
            _frog_leap(s, m, skin, pale)
        else:
            _frog_call(s, m, skin, pale)
        x, y = (0.5, -0.56) if leaps else (0.3, -0.5)
        size = s.uniform(0.16, 0.22)
        s.circle(x, y, size, fill=s.shade(skin, 1.15), stroke=m.line(skin), width=0.035)
        eye(s, x + 0.03, y - 0.01, size * 0.66, iris=iris)


def _carapace(s: Sketch, pattern: str, wide: float, high: float, rim: float, shell: str) -> None:
    """The plates, stars or rings on a shell seen from the front."""
    line, top, low = s.shade(shell, 0.42), rim - high * 0.82, rim - high * 0.3
    if pattern == "rings":
        for k in (0.75, 0.5):
            peak = rim - high * 1.3 * k
            s.path(f"M {-wide * k} {rim} C {-wide * k} {peak} {wide * k} {peak} {wide * k} {rim}", stroke=line, width=0.05)
    else:
        scute = [(-0.26, low), (-0.2, top), (0.2, top), (0.26, low), (0, low + 0.12)]
        s.polygon(scute, fill=s.shade(shell, 1.25), stroke=line, width=0.045)
        for side in (-1, 1):
            s.line([(side * 0.26, low), (side * wide * 0.9, low + 0.1)], stroke=line, width=0.045)
            s.line([(side * 0.2, top), (side * wide * 0.62, top + 0.16)], stroke=line, width=0.045)
            s.line([(side * wide * 0.56, low + 0.03), (side * wide * 0.64, rim)], stroke=line, width=0.045)
        for x, y in ((0.0, top + 0.2), (-wide * 0.55, low - 0.1), (wide * 0.55, low - 0.1)) if pattern == "stars" else ():
            for turn in (0, 60, 120):
                with s.moved(x=x, y=y, turn=turn):
                    s.line([(-0.12, 0), (0.12, 0)], stroke="#f0d878", width=0.035)


@drawing("class", "turtle", family=5)
def turtle_front(s: Sketch) -> None:
    """A turtle from the front: its head held out, raised or drawn in under the domed shell between its two forelegs."""
    m, head, feet = manner(s), s.choice(("out", "out", "raised", "in")), s.choice(("pillars", "bowed", "paddles"))
    skin = s.choice((s.colour(95, 0.45, 0.68), s.colour(60, 0.4, 0.7), s.colour(38, 0.45, 0.75), s.colour(140, 0.35, 0.58)))
    shell = s.choice((s.colour(30, 0.6, 0.5), s.colour(90, 0.5, 0.42), s.colour(45, 0.6, 0.6), s.colour(18, 0.5, 0.35)))
    wide, high, edge, line = s.uniform(0.68, 0.86), s.uniform(0.62, 1.0), m.edge(skin), s.shade(shell, 0.42)
    pattern, rim = s.choice(("scutes", "scutes", "scutes", "stars", "rings")), 0.32
    with s.moved(turn=s.uniform(-6, 6), y=(high - 1.0) * 0.35, scale_x=s.choice((-1, 1)) * 0.9, scale_y=0.94):
        for side in (-1, 1):
            s.ellipse(side * wide * 0.72, 0.5, 0.14, 0.2, fill=s.shade(skin, 0.65), stroke=edge, width=m.width)
        peak = rim - high * 1.3
        dome = f"M {-wide} {rim} C {-wide} {peak} {wide} {peak} {wide} {rim} Q 0 {rim + 0.24} {-wide} {rim} Z"
        s.path(dome, fill=m.fill(s, shell, x=0.45), stroke=m.line(shell), width=m.width)
        _carapace(s, pattern, wide, high, rim, shell)
        inner, low = wide * 0.85, rim + 0.03
        s.path(f"M {-inner} {low} Q 0 {rim - 0.16} {inner} {low} Q 0 {rim + 0.3} {-inner} {low} Z", fill="#1d1712")
        for paint, width in ((line, 0.15), (s.shade(shell, 1.3), 0.09)):
            s.path(f"M {-wide} {rim} Q 0 {rim - 0.16} {wide} {rim}", stroke=paint, width=width)
        for side in (-1, 1):
            x = side * wide * 0.58
            knee, foot, thick = {
                "pillars": ((x, 0.6), (x, 0.82), 0.3),
                "bowed": ((x + side * 0.16, 0.5), (x - side * 0.02, 0.82), 0.24),
                "paddles": ((x + side * 0.2, 0.5), (side * 0.92, 0.74), 0.22),
            }[feet]
            s.path(limb([(x * 0.9, 0.34), knee, foot], [thick, thick, thick * 0.9]), fill=m.fill(s, skin), stroke=m.line(skin), width=m.width)
            for k in (-1, 0, 1):
                s.line([(foot[0] + 0.08 * k, foot[1] + 0.06), (foot[0] + 0.09 * k, foot[1] + 0.1)], stroke="#efe6cf", width=0.05)
        size, y = s.uniform(0.3, 0.4), {"out": 0.4, "raised": 0.0, "in": 0.34}[head]
        if head == "in":
            size *= 0.72
        else:
            s.path(limb([(0, 0.4), (0, y + 0.1)], [size * 1.3, size * 1.2]), fill=s.shade(skin, 0.8), stroke=edge, width=m.width)
        half = [(size * 0.6, y - size * 0.8), (size, y), (size * 0.55, y + size * 0.8)]
        s.path(smooth([*half, *((-x, v) for x, v in reversed(half))]), fill=m.fill(s, skin), stroke=m.line(skin), width=m.width)
        for side in (-1, 1):
            eye(s, side * size * 0.62, y - size * 0.15, size * 0.26)
            s.circle(side * size * 0.16, y + size * 0.2, 0.02, fill=s.shade(skin, 0.4))
        mouth, corner = size * 0.62, y + size * 0.5
        s.path(f"M {-mouth} {corner} Q 0 {y + size * s.uniform(0.3, 0.9)} {mouth} {corner}", stroke=m.line(skin), width=0.04)


@drawing("class", "snail", family=5)
def snail_turret(s: Sketch) -> None:
    """A snail from the side with a pointed turret, a banded beehive or a straight cone: creeping, rearing up or climbing."""
    m, make, pose = manner(s), s.choice(("turret", "turret", "beehive", "cone")), s.choice(("creep", "rear", "climb"))
    skin = s.choice((s.colour(32, 0.4, 0.75), s.colour(50, 0.3, 0.85), s.colour(20, 0.3, 0.4), s.colour(80, 0.35, 0.7)))
    shell = s.any_colour(saturation=(0.2, 0.8), value=(0.45, 0.95))
    band, edge, line = s.choice((s.shade(shell, 0.6), s.shade(shell, 1.5), shell)), m.edge(skin), m.line(shell)
    lift, lean, big = (s.uniform(0.3, 0.5) if pose == "rear" else s.uniform(0.02, 0.16)), s.uniform(-46, -8), s.uniform(0.88, 1.1)
    tilt = s.uniform(55, 90) * s.choice((-1, 1)) if pose == "climb" else s.uniform(-8, 8)
    with s.moved(scale_x=s.choice((-1, 1)) * 0.9, scale_y=0.9), s.moved(turn=tilt), s.moved(y=-0.2 if pose == "climb" else 0.02):
        x, y = 0.74, 0.42 - lift
        for dx, long in ((0.12, s.uniform(0.26, 0.44)), (-0.06, s.uniform(0.26, 0.44))):
            tip = (x + dx * 1.5, y - 0.1 - long)
            for paint, extra in ((m.line(skin), 0.05), (skin, 0.0)):
                s.line([(x + dx * 0.4, y), tip], stroke=paint, width=0.06 + extra)
            s.circle(*tip, 0.085, fill="#ffffff" if m.flat else m.line(skin), stroke=m.line(skin), width=0.03)
            s.circle(*tip, 0.04, fill="#15110d")
        s.line([(x + 0.1, y + 0.1), (x + 0.24, y + 0.16)], stroke=m.line(skin), width=0.06)
        foot = [(-0.95, 0.8), (-0.5, 0.72), (0.1, 0.7), (0.5, 0.62 - lift * 0.2), (x, y + 0.02)]
        s.path(limb(foot, [0.06, 0.24, 0.32, 0.32, 0.28]), fill=m.fill(s, skin), stroke=edge, width=m.width)
        s.path(f"M {x - 0.02} {y + 0.1} Q {x + 0.08} {y + 0.14} {x + 0.12} {y + 0.04}", stroke=m.line(skin), width=0.04)
        with s.moved(x=-0.04, y=0.62, turn=lean, scale_x=big, scale_y=big):
            if make == "cone":
                s.path("M -0.56 -0.04 Q 0 0.16 0.56 -0.04 L 0.06 -1.06 Q 0 -1.12 -0.06 -1.06 Z", fill=m.fill(s, shell), stroke=line, width=0.05)
                for k in range(3):
                    y, w = -0.2 - 0.25 * k, 0.44 - 0.12 * k
                    s.path(f"M {-w} {y - 0.06} Q 0 {y + 0.16} {w} {y + 0.04}", stroke=band if band != shell else line, width=0.075)
            else:
                slim, count = (0.8, 5) if make == "turret" else (0.62, 4)
                width, up = 0.44 if make == "turret" else 0.52, 0.0
                for k in range(count):
                    tall = width * (0.8 if make == "turret" else 0.62)
                    paint = shell if k % 2 == 0 else band
                    s.ellipse(0, up - tall / 2, width, tall * 0.78, fill=m.fill(s, paint), stroke=line, width=0.045, turn=-14)
                    up, width = up - tall * 0.78, width * slim * (1 if make == "turret" else 1.22 - 0.12 * k)
                if s.chance(0.6):
                    s.ellipse(0.2, -0.1, 0.14, 0.17, fill=s.shade(shell, 0.35), turn=-14)


def _crab_leg(legs: str, side: int, i: int, wide: float) -> list[Point]:
    """Start, knee and toe of a leg; `i` counts from the front."""
    knee, toe = {
        "tucked": ((wide + 0.24, -0.12 + 0.14 * i), (wide + 0.06, 0.12 + 0.14 * i)),
        "spread": ((wide + 0.2, -0.36 + 0.19 * i), (0.98, -0.44 + 0.3 * i)),
        "long": ((0.7 + 0.06 * i, -0.6 + 0.34 * i), (0.99 - 0.03 * i, -0.3 + 0.46 * i)),
    }[legs]
    return [(side * wide * 0.7, -0.08 + 0.07 * i), (side * knee[0], knee[1]), (side * toe[0], toe[1])]


def _folded_claw(s: Sketch, m: Manner, coat: str, tips: str, place: Point, side: int, turn: float) -> None:
    """A heavy claw at `place` that points to the middle."""
    with s.moved(x=place[0], y=place[1], scale_x=side, turn=side * turn):
        s.path("M 0.0 0.2 Q -0.3 0.36 -0.48 0.14 Q -0.3 0.18 -0.2 0.08 Z", fill=s.shade(coat, 0.8), stroke=m.line(coat), width=0.045)
        upper = "M 0.12 0.16 C 0.16 -0.18 -0.26 -0.28 -0.5 0.04 Q -0.3 0.0 -0.16 0.12 Q -0.04 0.26 0.12 0.16 Z"
        s.path(upper, fill=m.fill(s, s.shade(coat, 1.12)), stroke=m.line(coat), width=0.045)
        s.line([(-0.42, 0.0), (-0.48, 0.03)], stroke=tips, width=0.08)
        s.line([(-0.4, 0.19), (-0.46, 0.16)], stroke=tips, width=0.07)


@drawing("class", "crab", family=5)
def crab_folded(s: Sketch) -> None:
    """A heavy crab facing the viewer, its claws folded before it: broad back or pale belly, tucked, spread or very long legs."""
    m, belly, legs = manner(s), s.chance(0.25), s.choice(("tucked", "spread", "long"))
    coat = s.choice((s.colour(14, 0.65, 0.65), s.colour(5, 0.75, 0.8), s.colour(28, 0.6, 0.75), s.colour(340, 0.45, 0.55), s.colour(190, 0.4, 0.5)))
    if legs == "long":
        coat = s.choice((s.colour(8, 0.75, 0.8), s.colour(22, 0.7, 0.85), coat))
    face = s.colour(38, 0.25, 0.92) if belly else coat
    wide, tall, tips = (s.uniform(0.4, 0.48) if legs == "long" else s.uniform(0.52, 0.66)), s.uniform(0.3, 0.44), s.choice(("#1c1614", coat))
    y, rim, fold = -0.14, s.choice(("crust", "spines", "smooth")), s.uniform(-16, 14)
    with s.moved(turn=s.uniform(-8, 8), scale_x=0.93, scale_y=0.93):
        for side in (-1, 1):
            for i in range(3 if legs == "long" else 4):
                start, knee, toe = _crab_leg(legs, side, i, wide)
                for paint, extra in ((m.line(coat), 0.045), (coat, 0.0)):
                    s.line([start, knee], stroke=paint, width=0.11 + extra)
                    s.line([knee, toe], stroke=paint, width=0.06 + extra)
        for k in range(9 if rim != "smooth" else 0):
            x = wide * (-0.96 + 0.24 * k)
            up = y - tall * max(0.0, 1 - (x / wide) ** 2) ** 0.5
            if rim == "crust":
                s.circle(x, up + 0.02, 0.095, fill=s.shade(face, 1.12), stroke=m.line(coat), width=0.035)
            else:
                s.polygon([(x - 0.07, up + 0.05), (x * 1.1, up - 0.08), (x + 0.07, up + 0.05)], fill=coat, stroke=m.line(coat), width=0.035)
        peak, base = y - tall * 1.35, y + tall
        shape = f"M {-wide} {y} C {-wide} {peak} {wide} {peak} {wide} {y} Q {wide * 0.7} {base} 0 {base} Q {-wide * 0.7} {base} {-wide} {y} Z"
        s.path(shape, fill=m.fill(s, face), stroke=m.line(coat), width=m.width * 1.1)
        if belly:
            flap = [(-0.2, y - tall * 0.8), (0.2, y - tall * 0.8), (0.04, y + tall * 0.4), (-0.04, y + tall * 0.4)]
            s.polygon(flap, fill=s.shade(face, 0.85), stroke=s.shade(face, 0.5))
            for part in (0.15, 0.4, 0.65):
                across, down = 0.17 - 0.16 * part, y - tall * (0.8 - 1.2 * part)
                s.line([(-across, down), (across, down)], stroke=s.shade(face, 0.5), width=0.035)
        elif s.chance(0.5):
            for dx, dy in ((-0.3, -0.4), (0.3, -0.4), (0.0, -0.55), (-0.14, -0.1), (0.14, -0.1)):
                s.ellipse(dx * wide * 1.6, y + dy * tall, 0.06, 0.045, fill=s.shade(coat, s.choice((0.7, 1.5))))
        for side in (-1, 1):
            s.circle(side * 0.15, y + tall * 0.86, 0.09, fill="#f6f0e4" if m.flat else s.shade(coat, 1.3), stroke=m.line(coat), width=0.035)
            s.circle(side * 0.15, y + tall * 0.9, 0.045, fill="#120f0d")
            elbow = (side * max(wide * 0.95, 0.52), 0.4)
            for paint, extra in ((m.line(coat), 0.05), (coat, 0.0)):
                s.line([(side * wide * 0.7, 0.12), elbow], stroke=paint, width=0.2 + extra)
            _folded_claw(s, m, coat, tips, (elbow[0], elbow[1] + 0.06), side, fold)


def _mushroom_half(s: Sketch, m: Manner, wide: float, rim: float, top: str, thick: float) -> None:
    """The pale flesh and the two dark gills of a mushroom cut lengthwise."""
    pale, gills = s.colour(40, 0.12, 0.95, value_jitter=0.04), s.colour(24, 0.5, 0.38)
    flesh = f" Q {wide * 0.5} {rim - 0.06} {thick} {rim + 0.1} L {-thick} {rim + 0.1} Q {-wide * 0.5} {rim - 0.06} {-wide} {rim} Z"
    with s.moved(y=rim * 0.12 - 0.01, scale_x=0.88, scale_y=0.88):
        s.path(top + flesh, fill=m.fill(s, pale))
    for side in (-1, 1):
        gill = f"M {side * thick} {rim + 0.1} Q {side * thick * 1.2} {rim - 0.2} {side * wide * 0.6} {rim - 0.14} "
        gill += f"Q {side * wide * 0.84} {rim} {side * wide * 0.8} {rim + 0.1} Z"
        s.path(gill, fill=gills, stroke=s.shade(gills, 0.7), width=0.03)


def _honeycomb(s: Sketch, m: Manner, wide: float, high: float, rim: float, cap: str) -> None:
    """The pitted tall cap of a morel."""
    w, peak, shoulder = wide, rim - high, rim - high * 0.7
    data = f"M {-w} {rim} C {-w * 1.1} {shoulder} {-w * 0.4} {peak} 0 {peak} C {w * 0.4} {peak} {w * 1.1} {shoulder} {w} {rim} "
    data += f"Q 0 {rim + 0.2} {-w} {rim} Z"
    s.path(data, fill=m.fill(s, s.shade(cap, 1.25)), stroke=m.line(cap), width=0.05)
    for row, (count, span) in enumerate(((4, 0.7), (4, 0.74), (3, 0.63), (3, 0.47), (1, 0.0))):
        for k in range(count):
            x = w * span * (2 * k / max(count - 1, 1) - 1)
            s.ellipse(x, rim - 0.05 - high * 0.19 * row, w * 0.17, high * 0.075, fill=s.shade(cap, 0.45))


@drawing("class", "mushroom", family=5)
def mushroom_stout(s: Sketch) -> None:
    """A single stout mushroom: a closed button, a half cut lengthwise, a porcino with a fat stem or a honeycombed morel."""
    m, make = manner(s), s.choice(("button", "slice", "porcino", "morel"))
    pale = s.colour(40, 0.14, 0.93, value_jitter=0.05)
    brown = s.choice((s.colour(26, 0.6, 0.55), s.colour(34, 0.5, 0.75), s.colour(18, 0.55, 0.38), s.colour(36, 0.2, 0.88)))
    cap = s.choice((brown, brown, s.any_colour(saturation=(0.3, 0.75)))) if make != "morel" else s.colour(34, 0.5, 0.55)
    wide, high, rim = s.uniform(0.6, 0.86), s.uniform(0.5, 0.8), s.uniform(-0.06, 0.14)
    thick, fat, line = s.uniform(0.2, 0.34), s.uniform(0.85, 1.7), m.line(cap)
    if make == "morel":
        wide, high, rim = s.uniform(0.36, 0.52), s.uniform(0.95, 1.1), 0.3
    elif make == "porcino":
        fat = s.uniform(1.5, 1.9)
    with s.moved(turn=s.choice((0, 0, 35, -35, 70, -70, 120)) + s.uniform(-12, 12), scale_x=0.94, scale_y=0.94):
        stem = f"M {-thick} {rim - 0.1} Q {-thick * 0.9} 0.4 {-thick * fat} 0.74 Q 0 {s.uniform(0.84, 1.0)} {thick * fat} 0.74 "
        stem += f"Q {thick * 0.9} 0.4 {thick} {rim - 0.1} Z"
        top = f"M {-wide} {rim} C {-wide} {rim - high * 1.34} {wide} {rim - high * 1.34} {wide} {rim}"
        under, bottom = s.uniform(0.06, 0.2), f"Q {-wide} {rim + 0.16} {-wide} {rim} Z"
        if make == "slice":
            skin = top + f" Q {wide} {rim + 0.16} {wide * 0.7} {rim + 0.12} L {-wide * 0.7} {rim + 0.12} " + bottom
            s.path(skin, fill=cap, stroke=line, width=0.05)
            s.path(stem, fill=pale, stroke=line, width=0.06)
            _mushroom_half(s, m, wide, rim, top, thick)
            return
        s.path(stem, fill=m.fill(s, pale, x=0.35), stroke=m.line(pale), width=m.width)
        if make == "morel":
            _honeycomb(s, m, wide, high, rim, cap)
            return
        low = rim + under
        top += f" Q {wide} {low} {wide * 0.7} {low} Q 0 {low + under * 0.3} {-wide * 0.7} {low} Q {-wide} {low} {-wide} {rim} Z"
        s.path(top, fill=m.fill(s, cap), stroke=line, width=m.width)
        if make == "porcino":
            for k in (-0.6, 0.0, 0.6):
                s.line([(k * thick, low + 0.12), (k * thick * 1.4, 0.6)], stroke=s.shade(pale, 0.75), width=0.035)
            s.path(f"M {-wide * 0.8} {low - under * 0.15} Q 0 {low + under * 0.3} {wide * 0.8} {low - under * 0.15}", stroke="#e4d78c", width=0.09)
        elif s.chance(0.6):
            s.path(f"M {-thick * 1.25} {low + 0.06} Q 0 {low + 0.16} {thick * 1.25} {low + 0.06}", stroke=s.shade(pale, 0.7), width=0.06)
        shine = f"M {-wide * 0.6} {rim - high * 0.55} Q {-wide * 0.3} {rim - high * 0.85} {wide * 0.05} {rim - high * 0.86}"
        s.path(shine, stroke=s.shade(cap, 1.6), width=0.06)
