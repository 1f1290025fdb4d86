#include <algorithm>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/models/file_kind.hpp"
#include "engine/models/torch_tensor_file.hpp"
#include "engine/models/zip_archive.hpp"

namespace ganscope {
namespace {

constexpr std::string_view kPickleName = "data.pkl";

class TorchZipFile final : public TorchTensorFile {
 public:
  TorchZipFile(const ByteSource& bytes, ZipArchive archive, std::string root, Pickle pickle,
               const TensorFileOptions& options)
      : TorchTensorFile(bytes.name(), bytes.size(), std::move(pickle), options),
        archive_(std::move(archive)),
        root_(std::move(root)) {
    // What is missing or cut is told when the file is opened, not when a tensor is read.
    for (const TorchStorage& storage : this->pickle().storages) (void)entry_of(storage);
  }

  std::string_view container() const override { return "PyTorch zip"; }

 protected:
  std::string storage_bytes(const TorchStorage& storage, std::uint64_t first,
                            std::uint64_t count) const override {
    const std::size_t entry = entry_of(storage);
    // Tensors that share a storage come one after the other.
    if (kept_entry_ != entry) {
      kept_ = archive_.read(entry);
      kept_entry_ = entry;
    }
    return kept_.substr(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
  }

 private:
  [[nodiscard]] std::size_t entry_of(const TorchStorage& storage) const {
    const std::optional<std::size_t> entry = archive_.find(root_ + "data/" + storage.key);
    if (!entry) throw Error(name() + ": storage '" + shown(storage.key) + "' is not in the archive");
    // How many bytes numbers take that aren't read matters to nobody.
    const std::uint64_t width = storage.type == NumberType::other ? 0 : storage.width;
    const std::uint64_t expected = static_cast<std::uint64_t>(storage.size) * width;
    if (archive_.entries()[*entry].size < expected)
      throw Error(name() + ": storage '" + shown(storage.key) + "' has " +
                  std::to_string(archive_.entries()[*entry].size) + " bytes; expected " +
                  std::to_string(expected));
    return *entry;
  }

  ZipArchive archive_;
  std::string root_;
  mutable std::string kept_;
  mutable std::optional<std::size_t> kept_entry_;
};

/// The entry whose name ends so, below one folder: PyTorch puts all into one of any name.
std::optional<std::size_t> entry_below_root(const ZipArchive& archive, std::string_view name) {
  for (std::size_t i = 0; i < archive.entries().size(); ++i) {
    const std::string& full = archive.entries()[i].name;
    const std::size_t slash = full.find('/');
    if (slash != std::string::npos && std::string_view(full).substr(slash + 1) == name) return i;
  }
  return std::nullopt;
}

bool is_torch_script(const ZipArchive& archive) {
  return entry_below_root(archive, "constants.pkl") ||
         std::any_of(archive.entries().begin(), archive.entries().end(), [](const ZipEntry& entry) {
           const std::size_t slash = entry.name.find('/');
           return slash != std::string::npos && entry.name.compare(slash, 6, "/code/") == 0;
         });
}

}  // namespace

bool looks_like_zip(const ByteSource& bytes) {
  return bytes.size() >= 4 && bytes.text(0, 4) == std::string_view("PK\x03\x04");
}

std::unique_ptr<TensorFile> open_torch_zip(std::shared_ptr<ByteSource> bytes,
                                           const TensorFileOptions& options) {
  ZipArchive archive(bytes, {.bytes = 4 * bytes->size() + options.limits.spare});
  if (is_torch_script(archive))
    throw TorchScriptError(bytes->name() + ": it is TorchScript (torch.jit.save), a program that would run " +
                           "with your rights, not only weights");
  const std::optional<std::size_t> entry = entry_below_root(archive, kPickleName);
  if (!entry) {
    std::vector<std::string> names;
    for (const ZipEntry& other : archive.entries()) names.push_back(other.name);
    throw bytes->error(what_archive_is(names));
  }
  if (archive.entries()[*entry].size > options.limits.header)
    throw bytes->error("its pickle has " + std::to_string(archive.entries()[*entry].size) +
                       " bytes; expected at most " + std::to_string(options.limits.header));
  if (const auto order = entry_below_root(archive, "byteorder");
      order && archive.entries()[*order].size <= 16)
    if (const std::string text = archive.read(*order); trim(text) != "little")
      throw bytes->error("its numbers are '" + shown(text) + "'-endian; expected little");
  const std::string& full = archive.entries()[*entry].name;
  const std::string root = full.substr(0, full.size() - kPickleName.size());
  Pickle pickle = read_pickle(archive.read(*entry), bytes->name(), {.rank = options.limits.rank});
  return std::make_unique<TorchZipFile>(*bytes, std::move(archive), root, std::move(pickle), options);
}

}  // namespace ganscope
