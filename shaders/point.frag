#version 330 core
uniform float u_radius;
uniform float u_ring;  // 0: disc, else the ring's line in pixels
in vec4 v_colour;
in vec2 v_offset;
out vec4 o_colour;

void main() {
  float distance_to_centre = length(v_offset);
  float cover = clamp(u_radius + 0.5 - distance_to_centre, 0.0, 1.0);
  if (u_ring > 0.0) cover *= clamp(distance_to_centre - (u_radius - u_ring) + 0.5, 0.0, 1.0);
  o_colour = vec4(v_colour.rgb, v_colour.a * cover);
}
