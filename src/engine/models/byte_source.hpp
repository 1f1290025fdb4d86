#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace ganscope {

/// The bytes of a file, read where they are asked for, so that a checkpoint of gigabytes costs only
/// what is used of it. Nothing is mapped: a file that is cut while it is read gives an error, no signal.
class ByteSource {
 public:
  ByteSource() = default;
  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  [[nodiscard]] virtual const std::string& name() const = 0;  ///< for messages
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// Fills `out` from `offset` on. Throws Error when the file ends before.
  virtual void read(std::uint64_t offset, std::span<std::byte> out) const = 0;

  /// `count` bytes from `offset` on, as text; the range is checked before memory is asked for.
  [[nodiscard]] std::string text(std::uint64_t offset, std::uint64_t count) const;
  /// Error "NAME: what".
  [[nodiscard]] Error error(std::string_view what) const;
};

/// Throws Error when `path` is no readable, regular file.
[[nodiscard]] std::shared_ptr<ByteSource> open_bytes(const std::filesystem::path& path);
/// Bytes in memory.
[[nodiscard]] std::shared_ptr<ByteSource> bytes_of(std::string content, std::string name);

/// `text` as it can stand in one line of a message, whatever bytes a file holds: control characters
/// and bytes that are no ASCII become ?, long ones are cut.
[[nodiscard]] std::string shown(std::string_view text, std::size_t longest = 80);

}  // namespace ganscope
