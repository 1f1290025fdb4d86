#version 330 core
// A triangle strip over a rectangle of pixels.
uniform vec4 u_place;     // min.xy, max.xy in pixels, y down
uniform vec2 u_viewport;  // pixels
out vec2 v_pixel;         // from the rectangle's upper left corner

void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  v_pixel = corner * (u_place.zw - u_place.xy);
  vec2 ndc = mix(u_place.xy, u_place.zw, corner) * 2.0 / u_viewport - 1.0;
  gl_Position = vec4(ndc.x, -ndc.y, 0.0, 1.0);
}
