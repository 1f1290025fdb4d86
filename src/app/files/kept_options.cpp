#include "app/files/kept_options.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/error.hpp"

namespace ganscope {

std::string kept_options_text(const KeptOptions& options) {
  return nlohmann::json(options).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

KeptOptions read_kept_options(const std::filesystem::path& path, const std::vector<std::string>& names) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return {};
  const auto wrong = [&](const std::string& why) {
    return Error(path.string() + ": " + why +
                 "; expected the options of the training before as {\"name\": \"value\"}. Without the file "
                 "--resume takes the defaults");
  };
  KeptOptions options;
  try {
    std::ifstream file(path);
    options = nlohmann::json::parse(file).get<KeptOptions>();
  } catch (const nlohmann::json::exception& e) {
    throw wrong(e.what());
  }
  for (const auto& [name, text] : options)
    if (std::find(names.begin(), names.end(), name) == names.end())
      throw wrong("unknown option '" + name + "'");
  return options;
}

}  // namespace ganscope
