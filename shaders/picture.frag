#version 330 core
// Cells of an atlas in rows and columns with gaps, each enlarged by itself: no cell bleeds into the next.
uniform sampler2D u_atlas;   // u_cells of them, row 0 of texels at the top; alpha 0 where none has come
uniform sampler2D u_colours; // what grey becomes, one row
uniform bool u_grey;         // use it
uniform ivec2 u_cells;       // columns, rows
uniform vec2 u_cell;         // pixels of a cell
uniform float u_gap;         // pixels between cells
uniform int u_magnify;       // 0 nearest, 1 bilinear, 2 bicubic
uniform vec4 u_empty;
in vec2 v_pixel;
out vec4 o_colour;

ivec2 texels;  // of a cell
ivec2 origin;  // of this cell

vec4 texel(ivec2 at) { return texelFetch(u_atlas, origin + clamp(at, ivec2(0), texels - 1), 0); }

vec4 bilinear(vec2 at) {
  vec2 from = floor(at - 0.5);
  vec2 t = at - 0.5 - from;
  ivec2 i = ivec2(from);
  return mix(mix(texel(i), texel(i + ivec2(1, 0)), t.x), mix(texel(i + ivec2(0, 1)), texel(i + 1), t.x), t.y);
}

// Catmull and Rom: passes through the texels' values, so that what is sharp stays so.
vec4 weights(float t) {
  return vec4(((-0.5 * t + 1.0) * t - 0.5) * t, (1.5 * t - 2.5) * t * t + 1.0,
              ((-1.5 * t + 2.0) * t + 0.5) * t, (0.5 * t - 0.5) * t * t);
}

vec4 bicubic(vec2 at) {
  vec2 from = floor(at - 0.5);
  vec2 t = at - 0.5 - from;
  ivec2 i = ivec2(from);
  vec4 across = weights(t.x);
  vec4 down = weights(t.y);
  vec4 sum = vec4(0.0);
  for (int y = 0; y < 4; ++y)
    for (int x = 0; x < 4; ++x) sum += across[x] * down[y] * texel(i + ivec2(x - 1, y - 1));
  return clamp(sum, 0.0, 1.0);
}

// The mean over the pixel's share of the cell, where there are more texels than pixels.
vec4 reduced(vec2 at, vec2 share) {
  ivec2 taps = ivec2(min(ceil(share), vec2(8.0)));
  vec4 sum = vec4(0.0);
  for (int y = 0; y < taps.y; ++y)
    for (int x = 0; x < taps.x; ++x)
      sum += texel(ivec2(floor(at + share * ((vec2(x, y) + 0.5) / vec2(taps) - 0.5))));
  return sum / float(taps.x * taps.y);
}

void main() {
  vec2 pitch = u_cell + u_gap;
  ivec2 cell = clamp(ivec2(floor(v_pixel / pitch)), ivec2(0), u_cells - 1);
  vec2 inside = v_pixel - vec2(cell) * pitch;
  if (any(greaterThanEqual(inside, u_cell))) discard;
  texels = textureSize(u_atlas, 0) / u_cells;
  origin = cell * texels;
  vec2 share = vec2(texels) / u_cell;
  vec2 at = inside * share;
  vec4 colour;
  if (any(greaterThan(share, vec2(1.0))))
    colour = reduced(at, max(share, vec2(1.0)));
  else if (u_magnify == 0)
    colour = texel(ivec2(floor(at)));
  else
    colour = u_magnify == 1 ? bilinear(at) : bicubic(at);
  vec3 shown = colour.rgb;
  if (u_grey) {
    float size = float(textureSize(u_colours, 0).x);
    shown = texture(u_colours, vec2((colour.r * (size - 1.0) + 0.5) / size, 0.5)).rgb;
  }
  o_colour = vec4(mix(u_empty.rgb, shown, colour.a), 1.0);
}
