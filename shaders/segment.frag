#version 330 core
uniform float u_width;
in vec4 v_colour;
in vec2 v_position;
flat in float v_length;
out vec4 o_colour;

void main() {
  float beyond = max(max(-v_position.x, v_position.x - v_length), 0.0);
  float distance_to_line = length(vec2(beyond, v_position.y));
  float cover = clamp(0.5 * u_width + 0.5 - distance_to_line, 0.0, 1.0);
  o_colour = vec4(v_colour.rgb, v_colour.a * cover);
}
