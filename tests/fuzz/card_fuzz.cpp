// Model cards: reading, writing what was read, and fitting it to a file with tensors of many shapes.
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "engine/models/model_card.hpp"
#include "engine/models/model_plan.hpp"
#include "engine/models/safetensors.hpp"

namespace {

/// Tensors a card may name: "a.weight" is 12x4, "c" a convolution, "n" a norm, "e" an embedding.
class Shapes final : public ganscope::TensorFile {
 public:
  const std::string& name() const override { return name_; }
  std::string_view container() const override { return "none"; }
  const std::vector<ganscope::TensorInfo>& tensors() const override { return infos_; }
  const std::vector<std::string>& notes() const override { return notes_; }
  ganscope::RawTensor read(std::size_t) const override { return {}; }

 private:
  std::string name_ = "shapes";
  std::vector<std::string> notes_;
  std::vector<ganscope::TensorInfo> infos_{{"a.weight", ganscope::NumberType::f32, {12, 4}},
                                           {"a.bias", ganscope::NumberType::f32, {12}},
                                           {"c.weight", ganscope::NumberType::f16, {3, 3, 2, 2}},
                                           {"c.bias", ganscope::NumberType::f16, {3}},
                                           {"n.weight", ganscope::NumberType::f32, {3}},
                                           {"n.running_mean", ganscope::NumberType::f32, {3}},
                                           {"n.running_var", ganscope::NumberType::f32, {3}},
                                           {"e.weight", ganscope::NumberType::f32, {5, 4}}};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  try {
    const ganscope::ModelCard card = ganscope::parse_model_card(json, "fuzz");
    const std::string written = ganscope::to_json_text(card);
    const ganscope::ModelCard again = ganscope::parse_model_card(written, "written");
    if (again.layers != card.layers || again.latent != card.latent || again.image != card.image) std::abort();
    (void)ganscope::plan_model(card, Shapes());
  } catch (const ganscope::Error&) {
  }
  return 0;
}
