#include "app/toy/toy_recording.hpp"

#include <algorithm>
#include <cmath>

#include "core/atomic_file.hpp"
#include "core/counted.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

glm::ivec2 recorded_size(const ToyRecording::Options& o) {
  glm::vec2 size{o.choice.width, o.choice.height};
  if (o.choice.width == 0) size = o.choice.whole_window ? o.window : o.picture;
  // Chroma at half the resolution needs even sizes; one lost row or column is less than a blur.
  return {std::max(16, static_cast<int>(size.x) & ~1), std::max(16, static_cast<int>(size.y) & ~1)};
}

RecorderOptions recorder_options(const ToyRecording::Options& o, glm::ivec2 size) {
  return {.path = o.path, .width = size.x, .height = size.y, .fps = o.choice.fps, .metadata = o.tags};
}

}  // namespace

ToyRecording::ToyRecording(const Options& o)
    : choice_(o.choice),
      path_(o.path),
      size_(recorded_size(o)),
      target_(size_.x, size_.y),
      queue_(make_recorder(recorder_options(o, size_))) {
  // Text and strokes keep their share of the picture.
  const glm::vec2 shown = choice_.whole_window ? o.window : o.picture;
  scale_ = std::min(static_cast<float>(size_.x) / std::max(shown.x, 1.f),
                    static_cast<float>(size_.y) / std::max(shown.y, 1.f));
  if (std::abs(scale_ - 1) < 0.02f) scale_ = 1;
}

ToyViewState ToyRecording::state(const ToyViewState& window) const {
  ToyViewState state = window;
  state.scale = std::clamp(window.scale * scale_, 0.5f, 6.f);
  state.panels = choice_.whole_window && window.panels;
  state.help = choice_.whole_window && window.help;
  return state;
}

Image ToyRecording::draw(const ToyFramePtr& frame, const ToyPanelInput& input, const ToyViewState& window) {
  ToyPanelInput shown = input;
  shown.frame = frame.get();
  shown.recording = {};  // the mark is for the person who records
  if (!choice_.as_seen) {
    shown.notice = {};
    shown.iteration = frame ? frame->step.iteration : 0;
  }
  ToyViewState state = this->state(window);
  if (!choice_.as_seen) state.time = {};
  static_cast<void>(stage_.draw({frame, shown, state, size_, target_.framebuffer()}));
  return target_.read();
}

void ToyRecording::add(const ToyFramePtr& frame, const ToyPanelInput& input, const ToyViewState& state) {
  queue_.push(draw(frame, input, state));
}

void ToyRecording::see(const ToyFramePtr& frame, const ToyPanelInput& input, const ToyViewState& state,
                       glm::vec2 window) {
  const auto due = static_cast<std::int64_t>(std::floor(watch_.seconds() * choice_.fps)) + 1;
  if (stopped_ || due <= seen_) return;
  const glm::ivec2 even{static_cast<int>(window.x) & ~1, static_cast<int>(window.y) & ~1};
  const bool on_screen = choice_.whole_window && even == size_;
  const Image image = on_screen ? read_pixels(size_.x, size_.y) : draw(frame, input, state);
  for (; seen_ < due; ++seen_) static_cast<void>(queue_.try_push(image));
}

double ToyRecording::next_due() const {
  return std::max(0.0, static_cast<double>(seen_) / choice_.fps - watch_.seconds());
}

void ToyRecording::stop() {
  if (!stopped_) stopped_ = watch_.seconds();
  queue_.close();
}

RecordingStatus ToyRecording::status() const {
  RecordingStatus status;
  status.state = stopped_ ? RecordingStatus::State::finishing : RecordingStatus::State::on;
  status.seconds = stopped_.value_or(watch_.seconds());
  status.frames = queue_.frames();
  status.bytes = queue_.bytes();
  status.dropped = queue_.dropped();
  status.path = path_.string();
  return status;
}

std::string recording_summary(const RecordingStatus& status, const RecordingChoice& choice) {
  if (status.frames == 0) return "nothing was recorded: no frame was due";
  std::string text = "recorded " + counted(status.frames, "frame");
  if (choice.format != RecordingFormat::png)
    text += ", " + three_digits(static_cast<double>(status.frames) / choice.fps) + " s";
  text += ": " + status.path;
  if (status.dropped > 0) text += " (" + std::to_string(status.dropped) + " dropped)";
  return text;
}

std::filesystem::path recording_path(const std::filesystem::path& folder, const std::string& stem,
                                     const RecordingChoice& choice) {
  if (choice.format == RecordingFormat::png) return unused_path(folder / (stem + "-frames")) / "";
  return unused_path(folder / (stem + "." + name_of(choice.format)));
}

}  // namespace ganscope
