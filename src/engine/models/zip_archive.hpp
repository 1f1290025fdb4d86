#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/models/byte_source.hpp"

struct zip;

namespace ganscope {

struct ZipLimits {
  std::size_t entries = 1U << 17;
  std::uint64_t bytes = 0;  ///< all entries unpacked; 0: four times the archive and 256 MiB
};

struct ZipEntry {
  std::string name;
  std::uint64_t size = 0;  ///< unpacked
};

/// A zip archive, read through libzip. Its names are only names: nothing is ever unpacked to a file.
/// Opening throws Error when it is no archive, announces more than the limits, packs a byte into less
/// than a deflated stream can, or names entries by paths that leave it.
class ZipArchive {
 public:
  explicit ZipArchive(std::shared_ptr<ByteSource> bytes, ZipLimits limits = {});

  [[nodiscard]] const std::vector<ZipEntry>& entries() const { return entries_; }
  /// The index of that entry.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
  /// The whole entry, its checksum compared. Throws Error naming archive and entry.
  [[nodiscard]] std::string read(std::size_t index) const;

 private:
  void check_entries(const ZipLimits& limits);
  void add_entry(std::uint64_t index);

  struct Close {
    void operator()(zip* archive) const;
  };
  std::shared_ptr<ByteSource> bytes_;
  std::unique_ptr<zip, Close> archive_;
  std::vector<ZipEntry> entries_;
};

}  // namespace ganscope
