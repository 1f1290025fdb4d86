#include <imgui.h>

#include <cfloat>
#include <cmath>
#include <glm/common.hpp>

#include "core/text.hpp"
#include "view/panels/common/notice_box.hpp"
#include "view/panels/recover/recover_panel.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/shorten_text.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

constexpr float kFoot = 50;  ///< pixels at scale 1 below the pictures: two lines

struct PictureCaption {
  const char* name;  ///< for scripts
  std::string text;
};

std::array<PictureCaption, 3> picture_captions(const RecoverPanelInput& input,
                                               const RecoverViewState& state) {
  std::string found = "Found";
  if (input.shown)
    found = (state.time.look_back ? "Looking back, step " : "Found, step ") +
            with_thousands(input.shown->iteration);
  return {{{"target", "Target: " + input.picture},
           {"found", found},
           {"difference", "Difference"}}};
}

void captions(const RecoverPanelInput& input, const RecoverViewState& state, const RecoverPlaces& places,
              const Theme& t) {
  const std::array<PictureCaption, 3> all = picture_captions(input, state);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Rect& place = places.pictures[i];
    const ImVec2 at{place.min.x, place.min.y - ImGui::GetTextLineHeight() - 7 * ui_scale()};
    if (place.width() > 40 * ui_scale())  // else it would run into the next one
      draw->AddText(at, to_u32(t.text_muted), shorten_middle(all[i].text, place.width()).c_str());
    ImGui::SetCursorScreenPos({at.x, at.y});
    ImGui::Dummy({place.width(), place.max.y - at.y});
    mark_item(all[i].name);
  }
}

/// Wrapped and centred in the middle of `area`.
void middle_text(const std::string& text, TextStyle style, Colour colour, const Rect& area) {
  ImFont* used = font(style);
  const float widest = std::max(40.f, area.width() - 40 * ui_scale());
  const glm::vec2 size = to_glm(used->CalcTextSizeA(used->FontSize, FLT_MAX, widest, text.c_str()));
  const glm::vec2 at = glm::floor(0.5f * (area.min + area.max - size));
  ImGui::GetWindowDrawList()->AddText(used, used->FontSize, to_imgui(at), to_u32(colour), text.c_str(),
                                      nullptr, widest);
  ImGui::SetCursorScreenPos(to_imgui(at));
  ImGui::Dummy(to_imgui(size));
}

/// Below the pictures: what is wrong, or else what was done to the photo.
void foot(const RecoverPanelInput& input, const RecoverPlaces& places, const Rect& area, const Theme& t) {
  const RecoveryFrame& frame = *input.frame;
  const std::string dead = dead_words(input);
  const std::string text = !frame.error.empty() ? frame.error : !dead.empty() ? dead : frame.fitted;
  if (text.empty()) return;
  const Colour colour = !frame.error.empty() ? t.error : !dead.empty() ? t.warning : t.text_muted;
  const float top = places.pictures.back().max.y + 6 * ui_scale();
  const float left = std::min(places.pictures.front().min.x, area.min.x + 20 * ui_scale());
  middle_text(text, TextStyle::body, colour,
              {{left, top}, {area.max.x - (left - area.min.x), top + kFoot * ui_scale()}});
  mark_item("foot");
}

/// Why there are no pictures yet.
void no_pictures(const RecoverPanelInput& input, const Rect& area, const Theme& t) {
  if (input.frame && !input.frame->error.empty()) {
    middle_text(input.frame->error, TextStyle::body, t.error, area);
    mark_item("search error");
    return;
  }
  const bool asked = !input.picture.empty();
  middle_text(asked ? "opening ..." : "Drop a photo here, or press F, to search for its latent",
              TextStyle::title, t.text_muted, area);
}

}  // namespace

std::string dead_words(const RecoverPanelInput& input) {
  if (!input.shown || !input.shown->dead) return "";
  // The prior's middle stays where it is, whatever the seed.
  const bool middle = input.config.start == SearchStart::mean;
  return std::string("A dead point: the gradient is exactly zero, and no descent leaves it. ") +
         (middle ? "Choose another start." : "Search again (R).");
}

RecoverPlaces recover_places(const RecoverPanelInput& input, const Rect& area, float scale) {
  const float air = std::round(12 * scale);
  const Picture& like = *input.frame->target;
  return recover_places({area.min + air, area.max - air}, {like.width, like.height}, scale,
                        std::round(kFoot * scale));
}

void recover_view_panel(const RecoverPanelInput& input, const RecoverViewState& state, const Rect& area,
                        RecoverViewCommands& /*out*/) {
  if (!begin_view("view", area)) return;
  const Theme& t = theme(state.theme);
  if (input.frame && input.frame->target) {
    const RecoverPlaces places = recover_places(input, area, ui_scale());
    captions(input, state, places, t);
    if (!input.shown && input.frame->starting)
      middle_text("choosing starts ...", TextStyle::body, t.text_muted, places.pictures[1]);
    foot(input, places, area, t);
  } else {
    no_pictures(input, area, t);
  }
  const float air = 10 * ui_scale();
  static_cast<void>(notice_box(input.notice, t, {area.min + air, area.max - air}));
  end_panel();
}

}  // namespace ganscope
