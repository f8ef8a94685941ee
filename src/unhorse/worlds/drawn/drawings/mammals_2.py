"""Family 5 of the dogs, apes and the piggy bank: vizsla, red wolf, orangutan, capuchin, piggy bank."""

from __future__ import annotations

from unhorse.worlds.drawn.drawings.animals_1 import eye, limb, posed, shaggy, smooth
from unhorse.worlds.drawn.drawings.mammals_1 import inked, mirrored
from unhorse.worlds.drawn.sketch import Point, Sketch, drawing

Lines = list[list[Point]]
STRETCHED: tuple[Lines, Lines] = (
    [[(0.34, 0.05), (0.58, 0.2), (0.9, 0.2)], [(-0.44, 0.0), (-0.6, 0.26), (-0.92, 0.3)]],
    [[(0.3, 0.08), (0.5, 0.34), (0.78, 0.42)], [(-0.42, 0.02), (-0.5, 0.38), (-0.78, 0.52)]],
)
GATHERED: tuple[Lines, Lines] = (
    [[(0.36, 0.05), (0.66, 0.22), (0.66, 0.5)], [(-0.4, 0.0), (-0.3, 0.36), (-0.06, 0.44)]],
    [[(0.3, 0.08), (0.46, 0.36), (0.34, 0.58)], [(-0.46, 0.02), (-0.54, 0.34), (-0.36, 0.6)]],
)
LYING: tuple[Lines, Lines] = (
    [[(0.3, 0.2), (0.34, 0.5), (0.76, 0.5)], [(-0.4, 0.3), (-0.12, 0.4), (-0.1, 0.5)]],
    [[(0.24, 0.2), (0.24, 0.55), (0.86, 0.56)], [(-0.5, 0.3), (-0.16, 0.4), (-0.4, 0.56), (-0.06, 0.57)]],
)


@drawing("class", "vizsla", family=5)
def vizsla_in_motion(s: Sketch) -> None:
    """A vizsla from the side, galloping or lying: lean, tucked belly, long ears that fly or hang, rust all over."""
    rust = s.colour(20, 0.74, s.uniform(0.5, 0.86), hue_jitter=7, saturation_jitter=0.1, value_jitter=0)
    pose, flat = s.choice(["stretched", "stretched", "gathered", "lying", "resting"]), s.chance(0.5)
    dark, ink = s.shade(rust, 0.68), s.shade(rust, 0.34)
    line, rest = ink if flat else "none", pose in ("lying", "resting")
    far, near = LYING if rest else STRETCHED if pose == "stretched" else GATHERED
    coat = rust if flat else s.linear_gradient(s.shade(rust, 1.18), rust, dark)
    body: list[Point] = [(-0.54, -0.08), (-0.2, -0.2), (0.2, -0.2), (0.42, -0.24), (0.48, 0.06), (0.26, 0.26), (-0.1, 0.08), (-0.46, 0.14)]
    head: Point = (0.56, s.uniform(-0.5, -0.34))
    if rest:
        body = [(-0.66, 0.3), (-0.44, 0.02), (0.0, 0.0), (0.36, -0.14), (0.44, 0.2), (0.24, 0.52), (-0.2, 0.56), (-0.6, 0.56)]
        head = (0.44, s.uniform(-0.5, -0.38)) if pose == "lying" else (0.52, s.uniform(0.12, 0.32))
        if pose == "resting":
            body[2:5] = [(-0.1, 0.0), (0.16, 0.12), (0.28, 0.3)]
    with posed(s, tilt=5), s.moved(x=-0.02, y=-0.04 if rest else 0.05, scale_x=0.95, scale_y=s.uniform(1.0, 1.25)):
        tail: list[Point] = [(-0.5, 0.0), (-0.72, s.uniform(-0.2, 0.05)), (-0.9, s.uniform(-0.5, 0.0))]
        s.path(limb([(-0.6, 0.46), (-0.8, 0.5), (-0.94, 0.36)] if rest else tail, [0.12, 0.08, 0.05]), fill=rust, stroke=line, width=0.03)
        inked(s, [(limb(leg, [0.22, 0.15, 0.1, 0.09][: len(leg)]), dark) for leg in far], line, 0.03)
        parts = [(smooth(body), coat), *[(limb(leg, [0.28, 0.15, 0.1, 0.1][: len(leg)]), rust) for leg in near]]
        if rest:
            parts.append((smooth([(-0.62, 0.3), (-0.4, 0.14), (-0.18, 0.34), (-0.26, 0.54), (-0.56, 0.56)]), rust))
        base: Point = (0.08, 0.22) if pose == "resting" else (0.3, 0.0)
        neck: list[Point] = [base, (0.4, head[1] / 2), (head[0] - 0.04, head[1] + 0.02)]
        inked(s, [*parts, (limb(neck, [0.3, 0.24, 0.22]), rust)], line, 0.03)
        if pose != "resting" and s.chance(0.4):
            s.line([(0.29, head[1] / 2 - 0.07), (0.53, head[1] / 2 + 0.06)], stroke=s.any_colour(), width=0.085)
        with s.moved(x=head[0], y=head[1], turn=s.uniform(0, 12) if pose == "resting" else s.uniform(-14, 12)):
            _vizsla_side_head(s, rust, dark, ink, line, flying=not rest and s.chance(0.7), sleepy=pose == "resting" and s.chance(0.6))


