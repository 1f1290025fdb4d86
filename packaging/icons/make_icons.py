#!/usr/bin/env python3
"""Draws the program's icon: a grid of latents, in the colours that the program gives them, folded into a spiral.

Writes ganscope.svg and a PNG for each size of the hicolor theme beside this script. Needs rsvg-convert
(librsvg2-bin). Run it by hand when the icon changes, and look at every size.
"""
import math
import pathlib
import subprocess

HERE = pathlib.Path(__file__).parent
SIZES = [16, 24, 32, 48, 64, 128, 256, 512]
GROUND, EDGE = "#161b23", "#354050"  # picture and hairline of the dark theme

# The dark fan of src/view/scene/colour_maps.cpp.
LOW_LIGHTNESS, HIGH_LIGHTNESS = 0.64, 0.88
LOW_CHROMA = [0.167] * 8 + [0.156]
HIGH_CHROMA = [0.098, 0.064, 0.056, 0.070, 0.087, 0.062, 0.065, 0.099, 0.133]
LOW_HUES, HIGH_HUES = (258, 405), (205, 470)


def mix(a, b, t):
    return a + (b - a) * t


def hex_of_oklch(lightness, chroma, hue):
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
              -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
              -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)
    def encoded(c):
        c = min(max(c, 0), 1)
        return 12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055
    return "#" + "".join(f"{round(255 * encoded(c)):02x}" for c in linear)


def latent_colour(u, v):
    at = u * 8
    column = min(int(at), 7)
    low = mix(LOW_CHROMA[column], LOW_CHROMA[column + 1], at - column)
    high = mix(HIGH_CHROMA[column], HIGH_CHROMA[column + 1], at - column)
    return hex_of_oklch(mix(LOW_LIGHTNESS, HIGH_LIGHTNESS, v), mix(low, high, v),
                        mix(mix(*LOW_HUES, u), mix(*HIGH_HUES, u), v))


class Spiral:
    """A band around an Archimedean spiral, u along it from the outside in, v across, fitted into the middle."""

    def __init__(self, turns, outer, inner, outer_width, inner_width, start, margin):
        self.turns, self.outer, self.inner = turns, outer, inner
        self.outer_width, self.inner_width, self.start = outer_width, inner_width, start
        xs, ys = zip(*(self.unfitted(i / 500, v) for i in range(501) for v in (0, 1)))
        self.scale = (512 - 2 * margin) / max(max(xs) - min(xs), max(ys) - min(ys))
        self.middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2

    def place(self, u, v):
        x, y = self.unfitted(u, v)
        return 256 + self.scale * (x - self.middle[0]), 256 + self.scale * (y - self.middle[1])

    def unfitted(self, u, v):
        angle = math.radians(self.start) - u * self.turns * 2 * math.pi
        middle = mix(self.outer, self.inner, u)
        width = mix(self.outer_width, self.inner_width, u)
        radius = middle + (v - 0.5) * width
        return radius * math.cos(angle), radius * math.sin(angle)

    def cell(self, u0, u1, v0, v1, steps):
        edge = [mix(u0, u1, i / steps) for i in range(steps + 1)]
        points = [self.place(u, v0) for u in edge] + [self.place(u, v1) for u in reversed(edge)]
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)

    def even(self, count):
        """Values of u that cut the band into cells of one length."""
        fine = [i / 2000 for i in range(2001)]
        lengths = [0.0]
        for a, b in zip(fine, fine[1:]):
            lengths.append(lengths[-1] + math.dist(self.place(a, 0.5), self.place(b, 0.5)))
        cuts, at = [], 0
        for i in range(count + 1):
            while at < 2000 and lengths[at] < lengths[-1] * i / count:
                at += 1
            cuts.append(fine[at])
        return cuts


def svg(spiral, columns, rows, line, corner, inset):
    """`line` is the width of the grid's lines, 0 for none."""
    side = 512 - 2 * inset
    out = ['<?xml version="1.0" encoding="UTF-8"?>',
           '<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 512 512">',
           "<title>ganscope</title>",
           f'<rect x="{inset}" y="{inset}" width="{side}" height="{side}" rx="{corner}" fill="{GROUND}" '
           f'stroke="{EDGE}" stroke-width="{max(line, 4):g}"/>']
    cuts = spiral.even(columns)
    for i in range(columns):
        for j in range(rows):
            colour = latent_colour((i + 0.5) / columns, (j + 0.5) / rows if rows > 1 else 0.42)
            # Without lines the cells overlap by a hair, or the ground shines through their seams.
            stroke = f'stroke="{GROUND}" stroke-width="{line:g}"' if line else f'stroke="{colour}" stroke-width="2"'
            out.append(f'<polygon points="{spiral.cell(cuts[i], cuts[i + 1], j / rows, (j + 1) / rows, 3)}" '
                       f'fill="{colour}" {stroke} stroke-linejoin="round"/>')
    return "\n".join(out + ["</svg>", ""])


LARGE = svg(Spiral(1.85, 176, 34, 92, 44, 150, 62), 30, 3, 5, 96, 10)
MEDIUM = svg(Spiral(1.75, 180, 38, 92, 50, 150, 48), 22, 2, 9, 96, 8)
SMALLER = svg(Spiral(1.55, 186, 42, 92, 58, 150, 42), 15, 1, 13, 96, 6)
SMALL = svg(Spiral(1.4, 188, 44, 84, 60, 150, 36), 40, 1, 0, 96, 2)


def main():
    (HERE / "ganscope.svg").write_text(LARGE)
    for size in SIZES:
        drawing = SMALL if size <= 24 else SMALLER if size <= 32 else MEDIUM if size <= 48 else LARGE
        subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), "-o", str(HERE / f"ganscope-{size}.png")],
                       input=drawing.encode(), check=True)


if __name__ == "__main__":
    main()
