#include "engine/models/model_plan.hpp"

#include <map>

#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/models/layer_planner.hpp"

namespace ganscope {
namespace {

/// Follows the layers and the names of their outputs. Output 0 is what goes into the first layer, output n
/// what layer n gives.
class Planner {
 public:
  Planner(const ModelCard& card, const TensorFile& file)
      : file_(file), layers_(file, card.source, card.latent.classes), shapes_{{card.latent.size}} {
    plan_.card = card;
    plan_.latent = card.latent;
    names_[kLatentName] = 0;
  }

  ModelPlan run() {
    if (plan_.card.layers.empty())
      throw Error(plan_.card.source + ": 'layers' is missing; expected a list of layers");
    for (const LayerCard& layer : plan_.card.layers) add(layer);
    check_image();
    if (plan_.latent.classes > 0 && !layers_.labelled())
      throw Error(plan_.card.source + ": 'classes' is " + std::to_string(plan_.latent.classes) +
                  " but no layer is a class_embedding or a conditional_batch_norm");
    plan_.latent.classes = layers_.classes();
    plan_.card.latent = plan_.latent;
    for (std::size_t i = 0; i < file_.tensors().size(); ++i)
      // PyTorch's norms count their batches; that no layer looks at it says nothing.
      if (!layers_.used().contains(i) && !file_.tensors()[i].name.ends_with("num_batches_tracked"))
        plan_.unused.push_back(file_.tensors()[i].name);
    return std::move(plan_);
  }

 private:
  void check_image() const {
    const ImageShape& image = plan_.card.image;
    const TensorShape expected{image.channels, image.height, image.width};
    const TensorShape& found = shapes_.back();
    if (found != expected)
      throw Error(plan_.card.source + ": the last layer gives " + sizes_text(found) +
                  "; expected an image of " + to_text(expected) +
                  (element_count(found) == element_count(expected) ? " (end with a reshape layer)" : ""));
  }

  [[nodiscard]] Error error(const LayerCard& card, const std::string& what) const {
    return Error(plan_.card.source + ": layer " + std::to_string(shapes_.size()) + " (" +
                 std::string(name_of(card.kind)) + "): " + what);
  }

  [[nodiscard]] int output_of(const LayerCard& card, const char* key, const std::string& name) const {
    if (const auto found = names_.find(name); found != names_.end()) return found->second;
    std::vector<std::string> valid;
    for (const auto& [known, number] : names_) valid.push_back(known);
    throw error(card, "'" + std::string(key) + "': " + unknown_name("earlier layer", name, valid).what());
  }

  void add(const LayerCard& card) {
    const int number = static_cast<int>(shapes_.size());
    const int input = card.input.empty() ? number - 1 : output_of(card, "input", card.input);
    std::vector<int> others;
    std::vector<TensorShape> shapes{shapes_[static_cast<std::size_t>(input)]};
    for (const std::string& name : card.from) {
      others.push_back(output_of(card, "from", name));
      shapes.push_back(shapes_[static_cast<std::size_t>(others.back())]);
    }
    PlannedLayer layer = layers_.plan(card, number, shapes);
    layer.inputs = {input};
    layer.inputs.insert(layer.inputs.end(), others.begin(), others.end());
    if (!card.name.empty() && !names_.emplace(card.name, number).second)
      throw error(card, "the name '" + shown(card.name) + "' is " +
                            (card.name == kLatentName ? "that of what goes into the first layer"
                                                      : "an earlier layer's") +
                            "; expected one of its own");
    shapes_.push_back(layer.out);
    plan_.parameters += layer.parameters;
    plan_.multiply_adds += layer.multiply_adds;
    plan_.layers.push_back(std::move(layer));
  }

  const TensorFile& file_;
  ModelPlan plan_;
  LayerPlanner layers_;
  std::vector<TensorShape> shapes_;   ///< of outputs
  std::map<std::string, int> names_;  ///< of outputs
};

}  // namespace

ModelPlan plan_model(const ModelCard& card, const TensorFile& file) { return Planner(card, file).run(); }

}  // namespace ganscope
