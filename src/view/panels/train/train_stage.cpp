#include "view/panels/train/train_stage.hpp"

#include "view/gpu/batches.hpp"
#include "view/panels/common/staged_frame.hpp"
#include "view/scene/stack_pictures.hpp"

namespace ganscope {

void TrainStage::draw_stack(const ImageStack& images, PictureAtlas& atlas, const CellGrid& grid,
                            const Theme& t) {
  atlas.update(picture_grid(images, grid.rows, grid.columns));
  draw_atlas(atlas, grid, t);
}

void TrainStage::draw_atlas(const PictureAtlas& atlas, const CellGrid& grid, const Theme& t) {
  layer_.draw(atlas, grid, plain_look(grid.cell_size(), {atlas.width(), atlas.height()}, t.panel_raised),
              {target_->width(), target_->height()});
}

/// Drawn when there is something new and copied otherwise, as image mode's large view is.
void TrainStage::draw_images(const View& view, const Rect& area) {
  const Drawn now{view.input.generated, view.input.real, view.state.theme, view.state.scale,
                  enlarged_sample(view.input, view.state)};
  if (fit(target_, area.size()) || !(drawn_ == now)) {
    const Theme& t = theme(view.state.theme);
    target_->begin(t.picture);
    begin_blending();
    if (now.generated) {
      const TrainPlaces places = train_places(view.input, {{0, 0}, area.size()}, view.state.scale);
      if (now.enlarged) {
        const auto sample = static_cast<std::size_t>(*now.enlarged);
        enlarged_.update(picture_grid(*now.generated, *now.enlarged + 1, 1).cells[sample]);
        draw_atlas(enlarged_, enlarged_place(view.input, places), t);
      } else {
        draw_stack(*now.generated, generated_, places.generated, t);
      }
      if (now.real && !places.real.place.empty()) draw_stack(*now.real, real_, places.real, t);
    }
    drawn_ = now;
  }
  target_->copy_to(view.framebuffer, area.min, view.size);
}

TrainViewCommands TrainStage::draw(const View& view) {
  const UiContext::Current current(ui_);
  const Layout layout = lay_out(view.size, view.state.scale, view.state.panels);
  return staged_frame(
      ui_, view, [&] { return build_train_interface(view.input, view.state, layout); },
      [&] {
        if (!layout.picture.empty()) draw_images(view, layout.picture);
      });
}

}  // namespace ganscope
