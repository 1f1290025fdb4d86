#version 330 core
uniform sampler2D u_answer;  // 0 to 1 at cell centres
uniform sampler2D u_colours; // the colour map, one row
in vec2 v_cell;
out vec4 o_colour;

void main() {
  float answer = texture(u_answer, v_cell).r;
  // Half a texel in from both ends, so that 0 and 1 hit the map's first and last colour.
  float size = float(textureSize(u_colours, 0).x);
  o_colour = texture(u_colours, vec2((answer * (size - 1.0) + 0.5) / size, 0.5));
}
