#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "exchange/option_text.hpp"
#include "exchange/toy_options.hpp"
#include "view/panels/toy/toy_panel.hpp"
#include "view/ui/drop_list.hpp"
#include "view/ui/imgui_colour.hpp"
#include "view/ui/shorten_text.hpp"
#include "view/ui/text_field.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"
#include "view/ui/widgets.hpp"

namespace ganscope {
namespace {

constexpr float kFieldsFrom = 96;  ///< see setting_label()
constexpr float kListWidth = 300;  ///< pixels at scale 1 that an entry of a list may have

/// The last line of a list: another way to an entry.
struct LastEntry {
  const char* text;
  const char* help;
  std::function<void()> choose;
};

/// An option chosen from a list; calls `choose` with the new name.
template <class Choose>
void choice(const std::string& name, const std::string& help, const std::string& current,
            const std::vector<CatalogueEntry>& entries, Choose choose, const LastEntry& last = {}) {
  setting_label(name, help);
  ImGui::PushID(name.c_str());
  const ImVec2 padding = ImGui::GetStyle().FramePadding;
  const float room = ImGui::GetContentRegionAvail().x - ImGui::GetFrameHeight() - 2 * padding.x;
  const std::string preview = shorten_path(current, room);
  const bool open = begin_drop_list("##value", preview, ImGuiComboFlags_HeightLarge);
  if (!open) mark_item(name);
  if (!open && preview != current) tip(current);
  if (open) {
    for (const CatalogueEntry& entry : entries) {
      const std::string shown = shorten_path(entry.name, kListWidth * ui_scale());
      // Two paths may be shortened to one text.
      if (drop_list_entry(shown, entry.name == current, entry.name)) choose(entry.name);
      mark_item(name + "=" + entry.name);
      if (!entry.description.empty())
        tip((shown == entry.name ? std::string() : entry.name + "\n") + entry.description);
    }
    if (last.text != nullptr) {
      ImGui::Separator();
      if (drop_list_entry(last.text, false)) last.choose();
      mark_item(name + " other");
      tip(last.help);
    }
    end_drop_list();
  }
  ImGui::PopID();
}

/// A copy of the draft with one option changed, sent when it parses.
void send_edit(const ToyPanelInput& input, const ToyOption& option, const std::string& text,
               ToyViewCommands& out) {
  ToyConfig draft = input.draft;
  try {
    option.set(draft, text);
  } catch (const UsageError& e) {
    out.push_back(window_command::Refuse{e.what()});
    return;
  }
  if (!(draft == input.draft)) out.push_back(toy_command::EditDraft{draft});
}

/// A learning rate as it was typed, also where the configuration has it: what it has decayed to is another.
void send_rate(const ToyPanelInput& input, const ToyOption& option, const std::string& text,
               ToyViewCommands& out) {
  ToyConfig scratch = input.draft;
  try {
    option.set(scratch, text);
    out.push_back(toy_command::SetOption{option.name + " " + text});
  } catch (const UsageError& e) {
    out.push_back(window_command::Refuse{e.what()});
  }
}

/// What a change of this option does to a running training.
std::string help_of(const ToyOption& option) {
  return option.help + " (" + option.expected + ")\n" + meaning_of(option.effect);
}

void option_choice(const ToyPanelInput& input, const std::string& name, const std::string& shown,
                   const std::vector<std::string>& names, ToyViewCommands& out) {
  const ToyOption& option = option_called(toy_options(), name);
  std::vector<CatalogueEntry> entries;
  for (const std::string& n : names) entries.push_back({n, {}});
  choice(shown, help_of(option), option.get(input.draft), entries,
         [&](const std::string& chosen) { send_edit(input, option, chosen, out); });
}

/// The field alone, as wide as the next item.
void option_field(const ToyPanelInput& input, const ToyOption& option, ToyViewCommands& out) {
  const std::string& name = option.name;
  const std::string value = option.get(input.draft);
  const std::optional<std::string> typed = text_field({.name = name}, value);
  const float room = ImGui::GetItemRectSize().x - 2 * ImGui::GetStyle().FramePadding.x;
  if (ImGui::IsItemHovered() && !ImGui::IsItemActive()) {
    const std::string cut = ImGui::CalcTextSize(value.c_str()).x > room ? value + "\n" : std::string();
    tip(cut + help_of(option));
  }
  if (!typed) return;
  if (name.ends_with("-rate"))
    send_rate(input, option, *typed, out);
  else
    send_edit(input, option, *typed, out);
}

void option_text(const ToyPanelInput& input, const std::string& name, const std::string& shown,
                 ToyViewCommands& out) {
  const ToyOption& option = option_called(toy_options(), name);
  setting_label(shown, help_of(option));
  option_field(input, option, out);
}

/// The field below its name, as wide as the panel: for what is long.
void wide_option_text(const ToyPanelInput& input, const std::string& name, const std::string& shown,
                      ToyViewCommands& out) {
  const ToyOption& option = option_called(toy_options(), name);
  muted_text(shown);
  tip(help_of(option));
  ImGui::SetNextItemWidth(-1);
  option_field(input, option, out);
}

/// What both sides have, side by side: the generator's, then the discriminator's.
void option_pair(const ToyPanelInput& input, const std::string& name, const std::string& shown,
                 ToyViewCommands& out) {
  const ToyOption& generator = option_called(toy_options(), "generator-" + name);
  setting_label(shown, help_of(generator) + "\nLeft the generator's, right the discriminator's.");
  const float width = 0.5f * (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemInnerSpacing.x);
  ImGui::SetNextItemWidth(width);
  option_field(input, generator, out);
  ImGui::SameLine(0, ImGui::GetStyle().ItemInnerSpacing.x);
  ImGui::SetNextItemWidth(-1);
  option_field(input, option_called(toy_options(), "discriminator-" + name), out);
}

/// What the rates have decayed to, below their fields, where it isn't what the fields say.
void rates_in_force(const ToyPanelInput& input) {
  const std::string generator = rate_text(input.generator_rate);
  const std::string discriminator = rate_text(input.discriminator_rate);
  const bool same = generator == rate_text(input.draft.generator.rate) &&
                    discriminator == rate_text(input.draft.discriminator.rate);
  if (same || input.generator_rate < 0 || input.discriminator_rate < 0) return;
  const float padding = ImGui::GetStyle().FramePadding.x;
  const float gap = ImGui::GetStyle().ItemInnerSpacing.x;
  const auto value = [](const std::string& text, const char* name, const char* meaning) {
    muted_text(text);
    mark_item(name);
    tip(meaning);
  };
  muted_text("now");
  ImGui::SameLine(kFieldsFrom * ui_scale());
  const float left = ImGui::GetCursorPosX();
  const float width = 0.5f * (ImGui::GetContentRegionAvail().x - gap);
  ImGui::SetCursorPosX(left + padding);
  value(generator, "generator-rate now", "the generator's rate in force, with its decays");
  ImGui::SameLine(left + width + gap + padding);
  value(discriminator, "discriminator-rate now", "the discriminator's rate in force, with its decays");
}

void what_section(const ToyPanelInput& input, ToyViewCommands& out) {
  if (!folding_section("Data and prior", true)) return;
  const ToyOption& data = option_called(toy_options(), "data");
  choice("Data", help_of(data), input.draft.data, input.manifolds,
         [&](const std::string& name) { send_edit(input, data, name, out); },
         {"points of a file ...", "a CSV of points (Ctrl+O); or drop it on the window",
          [&] { out.push_back(window_command::AskForFile{"points"}); }});
  const ToyOption& latent = option_called(toy_options(), "latent");
  choice("Latent", help_of(latent), input.draft.latent, input.priors,
         [&](const std::string& name) { send_edit(input, latent, name, out); });
  option_text(input, "seed", "Seed", out);
}

void how_section(const ToyPanelInput& input, ToyViewCommands& out) {
  if (!folding_section("Training", true)) return;
  option_choice(input, "loss", "Loss", loss_names(), out);
  if (input.draft.loss == Loss::wgan_clip) option_text(input, "clip", "Clip", out);
  if (input.draft.loss == Loss::wgan_gp) option_text(input, "penalty", "Penalty", out);
  option_pair(input, "rate", "Rate G, D", out);
  rates_in_force(input);
  option_pair(input, "updates", "Steps G, D", out);
}

void schedule_section(const ToyPanelInput& input, ToyViewCommands& out) {
  if (!folding_section("Batch and decay", false)) return;
  option_text(input, "batch", "Batch", out);
  option_choice(input, "batches", "BN batches", batches_names(), out);
  option_text(input, "decay", "Decay", out);
  option_text(input, "decay-every", "... every", out);
}

/// One network: `side` is "generator" or "discriminator".
void network_section(const ToyPanelInput& input, const char* title, const std::string& side,
                     const NetworkConfig& network, ToyViewCommands& out) {
  if (!folding_section(title, false)) return;
  ImGui::PushID(title);
  wide_option_text(input, side + "-widths", "Widths", out);
  option_choice(input, side + "-activation", "Activation", activation_names(), out);
  option_choice(input, side + "-normalisation", "Normalise", normalisation_names(), out);
  option_choice(input, side + "-optimiser", "Optimiser", optimiser_names(), out);
  if (network.optimiser != OptimiserKind::rmsprop) option_text(input, side + "-momentum", "Momentum", out);
  ImGui::PopID();
}

void shown_section(const ToyViewState& state, ToyViewCommands& out) {
  if (!folding_section("Layers", true)) return;
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

float defaults_width() { return ImGui::CalcTextSize("Defaults").x + 2 * ImGui::GetStyle().FramePadding.x; }

/// Takes back all that was changed; at the end of a line.
void defaults_button(ToyViewCommands& out) {
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - defaults_width());
  if (ImGui::Button("Defaults", {defaults_width(), 0})) out.push_back(toy_command::TakeDefaults{});
  mark_item("Defaults");
  tip("all options but data, prior and seed as the program has them (Ctrl+D)");
}

bool can_take_defaults(const ToyPanelInput& input) { return !(with_defaults(input.draft) == input.draft); }

/// Below the settings: how many changes wait, and the ways to apply them and to take them back.
void waiting_panel(const ToyPanelInput& input, const Theme& t, const Rect& area, ToyViewCommands& out) {
  if (!begin_panel("waiting changes", area, false)) return;
  ImGui::GetWindowDrawList()->AddLine(to_imgui(area.min), {area.max.x, area.min.y}, to_u32(t.hairline));
  ImGui::SetCursorPosY(std::round(0.5f * (area.height() - ImGui::GetFrameHeight())));
  const int count = waiting_changes(input.config, input.draft);
  const bool both = can_take_defaults(input);
  const std::string text =
      counted(count, "change") + (count == 1 ? " waits" : " wait") + (both ? " (R)" : " for Reset (R)");
  const float width = both ? -(defaults_width() + ImGui::GetStyle().ItemSpacing.x) : -1;
  ImGui::PushStyleColor(ImGuiCol_Button, to_imgui(t.accent.with_alpha(0.55f)));
  if (ImGui::Button(text.c_str(), {width, 0})) out.push_back(toy_command::Restart{});
  mark_item("apply");
  tip("Reset: start anew with the changes that wait for it (R)");
  ImGui::PopStyleColor();
  if (both) {
    ImGui::SameLine();
    defaults_button(out);
  }
  end_panel();
}

}  // namespace

std::string rate_text(double rate) {
  char rounded[32];
  std::snprintf(rounded, sizeof rounded, "%.3g", rate);
  return exact_number(std::strtod(rounded, nullptr));
}

void toy_settings_panel(const ToyPanelInput& input, const ToyViewState& state, const Rect& area,
                        ToyViewCommands& out) {
  // What waits for a reset is seen wherever the settings are scrolled to.
  Rect settings = area;
  const bool waits = needs_reset(input.config, input.draft);
  if (waits) settings.max.y -= std::min(area.height(), std::round(ImGui::GetFrameHeight() + 8 * ui_scale()));
  waiting_panel(input, theme(state.theme), {{area.min.x, settings.max.y}, area.max}, out);
  if (!begin_panel("settings", settings)) return;
  what_section(input, out);
  how_section(input, out);
  schedule_section(input, out);
  network_section(input, "Generator", "generator", input.draft.generator, out);
  network_section(input, "Discriminator", "discriminator", input.draft.discriminator, out);
  if (!waits && can_take_defaults(input)) defaults_button(out);
  shown_section(state, out);
  toy_recording_section(input, state, out);
  end_panel();
}

}  // namespace ganscope
