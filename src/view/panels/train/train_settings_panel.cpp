#include <imgui.h>

#include "core/counted.hpp"
#include "core/text.hpp"
#include "exchange/image_train_options.hpp"
#include "exchange/toy_options.hpp"
#include "view/panels/train/train_panel.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/shorten_text.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

/// A label and its value, cut where it is too long; the whole value as a tooltip then.
void line(const std::string& label, const std::string& value) {
  const float room =
      ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(label.c_str()).x - 12 * ui_scale();
  const std::string shown = shorten_path(value, room);
  labelled_value(label, shown);
  if (shown != value) tip(value);
}

std::string size_text(const TrainFacts& f) {
  return std::to_string(f.width) + " x " + std::to_string(f.height) +
         (f.channels == 1 ? ", grey" : ", colour");
}

/// Where the results lie.
void finished_section(const ImageTrainStatus& status) {
  section("Finished");
  line("Model", status.model);
  line("Timelapse", status.timelapse);
}

void data_section(const TrainPanelInput& input) {
  const TrainFacts& f = input.status.facts;
  section("Data");
  line("Images", input.config.data);
  if (f.images == 0) return;
  line("Count", with_thousands(f.images));
  line("Classes", f.classes > 0 ? std::to_string(f.classes) : "no labels");
  line("Size", size_text(f));
  if (f.unreadable > 0) line("Unreadable files", with_thousands(f.unreadable));
}

std::string optimiser_text(const OptimiserConfig& o) { return name_of(o.kind) + " " + exact_number(o.rate); }

void network_section(const TrainPanelInput& input) {
  const ImageTrainConfig& c = input.config;
  const TrainFacts& f = input.status.facts;
  section("Network");
  line("Architecture", name_of(c.arch));
  if (f.generator_parameters > 0) {
    line("Generator", counted(f.generator_parameters, "weight"));
    line("Discriminator", counted(f.discriminator_parameters, "weight"));
  }
  line("Latent", counted(c.latent_size, "number"));
  line("Loss", name_of(c.loss) + (c.soft_labels ? ", soft" : ""));
  line("Rate of D", optimiser_text(c.discriminator));
  line("Rate of G", optimiser_text(c.generator));
  line("Batch",
       std::to_string(c.batch) +
           (c.discriminator_updates > 1 ? ", D " + std::to_string(c.discriminator_updates) + " times" : ""));
  line("Seed", std::to_string(c.seed));
  if (f.images > 0) line("Runs on", f.device + ", " + counted(f.threads, "thread"));
}

void health_section(const TrainPanelInput& input, const Theme& t) {
  section("Health");
  if (input.status.phase == TrainPhase::diverged) {
    ImGui::TextColored(to_imgui(t.error), "Diverged");
    ImGui::TextWrapped("%s", input.status.message.c_str());
    ImGui::TextWrapped("Try a lower --rate. The checkpoints before it stay.");
    return;
  }
  if (input.status.health.empty()) {
    muted_text(input.status.iteration > 0 ? "healthy" : "nothing to tell yet");
    return;
  }
  for (const HealthWarning& warning : input.status.health) {
    ImGui::TextColored(to_imgui(t.warning), "%s", health_title(warning).c_str());
    mark_item("health=" + warning.id);
    ImGui::TextWrapped("since iteration %s: %s.", with_thousands(warning.since).c_str(),
                       warning.meaning.c_str());
    ImGui::PushStyleColor(ImGuiCol_Text, ImGui::GetStyle().Colors[ImGuiCol_TextDisabled]);
    ImGui::TextWrapped("Try %s.", warning.advice.c_str());
    ImGui::PopStyleColor();
  }
}

}  // namespace

std::string health_title(const HealthWarning& warning) {
  std::string title = warning.id == "collapse" ? "mode collapse" : warning.id;
  for (char& c : title)
    if (c == '-') c = ' ';
  return title;
}

void train_settings_panel(const TrainPanelInput& input, const TrainViewState& state, const Rect& area,
                          TrainViewCommands& out) {
  if (!begin_panel("settings", area)) return;
  const Theme& t = theme(state.theme);
  // What asks for something to be done comes first, or a low window would hide it.
  const bool ill = input.status.phase == TrainPhase::diverged || !input.status.health.empty();
  if (ill) health_section(input, t);
  if (input.status.phase == TrainPhase::finished) finished_section(input.status);
  data_section(input);
  network_section(input);
  ImGui::Dummy({0, 2 * ui_scale()});
  if (ImGui::Button("Copy as command", {-1, 0})) out.push_back(window_command::CopyCommand{});
  mark_item("Copy as command");
  tip("the command that trains the same again (C)");
  if (!ill) health_section(input, t);
  end_panel();
}

}  // namespace ganscope
