#include <imgui.h>

#include <cstring>
#include <string_view>

#include "core/error.hpp"
#include "exchange/toy_options.hpp"
#include "view/panels/toy/toy_panel.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {
namespace {

/// An option chosen from a list; calls `choose` with the new name.
template <class Choose>
void choice(const std::string& name, const std::string& help, const std::string& current,
            const std::vector<CatalogueEntry>& entries, Choose choose) {
  setting_label(name, help);
  ImGui::PushID(name.c_str());
  const bool open = ImGui::BeginCombo("##value", current.c_str(), ImGuiComboFlags_HeightLarge);
  if (!open) mark_item(name);
  if (open) {
    for (const CatalogueEntry& entry : entries) {
      if (ImGui::Selectable(entry.name.c_str(), entry.name == current)) choose(entry.name);
      mark_item(name + "=" + entry.name);
      if (!entry.description.empty()) tip(entry.description);
    }
    ImGui::EndCombo();
  }
  ImGui::PopID();
}

const ToyOption& option_named(std::string_view name) {
  for (const ToyOption& option : toy_options())
    if (option.name == name) return option;
  throw Error("no option is called " + std::string(name));
}

/// A copy of the draft with one option changed, sent when it parses.
void send_edit(const ToyPanelInput& input, const ToyOption& option, const std::string& text,
               ToyViewCommands& out) {
  ToyConfig draft = input.draft;
  try {
    option.set(draft, text);
  } catch (const UsageError& e) {
    out.push_back(window_command::Refuse{e.what()});  // the field goes back to what is in force
    return;
  }
  if (!(draft == input.draft)) out.push_back(toy_command::EditDraft{draft});
}

/// What a change of this option does to a running training.
std::string help_of(const ToyOption& option) {
  return option.help + " (" + option.expected + ")\n" + meaning_of(option.effect);
}

void option_choice(const ToyPanelInput& input, const std::string& name, const std::string& shown,
                   const std::vector<std::string>& names, ToyViewCommands& out) {
  const ToyOption& option = option_named(name);
  std::vector<CatalogueEntry> entries;
  for (const std::string& n : names) entries.push_back({n, {}});
  choice(shown, help_of(option), option.get(input.draft), entries,
         [&](const std::string& chosen) { send_edit(input, option, chosen, out); });
}

/// The field alone, as wide as the next item.
void option_field(const ToyPanelInput& input, const ToyOption& option, ToyViewCommands& out) {
  const std::string& name = option.name;
  char buffer[256] = {};
  std::strncpy(buffer, option.get(input.draft).c_str(), sizeof buffer - 1);
  const std::string id = "##" + name;
  ImGui::InputText(id.c_str(), buffer, sizeof buffer);
  mark_item(name);
  const float room = ImGui::GetItemRectSize().x - 2 * ImGui::GetStyle().FramePadding.x;
  if (ImGui::IsItemHovered() && !ImGui::IsItemActive()) {
    const std::string cut = ImGui::CalcTextSize(buffer).x > room ? std::string(buffer) + "\n" : std::string();
    tip(cut + help_of(option));
  }
  if (ImGui::IsItemDeactivatedAfterEdit()) send_edit(input, option, buffer, out);
}

void option_text(const ToyPanelInput& input, const std::string& name, const std::string& shown,
                 ToyViewCommands& out) {
  const ToyOption& option = option_named(name);
  setting_label(shown, help_of(option));
  option_field(input, option, out);
}

/// What both sides have, side by side: the generator's, then the discriminator's.
void option_pair(const ToyPanelInput& input, const std::string& name, const std::string& shown,
                 ToyViewCommands& out) {
  const ToyOption& generator = option_named("generator-" + name);
  setting_label(shown, help_of(generator) + "\nLeft the generator's, right the discriminator's.");
  const float width = 0.5f * (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemInnerSpacing.x);
  ImGui::SetNextItemWidth(width);
  option_field(input, generator, out);
  ImGui::SameLine(0, ImGui::GetStyle().ItemInnerSpacing.x);
  ImGui::SetNextItemWidth(-1);
  option_field(input, option_named("discriminator-" + name), out);
}

bool heading(const char* title, bool open) {
  const bool shown = ImGui::CollapsingHeader(title, open ? ImGuiTreeNodeFlags_DefaultOpen : 0);
  mark_item(title);
  return shown;
}

void what_section(const ToyPanelInput& input, ToyViewCommands& out) {
  if (!heading("Data and prior", true)) return;
  const ToyOption& data = option_named("data");
  choice("Data", help_of(data), input.draft.data, input.manifolds,
         [&](const std::string& name) { send_edit(input, data, name, out); });
  const ToyOption& latent = option_named("latent");
  choice("Latent", help_of(latent), input.draft.latent, input.priors,
         [&](const std::string& name) { send_edit(input, latent, name, out); });
  option_text(input, "seed", "Seed", out);
}

void how_section(const ToyPanelInput& input, ToyViewCommands& out) {
  if (!heading("Training", true)) return;
  option_choice(input, "loss", "Loss", loss_names(), out);
  if (input.draft.loss == Loss::wgan_clip) option_text(input, "clip", "Clip", out);
  if (input.draft.loss == Loss::wgan_gp) option_text(input, "penalty", "Penalty", out);
  option_pair(input, "rate", "Rate G, D", out);
  option_pair(input, "updates", "Steps G, D", out);
}

void schedule_section(const ToyPanelInput& input, ToyViewCommands& out) {
  if (!heading("Batch and decay", false)) return;
  option_text(input, "batch", "Batch", out);
  option_choice(input, "batches", "BN batches", batches_names(), out);
  option_text(input, "decay", "Decay", out);
  option_text(input, "decay-every", "... every", out);
}

/// One network: `side` is "generator" or "discriminator".
void network_section(const ToyPanelInput& input, const char* title, const std::string& side,
                     const NetworkConfig& network, ToyViewCommands& out) {
  if (!heading(title, false)) return;
  ImGui::PushID(title);
  option_text(input, side + "-widths", "Widths", out);
  option_choice(input, side + "-activation", "Activation", activation_names(), out);
  option_choice(input, side + "-normalisation", "Normalise", normalisation_names(), out);
  option_choice(input, side + "-optimiser", "Optimiser", optimiser_names(), out);
  if (network.optimiser != OptimiserKind::rmsprop) option_text(input, side + "-momentum", "Momentum", out);
  ImGui::PopID();
}

void shown_section(const ToyViewState& state, ToyViewCommands& out) {
  if (!heading("Layers", true)) return;
  for (const LayerInfo& layer : layer_list()) {
    bool on = state.picture.layers.has(layer.id);
    if (ImGui::Checkbox(layer.label.c_str(), &on)) out.push_back(toy_command::ToggleLayer{layer.id});
    mark_item("layer " + layer.name);
    tip(layer.description);
    const std::string key(1, layer.key);
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ImGui::CalcTextSize(key.c_str()).x);
    muted_text(key);
  }
}

void pending_reset(const ToyPanelInput& input, const Theme& t, ToyViewCommands& out) {
  if (!needs_reset(input.config, input.draft)) return;
  ImGui::PushStyleColor(ImGuiCol_Button, to_imgui(t.accent.with_alpha(0.55f)));
  if (ImGui::Button("Reset to apply the changes", {-1, 0})) out.push_back(toy_command::Restart{});
  mark_item("apply");
  ImGui::PopStyleColor();
}

}  // namespace

void toy_settings_panel(const ToyPanelInput& input, const ToyViewState& state, const Rect& area,
                        ToyViewCommands& out) {
  if (!begin_panel("settings", area)) return;
  what_section(input, out);
  how_section(input, out);
  schedule_section(input, out);
  network_section(input, "Generator", "generator", input.draft.generator, out);
  network_section(input, "Discriminator", "discriminator", input.draft.discriminator, out);
  pending_reset(input, theme(state.theme), out);
  shown_section(state, out);
  toy_recording_section(input, state, out);
  end_panel();
}

}  // namespace ganscope
