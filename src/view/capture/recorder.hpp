#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "view/scene/image.hpp"

namespace ganscope {

struct RecorderOptions {
  std::filesystem::path path;  ///< .mp4, .webm, .gif, or a directory (trailing '/' or existing) for PNGs
  int width = 0;               ///< pixels; every frame has this size
  int height = 0;
  int fps = 30;                                 ///< 1 to 240
  std::map<std::string, std::string> metadata;  ///< container tags, e.g. "title", "comment"
  int quality = 80;                             ///< 1 (small) to 100 (faithful)
};

/// Writes frames, in order, into a video file or a folder of PNGs. One thread at a time.
///
/// A video is written to `path` + ".part" in a form that stays playable when it is cut off, and
/// becomes `path` in finish(). When something fails (disk full), what was written so far is closed
/// and renamed to `path` too, and Error says so, names the path and the number of whole frames.
class Recorder {
 public:
  virtual ~Recorder() = default;
  /// Throws Error when the frame's size differs or writing fails; after a failure only finish()
  /// (a no-op then) and destruction are allowed.
  virtual void add(const Image& frame) = 0;
  /// Completes the file; called by the destructor when it wasn't, without throwing there. With no
  /// frame at all nothing is left behind.
  virtual void finish() = 0;
  [[nodiscard]] virtual std::int64_t frames() const = 0;
  [[nodiscard]] virtual std::int64_t bytes() const = 0;  ///< on disk so far
};

/// Throws UsageError for an unknown extension or odd options (valid ones named), Error when the
/// place cannot be written. Sizes are made even for mp4 and webm by the caller.
[[nodiscard]] std::unique_ptr<Recorder> make_recorder(const RecorderOptions& options);

/// Throws what make_recorder() would and leaves nothing behind: for a recording whose frames begin later.
void check_recording(const RecorderOptions& options);

/// `fps`, or the most that the format of `path` takes where that is less: for a choice that nobody made.
[[nodiscard]] int usual_fps(const std::filesystem::path& path, int fps);

/// Extensions make_recorder knows on this machine with the encoder each would use, e.g.
/// {".mp4", "libx264"}; an extension whose encoder is missing is left out.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> available_encoders();

}  // namespace ganscope
