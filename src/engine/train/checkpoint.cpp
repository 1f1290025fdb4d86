#include "engine/train/checkpoint.hpp"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"

// A checkpoint is a line that names the format, the length of a JSON header (8 bytes, as all numbers
// in the machine's order: a run goes on where it was cut), the header, the arrays in its order, and the
// CRC-32 of everything before it.

namespace ganscope {
namespace {

constexpr std::string_view kMagic = "ganscope checkpoint 1\n";
constexpr std::string_view kStem = "iteration-";
constexpr std::string_view kExtension = ".ckpt";

template <class Number>
std::string_view bytes_of(const Number& number) {
  return {reinterpret_cast<const char*>(&number), sizeof number};
}

std::string_view bytes_of(const std::vector<float>& array) {
  return {reinterpret_cast<const char*>(array.data()), array.size() * sizeof(float)};
}

std::uint32_t crc_of(std::uint32_t crc, std::string_view bytes) {
  if (bytes.empty()) return crc;  // zlib takes a null pointer for the wish to begin
  return static_cast<std::uint32_t>(
      ::crc32_z(crc, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

/// Reads the parts of a checkpoint in order; whatever doesn't fit is an Error without the path.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  std::string_view take(std::size_t count) {
    if (count > rest_.size()) throw Error("it is cut short");
    const std::string_view part = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return part;
  }
  [[nodiscard]] std::size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
};

Checkpoint parse(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) {
    if (kMagic.starts_with(bytes)) throw Error("it is cut short");
    throw Error("it is no checkpoint of this version");
  }
  if (bytes.size() < kMagic.size() + sizeof(std::uint64_t) + sizeof(std::uint32_t))
    throw Error("it is cut short");
  std::uint32_t promised = 0;
  std::memcpy(&promised, bytes.data() + bytes.size() - sizeof promised, sizeof promised);
  bytes.remove_suffix(sizeof promised);
  if (crc_of(0, bytes) != promised) throw Error("its checksum is wrong: it is damaged or cut short");
  Reader reader(bytes.substr(kMagic.size()));
  std::uint64_t header_size = 0;
  std::memcpy(&header_size, reader.take(sizeof header_size).data(), sizeof header_size);
  const auto header = nlohmann::json::parse(reader.take(header_size));
  Checkpoint checkpoint;
  header.at("texts").get_to(checkpoint.texts);
  header.at("numbers").get_to(checkpoint.numbers);
  for (const auto& entry : header.at("arrays")) {
    std::vector<float> array(entry.at("count").get<std::size_t>());
    const std::string_view values = reader.take(array.size() * sizeof(float));
    if (!array.empty()) std::memcpy(array.data(), values.data(), values.size());
    checkpoint.arrays.emplace(entry.at("name").get<std::string>(), std::move(array));
  }
  if (reader.left() != 0) throw Error("it goes on after its end");
  return checkpoint;
}

}  // namespace

void write_checkpoint(const std::filesystem::path& path, const Checkpoint& checkpoint) {
  nlohmann::json header{{"texts", checkpoint.texts}, {"numbers", checkpoint.numbers}};
  header["arrays"] = nlohmann::json::array();
  for (const auto& [name, array] : checkpoint.arrays)
    header["arrays"].push_back({{"name", name}, {"count", array.size()}});
  const std::string text = header.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  const std::uint64_t header_size = text.size();
  AtomicFile file(path);
  std::uint32_t crc = 0;
  const auto write = [&](std::string_view bytes) {
    file.write(bytes);
    crc = crc_of(crc, bytes);
  };
  write(kMagic);
  write(bytes_of(header_size));
  write(text);
  for (const auto& [name, array] : checkpoint.arrays) write(bytes_of(array));
  file.write(bytes_of(crc));
  file.commit();
}

Checkpoint read_checkpoint(const std::filesystem::path& path) {
  try {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error(errno != 0 ? std::strerror(errno) : "it cannot be opened");
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    if (file.bad()) throw Error("reading failed");
    return parse(bytes);
  } catch (const std::exception& error) {
    throw Error("cannot use the checkpoint " + path.string() + ": " + error.what());
  }
}

CheckpointStore::CheckpointStore(std::filesystem::path folder, int keep)
    : folder_(std::move(folder)), keep_(keep) {}

std::filesystem::path CheckpointStore::path_of(std::int64_t iteration) const {
  char number[24];
  std::snprintf(number, sizeof number, "%08lld", static_cast<long long>(iteration));
  return folder_ / (std::string(kStem) + number + std::string(kExtension));
}

std::vector<std::int64_t> CheckpointStore::iterations() const {
  std::vector<std::int64_t> found;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
    std::string name = entry.path().filename().string();
    if (!name.starts_with(kStem) || !name.ends_with(kExtension)) continue;
    name = name.substr(kStem.size(), name.size() - kStem.size() - kExtension.size());
    if (name.empty() || name.size() > 18 || name.find_first_not_of("0123456789") != std::string::npos)
      continue;
    found.push_back(parse_integer(name, "iteration"));
  }
  std::sort(found.begin(), found.end());
  return found;
}

void CheckpointStore::save(std::int64_t iteration, const Checkpoint& checkpoint) const {
  make_folder(folder_);
  std::error_code ignored;
  write_checkpoint(path_of(iteration), checkpoint);
  const std::vector<std::int64_t> all = iterations();
  for (std::size_t i = 0; i + static_cast<std::size_t>(keep_) < all.size(); ++i)
    std::filesystem::remove(path_of(all[i]), ignored);
}

std::optional<Checkpoint> CheckpointStore::newest() const {
  std::vector<std::int64_t> all = iterations();
  for (auto iteration = all.rbegin(); iteration != all.rend(); ++iteration) try {
      return read_checkpoint(path_of(*iteration));
    } catch (const Error& damage) {
      log(LogLevel::warning, std::string(damage.what()) + "; it is set aside and the one before it used");
      const std::filesystem::path path = path_of(*iteration);
      std::error_code ignored;
      std::filesystem::rename(path, path.string() + ".damaged", ignored);
    }
  if (!all.empty()) throw Error("no whole checkpoint is left in " + folder_.string());
  return std::nullopt;
}

}  // namespace ganscope
