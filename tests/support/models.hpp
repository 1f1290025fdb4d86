#pragma once
#include <filesystem>
#include <string>

namespace ganscope::test {

/// A file that tests/support/make_reference.py made.
inline std::filesystem::path model_data(const std::string& name) {
  return std::filesystem::path(GANSCOPE_SOURCE_DIR) / "tests" / "data" / "models" / name;
}

/// A model that others trained, in the folder `shared` beside the repository. May not be there.
inline std::filesystem::path shared_model(const std::string& name) {
  return std::filesystem::path(GANSCOPE_SOURCE_DIR).parent_path() / "shared" / "models" / name;
}

/// The card of such a model, kept in the repository.
inline std::filesystem::path example_card(const std::string& name) {
  return std::filesystem::path(GANSCOPE_SOURCE_DIR) / "assets" / "examples" / (name + ".card.json");
}

}  // namespace ganscope::test
