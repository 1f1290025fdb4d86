#version 330 core
// One instance a point: a quad around it, one pixel larger for the soft edge.
layout(location = 0) in vec2 a_position;  // data units
layout(location = 1) in vec4 a_colour;
uniform vec4 u_transform;  // ndc = data * xy + zw
uniform vec2 u_viewport;   // pixels
uniform float u_radius;    // pixels
out vec4 v_colour;
out vec2 v_offset;  // pixels from the centre

void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0;
  v_offset = corner * (u_radius + 1.0);
  v_colour = a_colour;
  vec2 centre = a_position * u_transform.xy + u_transform.zw;
  gl_Position = vec4(centre + v_offset * 2.0 / u_viewport, 0.0, 1.0);
}
