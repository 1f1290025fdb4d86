#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "exchange/recovery_frame.hpp"
#include "view/capture/encode_queue.hpp"
#include "view/panels/common/labelled_sheet.hpp"

namespace ganscope {

/// A search's path as a video: every kept moment as `ganscope recover --record` draws it, the last one for a
/// second. Made a few frames at a time, so that the window answers. Needs a current OpenGL context for its
/// whole life.
class RecoveryRecording {
 public:
  struct Options {
    std::filesystem::path path;  ///< as make_recorder() wants it
    int fps = 30;
    ThemeKind theme = ThemeKind::dark;
    std::map<std::string, std::string> tags{};
  };
  /// Of what `frame` has kept so far: one moment at least. Throws what make_recorder() throws.
  RecoveryRecording(RecoveryFramePtr frame, const Options& options);

  /// Draws and adds frames for so many seconds at most, as long as there is room; the first one always.
  /// Throws Error when recording has failed.
  void work(double seconds);
  /// Takes no more; the file is completed in the background.
  void stop();
  /// finish() would not wait.
  [[nodiscard]] bool done() const { return queue_ && queue_->done(); }
  /// Waits for the file. Throws the first Error of the recording.
  void finish();

  [[nodiscard]] double share() const;  ///< of the frames that are in the file, 0 to 1
  [[nodiscard]] bool whole() const { return added_ == frames_; }
  [[nodiscard]] std::int64_t frames() const { return queue_ ? queue_->frames() : 0; }
  [[nodiscard]] const std::filesystem::path& path() const { return options_.path; }

 private:
  [[nodiscard]] Image draw(const RecoveryMoment& moment);

  RecoveryFramePtr frame_;
  RecoveryPath moments_;
  Options options_;
  std::int64_t frames_ = 0;
  std::int64_t added_ = 0;
  SheetPainter painter_;
  Image last_;  ///< stays for a second
  std::unique_ptr<EncodeQueue> queue_;
};

}  // namespace ganscope
