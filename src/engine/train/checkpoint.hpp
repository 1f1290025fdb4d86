#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ganscope {

/// Everything that a training needs to go on, as plain values.
struct Checkpoint {
  std::map<std::string, std::string> texts;
  std::map<std::string, std::int64_t> numbers;
  std::map<std::string, std::vector<float>> arrays;

  bool operator==(const Checkpoint&) const = default;
};

/// Writes it atomically with a checksum over everything. Throws Error naming the path.
void write_checkpoint(const std::filesystem::path& path, const Checkpoint& checkpoint);

/// Throws Error naming the path and what is wrong: not a checkpoint, cut short, or damaged.
[[nodiscard]] Checkpoint read_checkpoint(const std::filesystem::path& path);

/// The checkpoints of one training in a folder of their own: iteration-00001200.ckpt. The last
/// `keep` stay.
class CheckpointStore {
 public:
  /// The folder need not exist yet. keep >= 1.
  CheckpointStore(std::filesystem::path folder, int keep);
  /// Writes the checkpoint of this iteration, then removes the oldest. Throws Error.
  void save(std::int64_t iteration, const Checkpoint& checkpoint) const;
  /// The newest one that is whole. Damaged ones are reported as warnings and set aside as
  /// *.ckpt.damaged. Empty when there is none. Throws Error when there are some and all are damaged.
  [[nodiscard]] std::optional<Checkpoint> newest() const;
  /// Iterations of the checkpoints there, ascending, whole or not.
  [[nodiscard]] std::vector<std::int64_t> iterations() const;
  [[nodiscard]] std::filesystem::path path_of(std::int64_t iteration) const;

 private:
  std::filesystem::path folder_;
  int keep_;
};

}  // namespace ganscope
