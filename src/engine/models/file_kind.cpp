#include "engine/models/file_kind.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/text.hpp"
#include "engine/models/pickle.hpp"

namespace ganscope {
namespace {

constexpr std::string_view kExpected = "expected safetensors or what torch.save writes";
constexpr std::string_view kSaveState = "load it in Python and torch.save(model.state_dict(), FILE)";
constexpr std::size_t kHead = 4096;  ///< bytes that are looked at

/// A format that begins with bytes of its own.
struct Mark {
  std::size_t at;
  std::string_view bytes;
  std::string_view is;
};

using namespace std::string_view_literals;
constexpr std::string_view kKeras =
    "an HDF5 file, as Keras and MATLAB write it, whose weights PyTorch lays out otherwise; convert it in "
    "Python: build "
    "the same network in PyTorch, copy the weights, torch.save its state_dict()";
constexpr std::string_view kTensorFlow =
    "TensorFlow, whose weights PyTorch lays out otherwise; build the same network in PyTorch, copy the "
    "weights, "
    "torch.save its state_dict()";
constexpr std::array kMarks{
    Mark{0, "\x89HDF\r\n\x1a\n"sv, kKeras},
    Mark{0, "\x93NUMPY"sv,
         "a NumPy array (.npy), which is numbers without names; expected safetensors or what torch.save "
         "writes"},
    Mark{0, "GGUF"sv, "GGUF, a language model's weights; expected an image generator"},
    Mark{0, "ggml"sv, "GGML, a language model's weights; expected an image generator"},
    Mark{0, "\x1f\x8b"sv, "packed by gzip; unpack it first (gunzip, or tar xf for .tar.gz)"},
    Mark{0,
         "\xfd"
         "7zXZ\0"sv,
         "packed by xz; unpack it first (unxz, or tar xf for .tar.xz)"},
    Mark{0, "BZh"sv, "packed by bzip2; unpack it first (bunzip2, or tar xf for .tar.bz2)"},
    Mark{0, "\x28\xb5\x2f\xfd"sv, "packed by zstd; unpack it first (unzstd)"},
    Mark{0, "7z\xbc\xaf\x27\x1c"sv, "a 7z archive; unpack it first"},
    Mark{0, "Rar!\x1a\x07"sv, "a RAR archive; unpack it first"},
    Mark{257, "ustar"sv, "a tar archive; unpack it first (tar xf)"},
    Mark{0, "\x89PNG\r\n\x1a\n"sv, "a PNG picture; expected the model that makes such"},
    Mark{0, "\xff\xd8\xff"sv, "a JPEG picture; expected the model that makes such"},
    Mark{0, "GIF8"sv, "a GIF picture; expected the model that makes such"},
    Mark{8, "WEBP"sv, "a WebP picture; expected the model that makes such"},
    Mark{4, "ftyp"sv, "a video; expected the model that makes its pictures"},
    Mark{0, "\x1a\x45\xdf\xa3"sv, "a video; expected the model that makes its pictures"},
    Mark{0, "%PDF"sv, "a PDF document; expected a model"},
    Mark{0,
         "\x7f"
         "ELF"sv,
         "a program; expected a model"},
    Mark{4, "TFL3"sv, kTensorFlow},
    Mark{0, "model_checkpoint_path:"sv, kTensorFlow},
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// Between a web page's <title> and its end, on one line.
std::string title_of(std::string_view page) {
  const std::string small = lower(page);
  const std::size_t open = small.find("<title");
  const std::size_t start = open == std::string::npos ? open : small.find('>', open);
  if (start == std::string::npos) return {};
  const std::size_t end = std::min(small.find('<', start), page.size());
  return shown(trim(page.substr(start + 1, end - start - 1)), 60);
}

std::string first_line(std::string_view text) {
  text = text.substr(0, text.find_first_of("\r\n"));
  return shown(text, 50);
}

bool is_text(std::string_view head) {
  return std::all_of(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 || byte == '\n' || byte == '\r' || byte == '\t';
  });
}

std::string what_text_is(std::string_view head, std::string_view trimmed) {
  const std::string small = lower(trimmed.substr(0, 64));
  if (trimmed.starts_with("version https://git-lfs")) {
    const std::size_t size = head.find("\nsize ");
    const std::string count = size == std::string_view::npos
                                  ? std::string()
                                  : " of " + first_line(head.substr(size + 6)) + " bytes";
    return "it is a Git LFS pointer, not the file" + count +
           " that it stands for; fetch that with 'git lfs pull', or download it from its page";
  }
  if (small.starts_with("<!doctype html") || small.starts_with("<html") || small.starts_with("<?xml") ||
      small.starts_with("<head") || small.starts_with("<!--")) {
    const std::string title = title_of(head);
    return "it is a web page" + (title.empty() ? std::string() : " ('" + title + "')") +
           ", not the model; open its address in a browser and save what it offers to download";
  }
  if (trimmed.starts_with("{") || trimmed.starts_with("[")) {
    if (head.find("\"ganscope_card\"") != std::string_view::npos)
      return "it is a model card; expected the model it belongs to, with the card beside it or by --card "
             "FILE";
    return "it is JSON, no model; " + std::string(kExpected);
  }
  for (const char* begin : {"import ", "from ", "#!/", "def ", "class "})
    if (trimmed.starts_with(begin))
      return "it is a program's source ('" + first_line(trimmed) + "'), not its weights; " +
             std::string(kExpected);
  return "it is text ('" + first_line(trimmed) + "') and no model that ganscope knows; " +
         std::string(kExpected);
}

/// A message of ONNX begins with field 1 (its version) and field 2 (who wrote it), or has field 7 (the
/// graph).
bool is_onnx(std::string_view head, std::string_view name) {
  if (name.ends_with(".onnx")) return true;
  if (head.size() < 8 || head[0] != 0x08 || static_cast<unsigned char>(head[1]) > 32 || head[2] != 0x12)
    return false;
  const auto length = static_cast<unsigned char>(head[3]);
  return length > 0 && length < 64 && head.size() > 4U + length && is_text(head.substr(4, length));
}

bool is_tensorflow(const ByteSource& bytes, std::string_view name) {
  if (name.ends_with(".pb") || name.ends_with(".tflite") || name.ends_with(".ckpt.meta") ||
      name.find(".data-0000") != std::string_view::npos)
    return true;
  constexpr std::string_view kTable = "\x57\xfb\x80\x8b\x24\x75\x47\xdb";  // ends a checkpoint's index
  return bytes.size() > 48 && bytes.text(bytes.size() - 8, 8) == kTable;
}

/// What a pickle of somebody's own holds.
std::string what_pickle_is(const ByteSource& bytes) {
  constexpr std::uint64_t kMost = 64U << 20;
  std::string holds;
  try {
    const Pickle pickle = read_pickle(bytes.text(0, std::min(bytes.size(), kMost)), bytes.name());
    for (const auto& [name, count] : pickle.objects) {
      if (holds.size() > 120) break;
      holds += (holds.empty() ? "" : ", ") + shown(name);
    }
  } catch (const Error&) {
    // Whatever it is, nothing more is known of it.
  }
  return "it is a Python pickle that torch.save didn't write" + (holds.empty() ? "" : ", of " + holds) +
         "; it was not run. " + "Expected weights: " + std::string(kSaveState);
}

bool is_model_name(const std::string& name) {
  for (const char* end : {".pth", ".pt", ".safetensors", ".ckpt", ".bin", ".pkl"})
    if (name.ends_with(end)) return true;
  return false;
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 6;
  std::vector<std::string> some(names.begin(),
                                names.begin() + static_cast<std::ptrdiff_t>(std::min(kMost, names.size())));
  for (std::string& name : some) name = shown(name);
  if (names.size() > kMost) some.emplace_back("...");
  return join(some, ", ");
}

}  // namespace

std::string what_it_is(const ByteSource& bytes) {
  if (bytes.size() == 0) return "it is empty; the download or the copy failed: fetch it again";
  const std::string head = bytes.text(0, std::min<std::uint64_t>(bytes.size(), kHead));
  const std::string name = lower(bytes.name());
  for (const char* end : {".crdownload", ".part", ".download", ".partial", ".aria2"})
    if (name.ends_with(end)) return "it is a download that hasn't ended; wait for it or fetch it again";
  for (const Mark& mark : kMarks)
    if (head.size() >= mark.at + mark.bytes.size() &&
        head.compare(mark.at, mark.bytes.size(), mark.bytes) == 0)
      return "it is " + std::string(mark.is);
  if (head.find_first_not_of('\0') == std::string::npos)
    return "it begins with " + std::to_string(head.size()) +
           " bytes of 0; the download was never filled: fetch it again";
  std::string_view text = head;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (is_text(text)) return what_text_is(head, trim(text));
  if (head[0] == '\x80' && head.size() > 1 && head[1] >= 2 && head[1] <= 5) return what_pickle_is(bytes);
  if (is_onnx(head, name))
    return "it is ONNX, a graph of another kind; take the PyTorch weights that it was exported from: " +
           std::string(kSaveState);
  if (is_tensorflow(bytes, name)) return "it is " + std::string(kTensorFlow);
  return "it is no model that ganscope knows; " + std::string(kExpected);
}

std::string what_archive_is(const std::vector<std::string>& entries) {
  const auto has = [&](auto matches) { return std::any_of(entries.begin(), entries.end(), matches); };
  if (has([](const std::string& name) { return name == "model.weights.h5"; }))
    return "it is a Keras model (.keras), whose weights PyTorch lays out otherwise; build the same network "
           "in PyTorch, "
           "copy the weights, torch.save its state_dict()";
  if (!entries.empty() && std::all_of(entries.begin(), entries.end(),
                                      [](const std::string& name) { return name.ends_with(".npy"); }))
    return "it is an archive of NumPy arrays (.npz); expected tensors: torch.save({name: "
           "torch.from_numpy(array), ...}, FILE)";
  std::vector<std::string> models;
  for (const std::string& name : entries)
    if (is_model_name(name)) models.push_back(name);
  if (!models.empty())
    return "it is a zip archive around " + listed(models) + "; unpack it and open what is in it";
  return "a zip archive without data.pkl" +
         (entries.empty() ? std::string() : " (it holds " + listed(entries) + ")") +
         "; expected what torch.save writes";
}

std::string what_folder_is(const std::filesystem::path& folder) {
  std::vector<std::string> models;
  bool tensorflow = false;
  bool unpacked = false;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (is_model_name(name)) models.push_back(name);
    tensorflow |= name == "saved_model.pb";
    unpacked |= name == "data.pkl";
  }
  std::sort(models.begin(), models.end());
  std::string what = "cannot read " + folder.string() + ": not a file but a folder";
  if (tensorflow) return what + ", of " + std::string(kTensorFlow);
  if (unpacked) return what + " that a PyTorch file was unpacked to; expected the file as it was";
  if (models.empty()) return what + "; expected a model";
  return what + "; expected a model, such as " + listed(models) + " in it";
}

}  // namespace ganscope
