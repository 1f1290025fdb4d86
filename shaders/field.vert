#version 330 core
// A triangle strip over the field's rectangle in data units.
uniform vec4 u_transform;
uniform vec4 u_bounds;  // min.xy, max.xy in data units
out vec2 v_cell;        // 0 to 1 over the field

void main() {
  v_cell = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  vec2 data = mix(u_bounds.xy, u_bounds.zw, v_cell);
  gl_Position = vec4(data * u_transform.xy + u_transform.zw, 0.0, 1.0);
}
