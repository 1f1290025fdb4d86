#version 330 core
layout(location = 0) in vec2 a_position;
layout(location = 1) in vec4 a_colour;
uniform vec4 u_transform;
out vec4 v_colour;

void main() {
  v_colour = a_colour;
  gl_Position = vec4(a_position * u_transform.xy + u_transform.zw, 0.0, 1.0);
}
