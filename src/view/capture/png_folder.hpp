#pragma once
#include <vector>

#include "view/capture/recorder.hpp"

namespace ganscope {

/// Recorder of frame-000000.png, frame-000001.png, ... and, at the end, recording.json with what
/// pictures cannot say: frames a second, their number, metadata.
class PngFolder final : public Recorder {
 public:
  /// Creates the folder and its parents. Throws Error when it cannot be written or already holds
  /// a recording.
  explicit PngFolder(RecorderOptions options);
  ~PngFolder() override;
  PngFolder(const PngFolder&) = delete;
  PngFolder& operator=(const PngFolder&) = delete;

  void add(const Image& frame) override;
  void finish() override;
  [[nodiscard]] std::int64_t frames() const override { return frames_; }
  [[nodiscard]] std::int64_t bytes() const override { return bytes_; }

 private:
  void create_folders();
  void check_unused() const;
  void check_writable() const;
  void remove_created() const noexcept;
  [[nodiscard]] std::string description() const;

  RecorderOptions options_;
  std::vector<std::filesystem::path> created_;  ///< outermost first
  bool closed_ = false;
  std::int64_t frames_ = 0;
  std::int64_t bytes_ = 0;
};

}  // namespace ganscope