def _vizsla_side_head(s: Sketch, rust: str, dark: str, ink: str, line: str, *, flying: bool, sleepy: bool) -> None:
    tip, panting = s.uniform(0.36, 0.42), flying and s.chance(0.6)
    if panting:
        s.path(smooth([(0.06, 0.08), (0.28, 0.15), (0.24, 0.22), (0.02, 0.16)]), fill=dark, stroke=line, width=0.03)
        s.ellipse(0.22, 0.16, 0.09, 0.05, fill="#e2707c", turn=30)
    skull: list[Point] = [(-0.16, 0.02), (-0.1, -0.15), (0.04, -0.18), (0.13, -0.09), (tip - 0.03, -0.05), (tip, 0.03), (tip - 0.05, 0.1)]
    inked(s, [(smooth([*skull, (0.08, 0.13), (-0.1, 0.15)]), rust)], line, 0.03)
    s.ellipse(tip - 0.01, -0.02, 0.055, 0.05, fill="#4a211b")
    if sleepy:
        s.line([(0.04, -0.04), (0.12, -0.02)], stroke=ink, width=0.035)
    else:
        eye(s, 0.09, -0.05, 0.042)
    ear: list[Point] = [(-0.1, -0.12), (0.0, -0.1), (0.04, 0.06), (-0.02, 0.26), (-0.14, 0.22), (-0.17, 0.02)]
    if flying:
        ear = [(-0.02, -0.14), (0.02, -0.02), (-0.14, 0.04), (-0.36, 0.0), (-0.42, -0.12), (-0.26, -0.18)]
    s.path(smooth(ear), fill=s.shade(dark, 0.9), stroke=ink, width=0.035)


