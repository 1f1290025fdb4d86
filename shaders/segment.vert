#version 330 core
// One instance a segment: a rectangle around it with room for the soft edge and round ends.
layout(location = 0) in vec2 a_from;
layout(location = 1) in vec4 a_from_colour;
layout(location = 2) in vec2 a_to;
layout(location = 3) in vec4 a_to_colour;
uniform vec4 u_transform;
uniform vec2 u_viewport;
uniform float u_width;  // pixels
out vec4 v_colour;
out vec2 v_position;             // pixels along and across the segment, from its start
flat out float v_length;         // pixels

void main() {
  vec2 from = (a_from * u_transform.xy + u_transform.zw) * u_viewport * 0.5;
  vec2 to = (a_to * u_transform.xy + u_transform.zw) * u_viewport * 0.5;
  vec2 along = to - from;
  v_length = length(along);
  along = v_length > 1e-4 ? along / v_length : vec2(1.0, 0.0);
  vec2 across = vec2(-along.y, along.x);
  float reach = 0.5 * u_width + 1.0;
  float end = float(gl_VertexID & 1);
  float side = float(gl_VertexID >> 1) * 2.0 - 1.0;
  v_position = vec2(mix(-reach, v_length + reach, end), side * reach);
  v_colour = mix(a_from_colour, a_to_colour, end);
  vec2 pixel = from + along * v_position.x + across * v_position.y;
  gl_Position = vec4(pixel * 2.0 / u_viewport, 0.0, 1.0);
}
