#include "app/files/cut_recording.hpp"

#include <system_error>

#include "core/atomic_file.hpp"
#include "core/error.hpp"

namespace ganscope {

std::filesystem::path name_as_cut(const std::filesystem::path& recording) {
  const bool folder = !recording.has_filename();
  const std::filesystem::path whole = folder ? recording.parent_path() : recording;
  const std::filesystem::path cut = unused_path(
      whole.parent_path() / (whole.stem().string() + "-cut" + (folder ? "" : whole.extension().string())));
  std::error_code error;
  std::filesystem::rename(whole, cut, error);
  if (error)
    throw Error(whole.string() + ": it cannot be renamed to " + cut.string() + ": " + error.message());
  return folder ? cut / "" : cut;
}

}  // namespace ganscope