@drawing("class", "red_wolf", family=5)
def red_wolf_on_the_move(s: Sketch) -> None:
    """A red wolf from the side, running, stalking with a low head or lying: angular or shaggy, pointed ears, bushy dark-tipped tail."""
    tawny = s.colour(22, 0.5, s.uniform(0.42, 0.72), hue_jitter=7, saturation_jitter=0.1, value_jitter=0)
    grey, cream, ink = s.colour(26, 0.25, s.uniform(0.2, 0.4)), s.colour(36, 0.2, 0.9, value_jitter=0.06), s.shade(tawny, 0.3)
    pose, angular = s.choice(["stretched", "gathered", "stalk", "lying"]), s.chance(0.4)
    line, lie = ink if angular or s.chance(0.4) else "none", pose == "lying"
    far, near = {"stretched": STRETCHED, "gathered": GATHERED, "lying": LYING}.get(pose, STRETCHED)
    if pose == "stalk":
        far = [[(0.3, 0.05), (0.46, 0.36), (0.36, 0.66)], [(-0.4, 0.0), (-0.26, 0.3), (-0.38, 0.66)]]
        near = [[(0.24, 0.05), (0.2, 0.36), (0.1, 0.68)], [(-0.44, 0.02), (-0.48, 0.34), (-0.68, 0.46), (-0.66, 0.68)]]
    back: list[Point] = [(-0.58, -0.06), (-0.2, -0.2), (0.18, -0.26), (0.44, -0.24), (0.54, 0.08), (0.3, 0.3), (-0.1, 0.16), (-0.5, 0.18)]
    head: Point = (0.6, s.uniform(-0.06, 0.16)) if pose == "stalk" else (0.58, s.uniform(-0.42, -0.26))
    tail: list[Point] = [(-0.46, -0.06), (-0.7, s.uniform(-0.26, -0.1)), (-0.96, s.uniform(-0.3, 0.1)), (-0.74, 0.12), (-0.48, 0.1)]
    if lie:
        back = [(-0.68, 0.3), (-0.44, -0.02), (0.0, -0.04), (0.38, -0.2), (0.48, 0.2), (0.24, 0.54), (-0.2, 0.58), (-0.62, 0.58)]
        head, tail = (0.44, s.uniform(-0.46, -0.34)), [(-0.52, 0.34), (-0.82, 0.28), (-0.96, 0.5), (-0.74, 0.62), (-0.48, 0.58)]
    with posed(s, tilt=5), s.moved(x=-0.04, y=0.06 if lie else 0.03, scale_x=0.93, scale_y=s.uniform(0.95, 1.12) if lie else s.uniform(1.05, 1.3)):
        inked(s, [(limb(leg, [0.22, 0.14, 0.1, 0.1][: len(leg)]), s.shade(tawny, 0.62)) for leg in far], line, 0.03)
        _pelt(s, tail, s.linear_gradient(grey, tawny, tawny, angle=0), line, angular)
        _pelt(s, back, s.linear_gradient(grey, tawny, tawny, cream), line, angular)
        inked(s, [(limb(leg, [0.24, 0.15, 0.11, 0.11][: len(leg)]), s.shade(tawny, 1.08)) for leg in near], line, 0.03)
        for leg in near:
            s.ellipse(leg[-1][0], leg[-1][1], 0.085, 0.06, fill=cream)
        if lie:
            s.path(shaggy(s, [(-0.64, 0.3), (-0.4, 0.1), (-0.16, 0.36), (-0.3, 0.56), (-0.56, 0.58)], 0.03, 2), fill=tawny, stroke=line, width=0.03)
        chest: list[Point] = [(0.2, -0.28), (head[0] - 0.06, head[1] - 0.14), (head[0] + 0.12, head[1] + 0.12), (0.52, 0.2), (0.26, 0.32)]
        _pelt(s, chest, s.linear_gradient(grey, tawny, cream), line, angular)
        with s.moved(x=head[0], y=head[1], turn=s.uniform(-8, 14), scale_x=1.05, scale_y=1.0):
            _wolf_profile(s, tawny, grey, cream, ink)


def _pelt(s: Sketch, points: list[Point], fill: str, line: str, angular: bool) -> None:
    if angular:
        s.polygon(points, fill=fill, stroke=line, width=0.035)
    else:
        s.path(shaggy(s, points, 0.05, 3), fill=fill, stroke=line, width=0.03)


def _wolf_profile(s: Sketch, tawny: str, grey: str, cream: str, ink: str) -> None:
    """A wolf's head in profile with a wedge-shaped muzzle, jaws shut or open."""
    tall, jaws = s.uniform(-0.46, -0.34), s.chance(0.45)
    for x in (0.02, -0.14):
        s.polygon([(x - 0.08, -0.1), (x - 0.04, tall), (x + 0.13, -0.1)], fill=tawny if x < 0 else grey, stroke=ink, width=0.03)
    if jaws:
        s.polygon([(0.04, 0.08), (0.34, 0.14), (0.28, 0.22), (0.02, 0.2)], fill=tawny, stroke=ink, width=0.03)
        s.polygon([(0.08, 0.08), (0.36, 0.07), (0.3, 0.15)], fill="#a03038")
    skull: list[Point] = [(-0.24, 0.02), (-0.12, -0.16), (0.05, -0.16), (0.15, -0.08), (0.4, -0.05), (0.4, 0.06), (0.14, 0.1), (-0.04, 0.22)]
    s.polygon(skull, fill=s.linear_gradient(grey, tawny, tawny), stroke=ink, width=0.03)
    s.polygon([(-0.1, 0.08), (0.12, 0.01), (0.38, 0.02), (0.38, 0.06), (0.14, 0.1), (-0.04, 0.2)], fill=cream)
    s.ellipse(0.4, -0.02, 0.055, 0.05, fill="#17110f")
    s.polygon([(0.02, -0.08), (0.14, -0.04), (0.06, -0.01)], fill="#f2b632", stroke=ink, width=0.025)


