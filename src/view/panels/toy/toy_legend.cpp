#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "view/panels/toy/picture_overlay.hpp"
#include "view/scene/colour_maps.hpp"
#include "view/scene/layer_content.hpp"
#include "view/ui/imgui_colour.hpp"

namespace ganscope {
namespace {

/// "Trails" as it stands within a sentence.
std::string lower_first(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

struct LegendEntry {
  enum class Mark { ring, disc, line, blend, arrow } mark;
  Colour colour;
  std::string text;
  bool lacking = false;  ///< shown, but the frame doesn't hold it
};

/// The entry of a layer as if the frame held it; without text for those that explain themselves.
LegendEntry entry_of(LayerId layer, const ToyFrame& frame, const Theme& t) {
  using Mark = LegendEntry::Mark;
  const bool one = frame.data_dims == 1;
  switch (layer) {
    case LayerId::real:
      return {one ? Mark::line : Mark::ring, t.real_sample, one ? "density of real samples" : "real samples"};
    case LayerId::generated:
      return {one ? Mark::line : Mark::disc, t.generator,
              one ? "density of generated samples" : "generated, coloured by z"};
    case LayerId::field:
      return {one ? Mark::line : Mark::blend, t.discriminator, one ? "D(x)" : "D: generated to real"};
    case LayerId::decision:
      return {Mark::line, one ? t.decision.with_alpha(0.5f) : t.decision,
              frame.field.kind == ScoreKind::critic ? "critic's midpoint" : "D = 1/2"};
    case LayerId::gradients:
      return {Mark::arrow, t.gradient, "push on samples"};
    case LayerId::trails:
      return {Mark::line, t.generator, one ? "past of samples, upwards" : "where samples came from"};
    case LayerId::mesh:
    case LayerId::inset:
      break;
  }
  return {Mark::line, t.text_muted, ""};
}

std::vector<LegendEntry> legend_entries(const LegendSource& source, const Theme& t) {
  constexpr std::array kOrder{LayerId::real,      LayerId::generated, LayerId::field, LayerId::decision,
                              LayerId::gradients, LayerId::trails,    LayerId::mesh,  LayerId::inset};
  std::vector<LegendEntry> out;
  for (const LayerId layer : kOrder) {
    if (!source.options.layers.has(layer)) continue;
    LegendEntry entry = entry_of(layer, source.frame, t);
    // The next frame of a run that is followed brings what this one lacks; one of the past stays as it is.
    entry.lacking = source.past && !frame_holds(source.frame, layer);
    if (entry.lacking) {
      const auto same = [&](const LayerInfo& info) { return info.id == layer; };
      const auto info = std::find_if(layer_list().begin(), layer_list().end(), same);
      entry.text = lower_first(info->label) + ": not kept at this moment";
      entry.colour = t.text_muted.with_alpha(0.5f);
    }
    if (!entry.text.empty()) out.push_back(std::move(entry));
  }
  return out;
}

void draw_mark(const Overlay& o, const LegendEntry& e, glm::vec2 centre) {
  const float s = o.scale;
  const ImU32 colour = to_u32(e.colour);
  switch (e.lacking ? LegendEntry::Mark::line : e.mark) {
    case LegendEntry::Mark::ring:
      o.draw->AddCircle(to_imgui(centre), 4 * s, colour, 0, 1.4f * s);
      break;
    case LegendEntry::Mark::disc:
      for (int i = 0; i < 3; ++i)
        o.draw->AddCircleFilled({centre.x + static_cast<float>(i - 1) * 8 * s, centre.y}, 3.4f * s,
                                to_u32(latent_colour({0.1f + 0.4f * static_cast<float>(i), 0.85f}, o.theme)));
      break;
    case LegendEntry::Mark::line:
      o.draw->AddLine({centre.x - 10 * s, centre.y}, {centre.x + 10 * s, centre.y}, colour, 2.f * s);
      break;
    case LegendEntry::Mark::arrow:
      o.draw->AddLine({centre.x - 9 * s, centre.y}, {centre.x + 9 * s, centre.y}, colour, 1.6f * s);
      o.draw->AddLine({centre.x + 9 * s, centre.y}, {centre.x + 4 * s, centre.y - 3.5f * s}, colour,
                      1.6f * s);
      o.draw->AddLine({centre.x + 9 * s, centre.y}, {centre.x + 4 * s, centre.y + 3.5f * s}, colour,
                      1.6f * s);
      break;
    case LegendEntry::Mark::blend: {
      constexpr int kSteps = 12;
      const float width = 22 * s / kSteps;
      for (int i = 0; i < kSteps; ++i) {
        const float x = centre.x - 11 * s + width * static_cast<float>(i);
        o.draw->AddRectFilled({x, centre.y - 5 * s}, {x + width + 0.5f, centre.y + 5 * s},
                              to_u32(field_colour(static_cast<float>(i) / (kSteps - 1), o.theme)));
      }
      // Fields are low in chroma: without an edge the swatch would be lost on the legend's ground.
      o.draw->AddRect({centre.x - 11 * s, centre.y - 5 * s}, {centre.x + 11 * s, centre.y + 5 * s},
                      to_u32(o.theme.text_muted));
      break;
    }
  }
}

constexpr float kMarkWidth = 32;  ///< pixels at scale 1 that a mark takes before its text

/// The legend as a block of so many columns.
struct LegendBlock {
  std::size_t rows = 1;
  std::vector<float> widths;  ///< of the columns, pixels
  glm::vec2 size{0, 0};
};

float legend_line(const Overlay& o) { return ImGui::GetTextLineHeight() + 5 * o.scale; }

LegendBlock block_of(const Overlay& o, const std::vector<LegendEntry>& entries, std::size_t columns) {
  const float s = o.scale;
  LegendBlock block;
  block.rows = (entries.size() + columns - 1) / columns;
  block.widths.assign(columns, 0.f);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    float& width = block.widths[i % columns];
    width = std::max(width, ImGui::CalcTextSize(entries[i].text.c_str()).x + (kMarkWidth + 14) * s);
  }
  block.size = {8 * s, legend_line(o) * static_cast<float>(block.rows) + 8 * s};
  for (const float width : block.widths) block.size.x += width;
  return block;
}

/// Whether the block leaves enough of the picture free.
bool has_room(const Overlay& o, const LegendBlock& block) {
  const bool hides = block.rows > 2 && block.size.x > 0.45f * o.area.width();
  return !hides && block.size.x <= o.area.width() - (kOverlayMargin + 40) * o.scale &&
         block.size.y <= 0.3f * o.area.height();
}

void draw_block(Overlay& o, const std::vector<LegendEntry>& entries, const LegendBlock& block,
                const Rect& place) {
  const float s = o.scale;
  const float line = legend_line(o);
  const std::size_t columns = block.widths.size();
  veil(o, place);
  for (std::size_t row = 0; row < block.rows; ++row) {
    float x = place.min.x + 4 * s;
    for (std::size_t column = 0; column < columns && row * columns + column < entries.size(); ++column) {
      const LegendEntry& e = entries[row * columns + column];
      const float y = place.min.y + 4 * s + line * static_cast<float>(row);
      draw_mark(o, e, {x + 18 * s, y + 0.5f * line});
      text_at(o, {x + (kMarkWidth + 4) * s, y + 2.5f * s}, e.lacking ? o.theme.text_muted : o.theme.text,
              e.text);
      x += block.widths[column];
    }
  }
}

}  // namespace

void draw_legend(Overlay& o, const LegendSource& source) {
  const std::vector<LegendEntry> entries = legend_entries(source, o.theme);
  if (entries.empty()) return;
  const std::vector<glm::vec2> data =
      lasting_points(source.frame, fitted_camera(source.frame, o.area, source.options), o.area);
  const float s = o.scale;
  // Numbers stand along the left and the lower edge.
  const CornerMargins margins{
      .left = 52 * s, .right = kOverlayMargin * s, .top = kOverlayMargin * s, .bottom = 28 * s};
  LegendBlock best;
  Rect place;
  int least = 101;
  // One row hides least of the height; of what hides equally little the first is taken.
  for (const std::size_t columns : {entries.size(), (entries.size() + 1) / 2, std::size_t{1}}) {
    const LegendBlock block = block_of(o, entries, columns);
    if (!has_room(o, block)) continue;
    for (const Corner corner :
         {Corner::lower_right, Corner::lower_left, Corner::upper_right, Corner::upper_left}) {
      const Rect there = in_corner(corner, o.area, block.size, margins);
      const int hidden = percent_covered(there, data);
      if (hidden >= least || !o.free(there)) continue;
      least = hidden;
      place = there;
      best = block;
    }
  }
  if (least <= 100) draw_block(o, entries, best, place);
}

}  // namespace ganscope
