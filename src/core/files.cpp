#include "core/files.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "core/error.hpp"

namespace ganscope {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

std::string read_whole_file(const fs::path& path, std::uintmax_t most) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) throw Error("no such file");
  if (error) throw Error(error.message());
  if (fs::is_directory(status)) throw Error("it is a folder, not a file");
  // A device or a pipe has no size to be held against `most`, and may never end.
  if (!fs::is_regular_file(status)) throw Error("it is not a file");
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) throw Error(error.message());
  if (size > most)
    throw Error("it has " + std::to_string(size) + " bytes; expected at most " + std::to_string(most));
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(errno != 0 ? std::strerror(errno) : "it cannot be opened");
  std::string bytes(static_cast<std::size_t>(size), '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  if (static_cast<std::uintmax_t>(file.gcount()) != size) throw Error("it ended early");
  return bytes;
}

}  // namespace ganscope