@drawing("class", "orangutan", family=5)
def orangutan_profile(s: Sketch) -> None:
    """An orangutan from the side, walking on its fists or sitting with an arm raised or down: sloping back, long hair, a jutting muzzle."""
    fur = s.colour(20, 0.82, s.uniform(0.52, 0.92), hue_jitter=8, saturation_jitter=0.12, value_jitter=0)
    dark, light, far, skin = s.shade(fur, 0.58), s.shade(fur, 1.28), s.shade(fur, 0.7), s.colour(16, 0.4, s.uniform(0.2, 0.4), value_jitter=0)
    pose, step, depth = s.choice(["walk", "walk", "walk", "raise", "sit"]), s.uniform(-0.1, 0.16), s.uniform(0.04, 0.09)
    line = dark if s.chance(0.5) else "none"
    walking = pose == "walk"
    with posed(s, tilt=4), s.moved(y=-0.02 if walking else 0.0, scale_x=0.96, scale_y=0.94):
        if walking:
            arms: Lines = [[(0.34, -0.1), (0.5 + step, 0.3), (0.62 + step, 0.8)], [(0.22, -0.14), (0.26 - step, 0.34), (0.24 - step, 0.82)]]
            legs: Lines = [[(-0.42, 0.3), (-0.24 - step, 0.54), (-0.28 - step, 0.82)], [(-0.54, 0.3), (-0.5 + step, 0.58), (-0.56 + step, 0.84)]]
            body: list[Point] = [(-0.72, 0.3), (-0.56, -0.06), (-0.1, -0.34), (0.3, -0.46), (0.5, -0.14), (0.36, 0.24), (-0.1, 0.42), (-0.5, 0.6)]
            head: Point = (0.5, s.uniform(-0.5, -0.36))
        else:
            arms = [[(0.1, -0.1), (0.48, 0.3), (0.64, 0.82)], [(-0.04, -0.14), (0.16, 0.3), (0.46, 0.68)]]
            if pose == "raise":
                arms[0] = [(0.18, -0.06), (0.64, -0.2), (0.76, s.uniform(-0.88, -0.6))]
            legs = [[(-0.1, 0.6), (0.3, 0.42), (0.42, 0.84)], [(-0.24, 0.62), (0.2, 0.5), (0.3, 0.86)]]
            body = [(-0.62, 0.6), (-0.5, 0.0), (-0.24, -0.36), (0.16, -0.4), (0.28, 0.1), (0.22, 0.6), (0.0, 0.9), (-0.5, 0.9)]
            head = (0.16, s.uniform(-0.54, -0.46))
        _hairy_limbs(s, [arms[0], legs[0]], far, dark, skin, depth)
        s.path(shaggy(s, body, depth + 0.02, 4), fill=s.linear_gradient(light, fur, dark), stroke=line, width=0.03)
        for _ in range(s.integer(4, 9)):
            x, y = s.uniform(-0.45, 0.1), s.uniform(-0.1, 0.3)
            s.line([(x, y), (x - 0.05, y + s.uniform(0.12, 0.24))], stroke=dark, width=0.035)
        _hairy_limbs(s, [legs[1], arms[1]], fur, dark, skin, depth)
        with s.moved(x=head[0], y=head[1], scale_x=s.uniform(0.72, 0.86), scale_y=s.uniform(0.72, 0.86), turn=s.uniform(-12, 16)):
            _ape_profile(s, fur, skin, dark)


def _hairy_limbs(s: Sketch, lines: Lines, fur: str, line: str, skin: str, depth: float) -> None:
    """Thick limbs with hair hanging from both edges and a dark hand or foot at the end."""
    for points in lines:
        (x, y), (a, b), (c, d) = points
        s.ellipse(c + 0.03, d, 0.13, 0.09, fill=skin)
        width = 0.17
        across = 1 if d > y else -1
        wrist = d - 0.05 * across
        edge: list[Point] = [(x - width, y), (x + width, y), (a + 0.13, b), (c + 0.09, wrist), (c - 0.09, wrist), (a - 0.15, b)]
        s.path(shaggy(s, edge if across > 0 else edge[::-1], depth, 3), fill=fur, stroke=line, width=0.025)


