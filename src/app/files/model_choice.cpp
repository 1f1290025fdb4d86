#include "app/files/model_choice.hpp"

#include <fstream>
#include <tuple>

#include "app/files/assets.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"

namespace ganscope {

std::optional<std::pair<std::string, std::string>> file_and_prefix(const std::string& text) {
  const std::size_t hash = text.rfind('#');
  if (hash == std::string::npos || is_there(text) || !is_there(text.substr(0, hash))) return std::nullopt;
  return std::pair{text.substr(0, hash), text.substr(hash + 1)};
}

void take_prefix(std::string& path, std::string& tensor_prefix) {
  const auto parts = file_and_prefix(path);
  if (!parts) return;
  if (!tensor_prefix.empty() && tensor_prefix != parts->second)
    throw UsageError("--tensor-prefix " + tensor_prefix + " contradicts '" + path + "'");
  std::tie(path, tensor_prefix) = *parts;
}

GeneratorOptions chosen(const ModelChoice& model, GeneratorOptions options) {
  options.tensor_prefix = model.tensor_prefix;
  if (!model.card.empty()) options.card = example_path(model.card);
  return options;
}

GeneratorOptions generator_options(const ImageConfig& config) {
  GeneratorOptions how{.device = config.device, .trust = config.trust, .tensor_prefix = config.tensor_prefix};
  if (!config.card.empty()) how.card = config.card;
  return how;
}

bool is_card(const std::filesystem::path& path) {
  if (path.extension() != ".json") return false;
  if (path.stem().extension() == ".card") return true;
  std::string head(4096, '\0');
  std::ifstream file(path);
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  return head.find("\"ganscope_card\"") != std::string::npos;
}

std::string model_words(const ModelChoice& model) {
  std::string text = shell_quoted(model.path);
  if (!model.card.empty()) text += " --card " + shell_quoted(model.card);
  if (!model.tensor_prefix.empty()) text += " --tensor-prefix " + shell_quoted(model.tensor_prefix);
  return text;
}

}  // namespace ganscope
