#include "view/capture/png_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "core/atomic_file.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "view/capture/png.hpp"

namespace ganscope {
namespace {

constexpr const char* kDescriptionName = "recording.json";

std::string frame_name(std::int64_t index) {
  std::array<char, 40> name{};
  std::snprintf(name.data(), name.size(), "frame-%06lld.png", static_cast<long long>(index));
  return name.data();
}

bool is_frame_name(const std::string& name) { return name.starts_with("frame-") && name.ends_with(".png"); }

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      std::array<char, 8> escaped{};
      std::snprintf(escaped.data(), escaped.size(), "\\u%04x", static_cast<unsigned>(c));
      out += escaped.data();
    } else {
      out += c;
    }
  }
  return out + "\"";
}

}  // namespace

PngFolder::PngFolder(RecorderOptions options) : options_(std::move(options)) {
  // "frames/" and "frames" are the same folder; the latter has a parent to speak of.
  if (!options_.path.has_filename()) options_.path = options_.path.parent_path();
  try {
    create_folders();
    check_unused();
    check_writable();
  } catch (const std::exception& error) {
    remove_created();
    throw Error("cannot record into " + options_.path.string() + ": " + error.what());
  }
}

PngFolder::~PngFolder() {
  try {
    finish();
  } catch (const std::exception& error) {
    log(LogLevel::warning, error.what());
  }
}

void PngFolder::create_folders() {
  std::filesystem::path so_far;
  for (const std::filesystem::path& part : options_.path) {
    so_far /= part;
    std::error_code code;
    if (std::filesystem::create_directory(so_far, code)) created_.push_back(so_far);
    if (code) throw Error(so_far.string() + ": " + code.message());
    if (!std::filesystem::is_directory(so_far, code)) throw Error(so_far.string() + " is not a folder");
  }
}

void PngFolder::check_unused() const {
  for (const auto& entry : std::filesystem::directory_iterator(options_.path)) {
    const std::string name = entry.path().filename().string();
    if (is_frame_name(name) || name == kDescriptionName)
      throw Error("it already holds a recording (" + name + "); choose another folder or empty this one");
  }
}

void PngFolder::check_writable() const {
  const std::filesystem::path probe = options_.path / (std::string(kDescriptionName) + ".part");
  const int file = ::open(probe.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0) throw Error(std::strerror(errno));
  ::close(file);
  ::unlink(probe.c_str());
}

void PngFolder::remove_created() const noexcept {
  std::error_code ignored;
  for (auto folder = created_.rbegin(); folder != created_.rend(); ++folder)
    if (!std::filesystem::remove(*folder, ignored)) return;  // something else lives there by now
}

void PngFolder::add(const Image& frame) {
  const std::string name = options_.path.string();
  if (closed_) throw Error("cannot add a frame to " + name + ": it is closed");
  if (frame.width != options_.width || frame.height != options_.height)
    throw Error("frame " + std::to_string(frames_) + " for " + name + " is " + std::to_string(frame.width) +
                "x" + std::to_string(frame.height) + "; expected " + std::to_string(options_.width) + "x" +
                std::to_string(options_.height));
  const std::filesystem::path file = options_.path / frame_name(frames_);
  std::string reason;
  try {
    write_png(file, frame);
    bytes_ += static_cast<std::int64_t>(std::filesystem::file_size(file));
    ++frames_;
    return;
  } catch (const std::exception& error) {
    reason = error.what();
  }
  try {
    finish();
  } catch (const std::exception&) {
    // The first failure is the one to tell; the pictures stand without their description.
  }
  throw Error(reason + "; " + name + " holds the first " + counted(frames_, "frame"));
}

void PngFolder::finish() {
  if (std::exchange(closed_, true)) return;
  if (frames_ == 0) {
    remove_created();
    return;
  }
  const std::string text = description();
  write_file_atomically(options_.path / kDescriptionName, text);
  bytes_ += static_cast<std::int64_t>(text.size());
}

std::string PngFolder::description() const {
  std::string text = "{\n  \"files\": \"frame-%06d.png\",\n  \"frames\": " + std::to_string(frames_) +
                     ",\n  \"fps\": " + std::to_string(options_.fps) +
                     ",\n  \"width\": " + std::to_string(options_.width) +
                     ",\n  \"height\": " + std::to_string(options_.height) + ",\n  \"metadata\": {";
  const char* separator = "\n";
  for (const auto& [key, value] : options_.metadata) {
    text += separator + std::string("    ") + json_string(key) + ": " + json_string(value);
    separator = ",\n";
  }
  return text + (options_.metadata.empty() ? "}\n}\n" : "\n  }\n}\n");
}

}  // namespace ganscope