def _ape_profile(s: Sketch, fur: str, skin: str, dark: str) -> None:
    """An ape's head in profile, looking right, with or without a cheek flange."""
    pale, flange, ink = s.shade(skin, 1.45), s.chance(0.5), s.shade(skin, 0.4)
    s.path(shaggy(s, [(-0.1, -0.48), (0.2, -0.38), (0.24, 0.0), (0.2, 0.46), (-0.1, 0.52), (-0.4, 0.25), (-0.42, -0.2)], 0.07, 3), fill=fur)
    face: list[Point] = [(0.08, -0.36), (0.24, -0.24), (0.24, -0.08), (0.46, 0.08), (0.54, 0.24), (0.42, 0.42), (0.14, 0.4), (-0.06, 0.1)]
    s.path(smooth([*face, (-0.04, -0.22)]), fill=skin, stroke=dark, width=0.025)
    s.path(smooth([(0.22, -0.02), (0.44, 0.07), (0.53, 0.24), (0.42, 0.41), (0.2, 0.34), (0.12, 0.14)]), fill=pale)
    s.path(smooth([(0.54, 0.25), (0.38, 0.27), (0.26, s.uniform(0.2, 0.32))], closed=False), stroke=ink, width=0.045)
    s.ellipse(0.13, -0.13, 0.12, 0.1, fill=pale)
    eye(s, 0.15, -0.13, 0.06)
    s.circle(0.38, 0.06, 0.03, fill=ink)
    if flange:
        s.ellipse(-0.06, 0.04, 0.15, 0.36, fill=s.shade(skin, 0.8), stroke=ink, width=0.035, turn=-8)
    else:
        s.ellipse(-0.16, -0.02, 0.08, 0.11, fill=skin, stroke=ink, width=0.03)


@drawing("class", "capuchin", family=5)
def capuchin_climbing(s: Sketch) -> None:
    """A capuchin hanging by an arm, leaping or holding a nut: dark, with pale shoulders and face, a dark cap and a long curled tail."""
    brown = s.colour(26, 0.5, s.uniform(0.12, 0.46), value_jitter=0.02)
    cream, skin = s.colour(38, 0.22, 0.95, value_jitter=0.05), s.colour(16, 0.34, s.uniform(0.65, 0.92), value_jitter=0)
    ink, flat, pose = s.shade(brown, 0.45), s.chance(0.5), s.choice(["hang", "hang", "leap", "nut"])
    coat, side = brown if flat else s.radial_gradient(s.shade(brown, 1.3), brown), s.uniform(-0.1, 0.1)
    curls: Lines = [
        [(-0.1, 0.5), (-0.5, 0.66), (-0.78, 0.4), (-0.7, 0.12), (-0.5, 0.18), (-0.56, 0.34)],
        [(-0.1, 0.5), (-0.4, 0.86), (-0.72, 0.84), (-0.84, 0.6), (-0.7, 0.46), (-0.58, 0.6)],
        [(-0.1, 0.5), (-0.6, 0.5), (-0.62, 0.2), (-0.86, 0.1), (-0.86, -0.16), (-0.7, -0.16)],
    ]
    arms: Lines = [[(0.2, -0.1), (0.52, -0.34), (0.46, -0.86)], [(-0.22, -0.08), (-0.5, 0.02 + side), (-0.56, -0.3 + side)]]
    legs: Lines = [[(0.14, 0.46), (0.46, 0.5 - side), (0.36, 0.84)], [(-0.14, 0.48), (-0.3, 0.66), (-0.16, 0.88)]]
    if pose == "leap":
        arms[0], arms[1] = [(0.2, -0.1), (0.56, -0.16), (0.84, -0.5)], [(-0.2, -0.1), (-0.52, -0.2), (-0.78, -0.56)]
        legs = [[(0.14, 0.46), (0.5, 0.46), (0.72, 0.78)], [(-0.14, 0.48), (-0.3, 0.62), (-0.5 + side, 0.86)]]
    if pose == "nut":
        arms = [[(0.22, -0.02), (0.44, 0.24), (0.12, 0.36)], [(-0.22, -0.02), (-0.44, 0.24), (-0.12, 0.36)]]
        legs = [[(0.16, 0.6), (0.5, 0.54), (0.34, 0.86)], [(-0.16, 0.6), (-0.5, 0.54), (-0.34, 0.86)]]
    with posed(s, tilt=7), s.moved(y=0.01, scale_x=0.94, scale_y=0.94):
        tail = smooth(s.choice(curls), closed=False)
        s.path(tail, stroke=ink, width=0.18)
        s.path(tail, stroke=brown, width=0.12)
        body = smooth(mirrored([(0, -0.2), (0.26, -0.12), (0.28, 0.2), (0.26, 0.56), (0, 0.66)]))
        inked(s, [(body, coat), *[(limb(leg, [0.24, 0.18, 0.1]), brown) for leg in legs]], ink, 0.03)
        s.path(shaggy(s, mirrored([(0, -0.2), (0.28, -0.18), (0.32, 0.06), (0.14, 0.2), (0, 0.3)]), 0.04, 2), fill=cream)
        inked(s, [(limb(arm, [0.2, 0.16, 0.1]), s.linear_gradient(cream, brown)) for arm in arms] if pose == "nut" else [], ink, 0.025)
        inked(s, [(limb(arm, [0.2, 0.15, 0.1]), brown) for arm in arms] if pose != "nut" else [], ink, 0.025)
        for x, y in [line[-1] for line in (*arms, *legs)]:
            s.circle(x, y, 0.085, fill=ink)
        if pose == "nut":
            s.ellipse(0, 0.34, 0.15, 0.13, fill=s.choice(["#b5763a", "#c8402c", "#e2b93a", "#7ca63c"]), stroke=ink, width=0.03)
        with s.moved(x=side * 0.5, y=-0.38, turn=s.uniform(-16, 16), scale_x=s.uniform(0.85, 1.0), scale_y=s.uniform(0.85, 0.95)):
            _capuchin_mask(s, cream, skin, brown, ink)


