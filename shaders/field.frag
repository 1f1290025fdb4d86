#version 330 core
uniform sampler2D u_answer;  // 0 to 1 at cell centres
uniform sampler2D u_colours; // the colour map, one row
uniform vec4 u_bounds;       // min.xy, max.xy in data units
uniform vec4 u_fade;         // widths in data units over which the left, lower, right, upper side fades; 0: not
in vec2 v_cell;
out vec4 o_colour;

// Evenly spread over [-0.5, 0.5), the same for a pixel on every machine: whole numbers only.
float noise(uvec2 pixel) {
  uint h = pixel.x * 0x9E3779B1u ^ pixel.y * 0x85EBCA77u;
  h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
  h = (h ^ (h >> 12)) * 0x297A2D39u;
  h ^= h >> 15;
  return float(h >> 8) / 16777216.0 - 0.5;
}

// 0 at a side, 1 from `width` on; scene/field_edge.cpp has the same.
vec2 rise(vec2 distance, vec2 width) {
  vec2 t = clamp(distance / max(width, vec2(1e-20)), 0.0, 1.0);
  return mix(vec2(1.0), t * t * (3.0 - 2.0 * t), vec2(greaterThan(width, vec2(0.0))));
}

void main() {
  float answer = texture(u_answer, v_cell).r;
  // Half a texel in from both ends, so that 0 and 1 hit the map's first and last colour.
  float size = float(textureSize(u_colours, 0).x);
  vec3 colour = texture(u_colours, vec2((answer * (size - 1.0) + 0.5) / size, 0.5)).rgb;
  // The map is low in chroma and its levels would show as bands: half a level of noise hides them.
  vec2 data = mix(u_bounds.xy, u_bounds.zw, v_cell);
  vec2 shown = rise(data - u_bounds.xy, u_fade.xy) * rise(u_bounds.zw - data, u_fade.zw);
  o_colour = vec4(colour + noise(uvec2(gl_FragCoord.xy)) / 255.0, shown.x * shown.y);
}
