#pragma once
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/models/raw_tensor.hpp"

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

/// A tensor of these numbers, as a file holds it.
inline RawTensor raw_floats(const std::string& name, TensorShape shape, const std::vector<float>& values) {
  RawTensor out{.name = name, .type = NumberType::f32, .shape = std::move(shape), .bytes = {}};
  out.bytes.resize(values.size() * sizeof(float));
  if (!values.empty()) std::memcpy(out.bytes.data(), values.data(), out.bytes.size());
  return out;
}

}  // namespace ganscope::test
