#include <imgui.h>

#include <cstring>

#include "core/error.hpp"
#include "exchange/toy_options.hpp"
#include "view/panels/imgui_colour.hpp"
#include "view/panels/panel.hpp"
#include "view/panels/ui_context.hpp"

namespace ganscope {
namespace {

/// Label column, then a widget that fills the rest.
void label(const std::string& text, const std::string& help) {
  ImGui::AlignTextToFramePadding();
  muted_text(text);
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", help.c_str());
  ImGui::SameLine(96 * ui_scale());
  ImGui::SetNextItemWidth(-1);
}

/// An option chosen from a list; calls `choose` with the new name.
template <class Choose>
void choice(const std::string& name, const std::string& help, const std::string& current,
            const std::vector<CatalogueEntry>& entries, Choose choose) {
  label(name, help);
  ImGui::PushID(name.c_str());
  if (ImGui::BeginCombo("##value", current.c_str(), ImGuiComboFlags_HeightLarge)) {
    for (const CatalogueEntry& entry : entries) {
      if (ImGui::Selectable(entry.name.c_str(), entry.name == current)) choose(entry.name);
      if (!entry.description.empty() && ImGui::IsItemHovered())
        ImGui::SetTooltip("%s", entry.description.c_str());
    }
    ImGui::EndCombo();
  }
  ImGui::PopID();
}

const ToyOption& option_named(const std::string& name) {
  for (const ToyOption& option : toy_options())
    if (option.name == name) return option;
  throw Error("no option is called " + name);
}

/// A copy of the draft with one option changed, sent when it parses.
void send_edit(const PanelInput& input, const ToyOption& option, const std::string& text, ViewCommands& out) {
  ToyConfig draft = input.draft;
  try {
    option.set(draft, text);
  } catch (const UsageError&) {
    return;  // the field keeps showing what is in force
  }
  if (!(draft == input.draft)) out.push_back(view_command::EditDraft{draft});
}

void option_choice(const PanelInput& input, const std::string& name, const std::string& shown,
                   const std::vector<std::string>& names, ViewCommands& out) {
  const ToyOption& option = option_named(name);
  std::vector<CatalogueEntry> entries;
  for (const std::string& n : names) entries.push_back({n, {}});
  choice(shown, option.help, option.get(input.draft), entries,
         [&](const std::string& chosen) { send_edit(input, option, chosen, out); });
}

void option_text(const PanelInput& input, const std::string& name, const std::string& shown,
                 ViewCommands& out) {
  const ToyOption& option = option_named(name);
  label(shown, option.help + " (" + option.expected + ")");
  char buffer[256] = {};
  std::strncpy(buffer, option.get(input.draft).c_str(), sizeof buffer - 1);
  const std::string id = "##" + name;
  ImGui::InputText(id.c_str(), buffer, sizeof buffer);
  if (ImGui::IsItemDeactivatedAfterEdit()) send_edit(input, option, buffer, out);
}

void what_section(const PanelInput& input, ViewCommands& out) {
  if (!ImGui::CollapsingHeader("Data and prior", ImGuiTreeNodeFlags_DefaultOpen)) return;
  const ToyOption& data = option_named("data");
  choice("Data", data.help, input.draft.data, input.manifolds,
         [&](const std::string& name) { send_edit(input, data, name, out); });
  const ToyOption& latent = option_named("latent");
  choice("Latent", latent.help, input.draft.latent, input.priors,
         [&](const std::string& name) { send_edit(input, latent, name, out); });
  option_text(input, "seed", "Seed", out);
}

void how_section(const PanelInput& input, ViewCommands& out) {
  if (!ImGui::CollapsingHeader("Training", ImGuiTreeNodeFlags_DefaultOpen)) return;
  option_choice(input, "loss", "Loss", loss_names(), out);
  option_choice(input, "batches", "BN batches", batches_names(), out);
  option_text(input, "batch", "Batch", out);
  option_text(input, "generator-rate", "Rate of G", out);
  option_text(input, "discriminator-rate", "Rate of D", out);
  option_text(input, "generator-updates", "Steps of G", out);
  option_text(input, "discriminator-updates", "Steps of D", out);
}

void shown_section(const ViewState& state, ViewCommands& out) {
  if (!ImGui::CollapsingHeader("Layers", ImGuiTreeNodeFlags_DefaultOpen)) return;
  for (const LayerInfo& layer : layer_list()) {
    bool on = state.picture.layers.has(layer.id);
    if (ImGui::Checkbox(layer.label.c_str(), &on)) out.push_back(view_command::ToggleLayer{layer.id});
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", layer.description.c_str());
    const std::string key(1, layer.key);
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ImGui::CalcTextSize(key.c_str()).x);
    muted_text(key);
  }
}

void pending_reset(const PanelInput& input, const Theme& t, ViewCommands& out) {
  if (!needs_reset(input.config, input.draft)) return;
  ImGui::PushStyleColor(ImGuiCol_Button, to_imgui(t.accent.with_alpha(0.55f)));
  if (ImGui::Button("Reset to apply the changes", {-1, 0})) out.push_back(view_command::Restart{});
  ImGui::PopStyleColor();
}

}  // namespace

void settings_panel(const PanelInput& input, const ViewState& state, const Rect& area, ViewCommands& out) {
  if (!begin_panel("settings", area)) return;
  what_section(input, out);
  how_section(input, out);
  pending_reset(input, theme(state.picture.theme), out);
  shown_section(state, out);
  end_panel();
}

}  // namespace ganscope
