#include "app/commands/file_hint.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <vector>

#include "app/files/assets.hpp"
#include "app/files/model_choice.hpp"
#include "app/files/shipped_models.hpp"
#include "core/files.hpp"
#include "core/output_path.hpp"
#include "core/text.hpp"
#include "engine/images/picture_format.hpp"
#include "engine/latent/latent_file_name.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;

enum class Kind { none, points, configuration, latents, card, picture, model, idx, folder, training };

template <std::size_t Count>
bool is_one_of(const std::string& text, const std::array<std::string_view, Count>& list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// Of names that are known by their ending.
Kind kind_of_name(const fs::path& path) {
  constexpr std::array<std::string_view, 5> kPoints{".csv", ".tsv", ".txt", ".dat", ".xy"};
  constexpr std::array<std::string_view, 8> kModels{".pt",  ".pth", ".safetensors", ".ckpt",
                                                    ".bin", ".pkl", ".pickle",      ".torchscript"};
  const std::string name = path.filename().string();
  const std::string ending = extension_of(path);
  if (name.find("-ubyte") != std::string::npos) return Kind::idx;
  if (is_one_of(ending, kPoints)) return Kind::points;
  if (is_one_of(ending, kModels)) return Kind::model;
  if (ending == ".toml") return Kind::configuration;
  if (is_card(path)) return Kind::card;
  if (ends_as_latent_file(name)) return Kind::latents;
  if (has_picture_ending(path)) return Kind::picture;
  return Kind::none;
}

/// Of a file whose name tells nothing: what torch.save and safetensors begin with, else text is numbers.
Kind kind_of_content(const fs::path& path) {
  std::string head(64, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(file.gcount()));
  if (head.starts_with("PK\3\4") || head.starts_with("\x80\2") || (head.size() > 9 && head[8] == '{'))
    return Kind::model;
  const bool text = !head.empty() && std::all_of(head.begin(), head.end(), [](unsigned char c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0x7f);
  });
  return text ? Kind::points : Kind::none;
}

Kind kind_of_folder(const fs::path& path) {
  return is_there(path / "checkpoints") ? Kind::training : Kind::folder;
}

bool is_model_name(const std::string& word) {
  const std::vector<ShippedModel> models = shipped_models();
  return std::any_of(models.begin(), models.end(),
                     [&](const ShippedModel& model) { return model.name == word; });
}

/// A line that takes a file, and how those commands take it that can have it beside others.
struct Opening {
  std::string line;
  std::string option;
  std::vector<std::string> commands;
};

Opening opening_of(Kind kind, const std::string& word) {
  const std::string file = shell_quoted(word);
  switch (kind) {
    case Kind::points: {
      const std::string data = "--data " + shell_quoted("file:" + word);
      return {"toy " + data, data, {"toy"}};
    }
    case Kind::configuration:
      return {"toy --config " + file, "--config " + file, {"toy"}};
    case Kind::latents:
      return {"image MODEL --anchors " + file, "--anchors " + file, {"image", "tour", "grid", "sample"}};
    case Kind::card:
      return {"info MODEL --card " + file, "--card " + file, {"image", "tour", "grid", "sample", "info"}};
    case Kind::picture:
      return {"recover MODEL " + file, {}, {}};
    case Kind::model:
      return {"image " + file, {}, {}};
    case Kind::idx: {
      const fs::path folder = fs::path(word).parent_path();
      const std::string where = "--data-dir " + shell_quoted(folder.empty() ? "." : folder.string());
      return {"data mnist " + where, "--data mnist " + where, {"train", "neighbours"}};
    }
    case Kind::folder: {
      const std::string data = shell_quoted("folder:" + word);
      return {"data " + data, "--data " + data, {"train", "neighbours"}};
    }
    case Kind::training:
      return {"train --resume --out " + file, "--resume --out " + file, {"train"}};
    case Kind::none:
      break;
  }
  return {};
}

}  // namespace

FileHint hint_for_file(const std::string& word, const std::string& command) {
  if (word.empty()) return {};
  std::error_code ignored;
  FileHint out;
  Kind kind = Kind::none;
  std::string file = word;
  // heart.csv#2 and ckpt.pt#netG are their files with something behind them.
  if (const auto parts = file_and_prefix(word)) file = parts->first;
  // An example that comes along goes by its name.
  const fs::path path = example_path(file);
  out.there = is_there(path);
  if (fs::is_directory(path, ignored)) {
    kind = kind_of_folder(path);
  } else {
    kind = kind_of_name(path);
    if (kind == Kind::none && out.there) kind = kind_of_content(path);
    if (!out.there && is_model_name(word)) {
      kind = Kind::model;
      out.there = true;
    }
  }
  const Opening opening = opening_of(kind, word);
  if (!opening.line.empty()) out.command = "ganscope " + opening.line;
  const auto& takes = opening.commands;
  if (std::find(takes.begin(), takes.end(), command) != takes.end()) out.option = opening.option;
  return out;
}

namespace {

std::string hint_text(const std::string& word, const FileHint& hint, const std::string& is_no,
                      const std::string& help) {
  if (!hint.there && hint.command.empty()) return {};
  std::string text = "'" + word + "' " + is_no;
  if (!hint.there) text += ", and there is no such file";
  text += hint.there ? "; " : "; one is opened by: ";
  if (hint.command.empty()) return text + help;
  return text + (hint.there ? "did you mean: " : "") + hint.command;
}

}  // namespace

std::string not_a_command(const std::string& word) {
  return hint_text(word, hint_for_file(word, {}), "is no command", "see ganscope --help");
}

std::string not_an_argument(const std::string& word, const std::string& command) {
  FileHint hint = hint_for_file(word, command);
  const std::string here = "ganscope " + command;
  if (!hint.option.empty()) hint.command = here + " ... " + hint.option;
  return hint_text(word, hint, "is no argument of " + here, "see " + here + " --help");
}

}  // namespace ganscope