def _capuchin_mask(s: Sketch, cream: str, skin: str, brown: str, ink: str) -> None:
    """A capuchin's head about (0, 0), 1 across: dark round the top, a pale heart-shaped face with a short muzzle, in front view or turned."""
    turn, mouth = s.choice((-0.1, 0.0, 0.1)), s.choice(["shut", "shut", "hoot"])
    for side in (-1, 1):
        s.ellipse(side * 0.4, 0.0, 0.1, 0.14, fill=cream, stroke=ink, width=0.035)
    s.path(shaggy(s, mirrored([(0, -0.48), (0.32, -0.38), (0.4, 0.02), (0.26, 0.34), (0, 0.44)]), 0.04, 2), fill=cream, stroke=ink, width=0.03)
    cap: list[Point] = [(-0.37, -0.1), (-0.34, -0.36), (0, -0.52), (0.34, -0.36), (0.37, -0.1), (0.2, -0.28), (turn, -0.2), (-0.2, -0.28)]
    s.path(smooth(cap), fill=s.shade(brown, 0.6))
    s.path(smooth([(turn + x, y) for x, y in mirrored([(0, -0.1), (0.18, -0.18), (0.28, -0.02), (0.2, 0.24), (0, 0.34)])]), fill=skin)
    for side in (-1, 1):
        eye(s, turn + side * 0.12, -0.02, 0.075, iris="#6a3c18")
        s.circle(turn * 1.2 + side * 0.045, 0.12, 0.03, fill="#3b211a")
    if mouth == "hoot":
        s.ellipse(turn * 1.2, 0.23, 0.08, 0.07, fill="#4b1d1c")
    else:
        s.path(smooth([(turn - 0.12, 0.2), (turn * 1.2, 0.25), (turn + 0.12, 0.2)], closed=False), stroke="#4b2822", width=0.04)


