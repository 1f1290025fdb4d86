#include "app/toy/picture_file.hpp"

#include "core/atomic_file.hpp"
#include "exchange/toy_options.hpp"
#include "view/capture/png.hpp"
#include "view/panels/toy/toy_stage.hpp"

namespace ganscope {

std::filesystem::path save_picture(const ToySession& session) {
  const ToyFramePtr& frame = session.frame();
  if (!frame) throw Error("there is no picture yet");
  const ToyViewState& state = session.state();
  const glm::vec2 size = lay_out(session.size(), state.scale, state.panels).picture.size();
  ToyViewState plain = state;
  plain.panels = plain.help = false;
  plain.time = {};
  ToyPanelInput input = session.input();
  input.notice = {};
  input.recording = {};
  input.rate = 0;
  // A stage of its own: an interface frame in between would close what a person has open.
  ToyStage stage;
  const RenderTarget target(static_cast<int>(size.x), static_cast<int>(size.y));
  static_cast<void>(stage.draw({frame, input, plain, size, target.framebuffer()}));
  const std::string name = file_stem(frame->config) + "-" + std::to_string(frame->step.iteration) + ".png";
  const std::filesystem::path path = unused_path(std::filesystem::current_path() / name);
  write_png(path, target.read(), {{"Software", "ganscope"}, {"Comment", to_command(frame->config)}});
  return path;
}

}  // namespace ganscope
