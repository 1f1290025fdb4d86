#include <cstdio>
#include <exception>
#include <nlohmann/json.hpp>
#include <set>

#include "app/commands/model_command_line.hpp"
#include "app/files/assets.hpp"
#include "app/files/shipped_models.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/program_place.hpp"
#include "core/text.hpp"
#include "engine/models/finite_tensor.hpp"
#include "engine/models/open_model.hpp"

namespace ganscope {
namespace {

using Json = nlohmann::ordered_json;

/// What is known of a file: all, only its tensors, or only that it is a program.
struct Found {
  std::unique_ptr<TensorFile> file;  ///< null for TorchScript
  std::optional<ModelPlan> plan;
  std::string why_no_plan;
  std::exception_ptr misfit = {};  ///< there is a card, and it doesn't fit or cannot be read: what is said
};

Found look_at(const ModelChoice& choice) {
  OpenModelOptions options{.tensor_prefix = choice.tensor_prefix};
  if (!choice.card.empty()) options.card = example_path(choice.card);
  const std::filesystem::path path = model_path(choice.path);
  // Throws what open_model() did where the file itself is to blame.
  const auto tensors = [&] {
    return open_tensor_file(path, {.tensor_prefix = choice.tensor_prefix, .limits = {}});
  };
  try {
    OpenModel model = open_model(path, options);
    return {std::move(model.file), std::move(model.plan), {}};
  } catch (const NoCardError& e) {
    return {
        tensors(), {}, e.reason() + "; how one is written: " + documentation_page("model-card.md").string()};
  } catch (const TorchScriptError&) {
    return {};
  } catch (const Error& e) {
    return {tensors(), {}, e.what(), std::current_exception()};
  }
}

/// A program tells nothing of itself without being run; its card may.
int print_torch_script(const InfoOptions& options) {
  std::optional<std::filesystem::path> card = card_beside(options.model.path);
  if (!options.model.card.empty()) card = example_path(options.model.card);
  if (options.json) {
    Json out{{"file", options.model.path},
             {"container", "TorchScript"},
             {"card", nullptr},
             {"parameters", nullptr}};
    if (card) out["card"] = Json::parse(to_json_text(read_model_card(*card)));
    std::printf("%s\n", out.dump(2).c_str());
    return 0;
  }
  std::printf("file           %s, TorchScript: a program, which runs with --trust only\n",
              options.model.path.c_str());
  std::printf("card           %s\n", card ? card->c_str() : "none; one with 'latent' and 'image' is needed");
  return 0;
}

/// Without a card, all floating numbers but those that norms count along.
std::int64_t guessed_parameters(const TensorFile& file) {
  std::int64_t sum = 0;
  for (const TensorInfo& info : file.tensors()) {
    const bool real = info.type == NumberType::f16 || info.type == NumberType::bf16 ||
                      info.type == NumberType::f32 || info.type == NumberType::f64;
    const bool running = info.name.ends_with("running_mean") || info.name.ends_with("running_var");
    if (real && !running) sum += *element_count(info.shape);
  }
  return sum;
}

std::string latent_text(const LatentSpace& latent) {
  std::string out = counted(latent.size, "number") + ", " + prior_text(latent);
  if (latent.classes > 0) out += "; " + counted(latent.classes, "class", "classes");
  return out;
}

/// How a pixel comes from what the last layer gives.
std::string range_text(const ModelCard& card) {
  const auto list = [](const std::vector<float>& numbers) {
    std::vector<std::string> texts;
    for (const float number : numbers) texts.push_back(exact_number(static_cast<double>(number)));
    return join(texts, ", ");
  };
  if (!card.output_mean.empty())
    return "mean " + list(card.output_mean) + " and deviation " + list(card.output_deviation);
  return "[" + exact_number(static_cast<double>(card.output_low)) + ", " +
         exact_number(static_cast<double>(card.output_high)) + "]";
}

/// " takes a, b as x": where a layer isn't simply the one behind the last.
std::string branch_text(const LayerCard& card) {
  std::string out;
  if (!card.input.empty()) out += "  of " + card.input;
  if (!card.from.empty()) out += "  with " + join(card.from, ", ");
  if (!card.name.empty()) out += "  = " + card.name;
  return out;
}

std::vector<std::string> tensor_names(const PlannedLayer& layer, const TensorFile& file) {
  std::vector<std::string> names;
  for (const std::optional<std::size_t> tensor : layer.tensors)
    if (tensor) names.push_back(file.tensors()[*tensor].name);
  return names;
}

/// NaN and infinities in tensors that layers use, which every command that draws refuses.
std::vector<std::string> broken_tensors(const ModelPlan& plan, const TensorFile& file) {
  std::vector<std::string> out;
  for (const PlannedLayer& layer : plan.layers)
    for (const std::optional<std::size_t> tensor : layer.tensors) {
      if (!tensor) continue;
      const RawTensor raw = file.read(*tensor);
      if (const auto problem = non_finite_numbers(raw)) out.push_back(raw.name + " holds " + *problem);
    }
  return out;
}

Json layers_json(const ModelPlan& plan, const TensorFile& file) {
  Json out = Json::array();
  for (const PlannedLayer& layer : plan.layers)
    out.push_back({{"number", layer.number},
                   {"kind", name_of(layer.card.kind)},
                   {"inputs", layer.inputs},
                   {"in", layer.in},
                   {"out", layer.out},
                   {"parameters", layer.parameters},
                   {"multiply_adds", layer.multiply_adds},
                   {"tensors", tensor_names(layer, file)}});
  return out;
}

void print_json(const Found& found) {
  Json out{
      {"file", found.file->name()}, {"container", found.file->container()}, {"notes", found.file->notes()}};
  if (found.plan) {
    out["card"] = Json::parse(to_json_text(found.plan->card));
    out["card_from"] = found.plan->card.source;
    out["assumed"] = found.plan->card.assumptions;
    out["parameters"] = found.plan->parameters;
    out["multiply_adds"] = found.plan->multiply_adds;
    out["layers"] = layers_json(*found.plan, *found.file);
    out["unused"] = found.plan->unused;
    out["broken"] = broken_tensors(*found.plan, *found.file);
  } else {
    out["card"] = nullptr;
    out["why_no_card"] = found.why_no_plan;
    out["parameters"] = guessed_parameters(*found.file);
  }
  out["tensors"] = Json::array();
  for (const TensorInfo& info : found.file->tensors())
    out["tensors"].push_back({{"name", info.name}, {"type", info.type_text()}, {"shape", info.shape}});
  std::printf("%s\n", out.dump(2, ' ', false, Json::error_handler_t::replace).c_str());
}

void print_line(const char* name, const std::string& value) {
  if (!value.empty()) std::printf("%-14s %s\n", name, value.c_str());
}

void print_card(const ModelCard& card, const ModelPlan& plan) {
  print_line("name", card.name);
  print_line("card", card.source);
  for (const std::string& assumption : card.assumptions) print_line("assumed", assumption);
  if (!card.assumptions.empty())
    print_line(
        "",
        "'ganscope guess MODEL' draws other readings side by side; a card says which is right (--card FILE)");
  print_line("latent", latent_text(plan.latent));
  print_line("image", std::to_string(card.image.channels) + "x" + std::to_string(card.image.height) + "x" +
                          std::to_string(card.image.width) + " from " + range_text(card));
  print_line("trained on", card.data);
  print_line("licence", card.licence);
  print_line("notes", card.notes);
  print_line("parameters", with_thousands(plan.parameters));
  print_line("multiply-adds", with_thousands(plan.multiply_adds) + " an image");
}

void print_layers(const ModelPlan& plan, const TensorFile& file) {
  std::printf("\nlayers\n");
  for (const PlannedLayer& layer : plan.layers)
    std::printf("%3d %-17s %-12s %s%s\n", layer.number, std::string(name_of(layer.card.kind)).c_str(),
                to_text(layer.out).c_str(), join(tensor_names(layer, file), ", ").c_str(),
                branch_text(layer.card).c_str());
}

void print_tensors(const TensorFile& file, const std::vector<std::string>& unused) {
  const std::set<std::string> without_use(unused.begin(), unused.end());
  std::printf("\ntensors\n");
  for (const TensorInfo& info : file.tensors())
    std::printf("    %-5s %-16s %s%s\n", info.type_text().c_str(), to_text(info.shape).c_str(),
                info.name.c_str(), without_use.contains(info.name) ? "  (unused)" : "");
}

void print_found(const Found& found, bool json) {
  if (json) {
    print_json(found);
    return;
  }
  print_line("file", found.file->name() + ", " + std::string(found.file->container()));
  for (const std::string& note : found.file->notes()) print_line("note", note);
  if (found.plan) {
    print_card(found.plan->card, *found.plan);
    for (const std::string& tensor : broken_tensors(*found.plan, *found.file)) print_line("broken", tensor);
    print_layers(*found.plan, *found.file);
  } else {
    print_line("card", found.misfit ? "cannot be used, see the end" : "none: " + found.why_no_plan);
    print_line("parameters", "about " + with_thousands(guessed_parameters(*found.file)));
  }
  print_tensors(*found.file, found.plan ? found.plan->unused : std::vector<std::string>{});
}

}  // namespace

int print_model_info(const InfoOptions& options) {
  const Found found = look_at(options.model);
  if (!found.file) return print_torch_script(options);
  print_found(found, options.json);
  // Who mends a card needs the tensors; the error comes last, where it is seen.
  if (found.misfit) {
    std::fflush(stdout);
    std::rethrow_exception(found.misfit);
  }
  return 0;
}

}  // namespace ganscope
