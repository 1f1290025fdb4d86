#include "view/panels/recover/recover_stage.hpp"

#include "view/gpu/batches.hpp"
#include "view/panels/common/staged_frame.hpp"

namespace ganscope {

/// Drawn when there is something new and copied otherwise, as image mode's large view is.
void RecoverStage::draw_pictures(const View& view, const Rect& area) {
  const RecoverPanelInput& input = view.input;
  const bool any = input.frame && input.frame->target;
  const Drawn now{{any ? input.frame->target : nullptr, any && input.shown ? input.shown->picture : nullptr,
                   any ? input.difference : nullptr},
                  view.state.theme,
                  view.state.scale};
  if (fit(target_, area.size()) || !(drawn_ == now)) {
    const Theme& t = theme(view.state.theme);
    target_->begin(t.picture);
    begin_blending();
    if (any) {
      const RecoverPlaces places = recover_places(input, {{0, 0}, area.size()}, view.state.scale);
      const glm::vec2 viewport{target_->width(), target_->height()};
      for (std::size_t i = 0; i < atlases_.size(); ++i) {
        if (!now.pictures[i]) continue;
        atlases_[i].update(now.pictures[i]);
        const PictureLook look = plain_look(places.pictures[i].size(),
                                            {atlases_[i].width(), atlases_[i].height()}, t.panel_raised);
        layer_.draw(atlases_[i], {places.pictures[i]}, look, viewport);
      }
    }
    drawn_ = now;
  }
  target_->copy_to(view.framebuffer, area.min, view.size);
}

RecoverViewCommands RecoverStage::draw(const View& view) {
  const UiContext::Current current(ui_);
  const Layout layout = lay_out(view.size, view.state.scale, view.state.panels);
  return staged_frame(
      ui_, view, [&] { return build_recover_interface(view.input, view.state, layout); },
      [&] {
        if (!layout.picture.empty()) draw_pictures(view, layout.picture);
      });
}

}  // namespace ganscope
