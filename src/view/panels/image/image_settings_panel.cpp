#include <imgui.h>

#include <algorithm>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"
#include "exchange/image_options.hpp"
#include "exchange/option_text.hpp"
#include "view/panels/common/recording_section.hpp"
#include "view/panels/image/image_panel.hpp"
#include "view/panels/image/window_words.hpp"
#include "view/ui/text_field.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

/// A copy of the configuration with one option changed, sent when it parses.
void send_edit(const ImagePanelInput& input, const ImageOption& option, const std::string& text,
               ImageViewCommands& out) {
  ImageConfig config = input.config;
  try {
    option.set(config, text);
  } catch (const UsageError& e) {
    out.push_back(window_command::Refuse{e.what()});
    return;
  }
  if (!(config == input.config)) out.push_back(image_command::EditConfig{config});
}

void option_choice(const ImagePanelInput& input, const std::string& name, const char* shown,
                   const std::string& current, const std::vector<std::string>& names,
                   ImageViewCommands& out) {
  const ImageOption& option = option_called(image_options(), name);
  const auto at = std::find(names.begin(), names.end(), current) - names.begin();
  if (const auto chosen = pick(name, shown, option.help, names, static_cast<std::size_t>(at)))
    send_edit(input, option, names[*chosen], out);
}

/// A field of so many pixels, or the rest of the line; the next one may stand beside it.
void option_field(const ImagePanelInput& input, const std::string& name, float width,
                  ImageViewCommands& out) {
  const ImageOption& option = option_called(image_options(), name);
  ImGui::SetNextItemWidth(width);
  const std::optional<std::string> typed = text_field({.name = name}, option.get(input.config));
  if (!ImGui::IsItemActive()) tip(option.help + " (" + option.expected + ")");
  if (typed) send_edit(input, option, *typed, out);
}

/// For a model that could not be opened as it is.
void card_button(const ImagePanelInput& input, ImageViewCommands& out) {
  if (input.failed.empty()) return;
  if (ImGui::Button("Its card ...", {-1, 0})) out.push_back(window_command::AskForFile{"card"});
  mark_item("Card");
  tip("opens " + input.failed + " with a model card");
}

void model_section(const ImagePanelInput& input, ImageViewCommands& out) {
  if (!folding_section("Model", true)) return;
  if (input.frame == nullptr || !input.frame->model) {
    ImGui::PushTextWrapPos(0);
    muted_text("Open a generator's file (Ctrl+O), or drop it on the window: .pt, .pth or .safetensors.");
    ImGui::PopTextWrapPos();
    card_button(input, out);
    return;
  }
  const ModelInfo& model = *input.frame->model;
  if (!model.name.empty()) labelled_value("name", model.name);
  labelled_value("latent", std::to_string(model.space.size) + ", " + prior_text(model.space));
  labelled_value("image", std::to_string(model.shape.width) + " x " + std::to_string(model.shape.height) +
                              (model.shape.channels >= 3 ? ", colour" : ", grey"));
  if (!model.data.empty()) labelled_value("trained on", model.data);
  if (!model.assumptions.empty()) {
    labelled_value("assumed", std::to_string(model.assumptions.size()) +
                                  (model.assumptions.size() == 1 ? " thing" : " things"));
    tip(window_words(join(model.assumptions, "\n")));
  }
  if (model.space.classes > 0) {
    setting_label("Class", "label of the generated images, 0 to " + std::to_string(model.space.classes - 1));
    int label = input.config.label;
    if (ImGui::SliderInt("##class", &label, 0, model.space.classes - 1))
      send_edit(input, option_called(image_options(), "class"), std::to_string(label), out);
    mark_item("class");
  }
  card_button(input, out);
}

void path_section(const ImagePanelInput& input, ImageViewCommands& out) {
  if (!folding_section("Path", true)) return;
  option_choice(input, "path", "Kind", name_of(input.path), path_kind_names(), out);
  setting_label("Lap", option_called(image_options(), "seconds").help);
  option_field(input, "seconds", 60 * ui_scale(), out);
  ImGui::SameLine();
  muted_text("seconds");
}

void grid_section(const ImagePanelInput& input, ImageViewCommands& out) {
  if (!folding_section("Grid", true)) return;
  option_choice(input, "kind", "Kind", name_of(input.grid), grid_kind_names(), out);
  setting_label("Cells", "rows and columns, 1 to " + std::to_string(kMostGridSide));
  option_field(input, "rows", 48 * ui_scale(), out);
  ImGui::SameLine();
  muted_text("x");
  ImGui::SameLine();
  option_field(input, "cols", 48 * ui_scale(), out);
  if (input.grid == GridKind::local) {
    setting_label("Spread", "how far the outermost cells are: radians, of a uniform prior half its width");
    option_field(input, "spread", 60 * ui_scale(), out);
  }
  if (input.grid == GridKind::coordinates) {
    setting_label("Length", "of e_i, the latent whose number i alone is not 0");
    option_field(input, "spread", 60 * ui_scale(), out);
  }
}

void shown_section(const ImagePanelInput& input, ImageViewCommands& out) {
  if (!folding_section("Shown", true)) return;
  const auto current = [&](const char* name) {
    return option_called(image_options(), name).get(input.config);
  };
  option_choice(input, "magnify", "Enlarged", current("magnify"), magnification_names(), out);
  const bool grey = input.frame != nullptr && input.frame->model && input.frame->model->shape.channels < 3;
  if (grey) option_choice(input, "colours", "Colours", current("colours"), grey_map_names(), out);
}

void lap_section(const ImagePanelInput& input, const ImageViewState& state, ImageViewCommands& out) {
  if (!begin_recording_section(input.recording.has_value())) return;
  static const std::vector<std::string> layouts{"the large view", "tour", "tour and strip", "moving grid"};
  static const std::vector<RecordingSize> sizes{
      {"480 x 480", 480, 480}, {"720 x 720", 720, 720}, {"1080 x 1080", 1080, 1080}};
  LapChoice choice = state.lap;
  if (const auto i = pick(
          "What", "What",
          "one lap, which has no seam; while exploring, the walk from here on for as long as a lap takes",
          layouts, choice.layout ? static_cast<std::size_t>(*choice.layout) + 1 : 0))
    choice.layout = *i == 0 ? std::nullopt : std::optional(static_cast<TourLayout>(*i - 1));
  recording_format(choice.format);
  int height = choice.side;
  recording_size(sizes, choice.side, height);
  end_recording_section();
  if (!(choice == state.lap)) out.push_back(image_command::EditLap{choice});
}

}  // namespace

void image_settings_panel(const ImagePanelInput& input, const ImageViewState& state,
                          const ImageTextures& textures, const Rect& area, ImageViewCommands& out) {
  if (!begin_panel("settings", area)) return;
  model_section(input, out);
  if (folding_section("Anchors", true)) anchors_section(input, textures, out);
  path_section(input, out);
  grid_section(input, out);
  shown_section(input, out);
  lap_section(input, state, out);
  end_panel();
}

}  // namespace ganscope
