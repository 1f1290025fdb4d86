#pragma once
#include <filesystem>
#include <memory>
#include <optional>

#include "core/clock.hpp"
#include "view/capture/encode_queue.hpp"
#include "view/panels/toy/toy_stage.hpp"

namespace ganscope {

/// A recording made from the window. It draws with a stage of its own, so that it has its own size and
/// disturbs nothing a person is doing; encoding goes on on a thread of its own. Needs a current OpenGL
/// context for its whole life.
class ToyRecording {
 public:
  struct Options {
    RecordingChoice choice;
    std::filesystem::path path;  ///< as make_recorder() wants it
    glm::vec2 window;            ///< pixels
    glm::vec2 picture;           ///< pixels of the picture in it
    std::map<std::string, std::string> tags;
  };
  /// Throws what make_recorder() throws, and Error when the size cannot be drawn.
  explicit ToyRecording(const Options& options);

  /// The size of every frame: what was chosen, made even where the format needs that.
  [[nodiscard]] glm::ivec2 size() const { return size_; }
  /// What is shown in a frame, for the parts of the picture that the window doesn't show.
  [[nodiscard]] ToyViewState state(const ToyViewState& window) const;

  /// Every K iterations: whether add() would not wait.
  [[nodiscard]] bool has_room() { return queue_.has_room(); }
  /// Draws and adds one frame. Throws Error when recording has failed.
  void add(const ToyFramePtr& frame, const ToyPanelInput& input, const ToyViewState& state);

  /// As seen: adds what is due by now in real time, drawing it anew at most once; frames for which
  /// there is no room are dropped and counted. `window`, pixels, has just been drawn into the
  /// framebuffer bound for reading: taken from there when it is what is recorded. Throws Error.
  void see(const ToyFramePtr& frame, const ToyPanelInput& input, const ToyViewState& state, glm::vec2 window);
  /// As seen: seconds until the next frame is due.
  [[nodiscard]] double next_due() const;

  /// Takes no more; the file is completed in the background.
  void stop();
  /// finish() would not wait.
  [[nodiscard]] bool done() const { return queue_.done(); }
  /// Waits for the file. Throws the first Error of the recording.
  void finish() { queue_.finish(); }

  [[nodiscard]] RecordingStatus status() const;
  [[nodiscard]] const RecordingChoice& choice() const { return choice_; }

 private:
  [[nodiscard]] Image draw(const ToyFramePtr& frame, const ToyPanelInput& input, const ToyViewState& state);

  RecordingChoice choice_;
  std::filesystem::path path_;
  glm::ivec2 size_;
  float scale_;  ///< of the interface, relative to the window's
  ToyStage stage_;
  RenderTarget target_;
  EncodeQueue queue_;
  Stopwatch watch_;
  std::int64_t seen_ = 0;  ///< as seen: frames that were due so far
  std::optional<double> stopped_;
};

/// What is told when it is complete: "recorded 360 frames, 12 s: lap.mp4". Pictures have no length.
[[nodiscard]] std::string recording_summary(const RecordingStatus& status, const RecordingChoice& choice);

/// A name for a recording in this folder that nothing has yet: "ganscope-DATA-LATENT-ITERATION.mp4".
[[nodiscard]] std::filesystem::path recording_path(const std::filesystem::path& folder,
                                                   const std::string& stem, const RecordingChoice& choice);

}  // namespace ganscope