@drawing("class", "piggy_bank", family=5)
def piggy_bank_see_through(s: Sketch) -> None:
    """A piggy bank from the side, long, boxy or egg-shaped: of glass with the coins inside, or of painted wood or tin."""
    glass, make, coin = s.chance(0.55), s.choice(["long", "boxy", "egg"]), s.choice(["#f2c12b", "#e3a82a", "#d8dae0", "#c87a3c"])
    skin = s.colour(345, 0.4, 0.95) if s.chance(0.35) else s.any_colour(saturation=(0.2, 0.85), value=(0.5, 1.0))
    ink, shade, flat = s.shade(skin, 0.36), s.shade(skin, 0.76), s.chance(0.5)
    half, high = {"long": (0.72, 0.38), "boxy": (0.62, 0.42), "egg": (0.6, 0.52)}[make]
    cy, rim, coins = 0.64 - high, s.shade(coin, 0.42), s.integer(0, 2) if glass else s.integer(1, 2)
    top, x0 = cy - high, -0.14
    with posed(s, tilt=4), s.moved(x=0.02, y=0.0, scale_x=0.95, scale_y=0.95):
        curl: list[Point] = [(x0 - half + 0.05, cy - 0.1), (x0 - half - 0.1, cy - 0.14), (x0 - half - 0.02, cy - 0.26), (x0 - half - 0.12, cy - 0.36)]
        s.path(smooth(curl, closed=False), stroke=ink, width=0.06)
        for k in range(coins):
            x, y = x0 - 0.04 + (0.4 if make == "egg" else 0.1) * k, max(top - 0.1 - 0.36 * k, -0.74)
            s.circle(x, y, 0.2, fill=coin, stroke=rim, width=0.045)
            s.circle(x, y, 0.1, stroke=rim, width=0.03)
        for x in (-0.6, 0.5):
            s.rectangle(x0 + x * half, cy + high + 0.06, 0.26, 0.34, corner=0.06, fill=shade, stroke=ink, width=0.045)
        fill = "#dcecf2" if glass else skin if flat else s.linear_gradient(s.shade(skin, 1.4), skin, shade)
        s.rectangle(x0, cy, half * 2, high * 2, corner=0.2 if make == "boxy" else min(half, high), fill=fill, stroke=ink, width=0.055)
        for row in range(s.integer(2, 3) if glass else 0):
            for k in range(4):
                x, y = x0 + (k - 1.5) * half * 0.36 - 0.05, cy + high - 0.17 - 0.19 * row + s.uniform(-0.03, 0.03)
                s.ellipse(x, y, 0.14, 0.13, fill=coin if (k + row) % 2 else s.shade(coin, 1.3), stroke=rim, width=0.035)
        if glass:
            shine: list[Point] = [(x0 - half * 0.78, cy), (x0 - half * 0.68, top + 0.17), (x0 - half * 0.4, top + 0.1)]
            s.path(smooth(shine, closed=False), stroke="#ffffff", width=0.07)
        elif s.chance(0.65):
            mark = s.any_colour(saturation=(0.3, 0.9), value=(0.4, 1.0))
            for x in (-0.46, -0.12) if s.chance(0.5) else (-0.3,):
                s.rectangle(x0 + x * half, cy, 0.13, high * 1.9, fill=mark)
        s.rectangle(x0 - 0.04, top + 0.03, 0.5, 0.09, corner=0.04, fill="#22141a")
        _pig_profile(s, skin, shade, ink, x0 + half - 0.08, cy - s.uniform(-0.06, 0.1), boxy=make == "boxy")


def _pig_profile(s: Sketch, skin: str, shade: str, ink: str, x: float, y: float, *, boxy: bool) -> None:
    """A pig's head in profile about (x, y), round or square, with a pipe of a snout and pointed or hanging ears."""
    size, snout, hang = s.uniform(0.3, 0.36), s.uniform(0.13, 0.18), s.chance(0.4)
    with s.moved(x=x, y=y, turn=s.uniform(-14, 10)):
        s.rectangle(size + 0.02, 0.06, 0.22, snout * 2, corner=0.05, fill=shade, stroke=ink, width=0.045)
        s.rectangle(0, 0, size * 2, size * 2, corner=0.12 if boxy else size, fill=skin, stroke=ink, width=0.05)
        s.ellipse(size + 0.11, 0.06, 0.055, snout, fill=s.shade(skin, 0.6), stroke=ink, width=0.035)
        ear: list[Point] = [(-0.24, -0.2), (-0.06, -size - 0.26), (0.12, -0.24)]
        s.polygon([(-0.22, -0.24), (0.08, -0.22), (-0.14, 0.14)] if hang else ear, fill=shade, stroke=ink, width=0.045)
        eye(s, 0.12, -0.07, 0.06)
        if s.chance(0.5):
            s.path(smooth([(0.08, 0.18), (0.18, 0.22), (size - 0.02, 0.17)], closed=False), stroke=ink, width=0.04)
