#include <imgui.h>

#include <algorithm>
#include <optional>

#include "core/error.hpp"
#include "exchange/option_text.hpp"
#include "exchange/recovery_options.hpp"
#include "view/panels/common/recording_section.hpp"
#include "view/panels/recover/recover_panel.hpp"
#include "view/ui/drop_list.hpp"
#include "view/ui/shorten_text.hpp"
#include "view/ui/text_field.hpp"
#include "view/ui/tooltip.hpp"
#include "view/ui/ui_context.hpp"

namespace ganscope {
namespace {

using SearchOption = Option<RecoveryConfig>;

std::string search_option_help(const SearchOption& option) {
  return option.help + " (" + option.expected + ")\n" +
         (option.effect == OptionEffect::live ? "Takes effect at once; the search goes on."
                                              : "Begins the search anew.");
}

/// Sent when it parses and changes something.
void send_option(const RecoverPanelInput& input, const SearchOption& option, const std::string& text,
                 RecoverViewCommands& out) {
  RecoveryConfig scratch = input.config;
  try {
    option.set(scratch, text);
  } catch (const UsageError& e) {
    out.push_back(window_command::Refuse{e.what()});
    return;
  }
  if (!(scratch == input.config)) out.push_back(search_command::SetOption{option.name + " " + text});
}

void search_field(const RecoverPanelInput& input, const SearchOption& option, float width,
                  RecoverViewCommands& out) {
  ImGui::SetNextItemWidth(width);
  const std::optional<std::string> typed = text_field({.name = option.name}, option.get(input.config));
  if (!ImGui::IsItemActive()) tip(search_option_help(option));
  if (typed) send_option(input, option, *typed, out);
}

void search_option(const RecoverPanelInput& input, const std::string& name, const std::string& shown,
                   RecoverViewCommands& out) {
  const SearchOption& option = option_called(recovery_options(), name);
  setting_label(shown, search_option_help(option));
  search_field(input, option, -1, out);
}

/// A field with the usual words as a list beside it.
void search_words(const RecoverPanelInput& input, const std::string& name, const std::string& shown,
                  const std::vector<std::string>& words, RecoverViewCommands& out) {
  const SearchOption& option = option_called(recovery_options(), name);
  setting_label(shown, search_option_help(option));
  const float arrow = ImGui::GetFrameHeight();
  search_field(input, option, ImGui::GetContentRegionAvail().x - arrow, out);
  ImGui::SameLine(0, 0);
  const std::string current = option.get(input.config);
  const bool open = begin_drop_list(("##words " + name).c_str(), "",
                                    ImGuiComboFlags_NoPreview | ImGuiComboFlags_PopupAlignLeft);
  if (!open) mark_item(name + " list");
  if (!open) return;
  for (const std::string& word : words) {
    if (drop_list_entry(word, word == current)) send_option(input, option, word, out);
    mark_item(name + "=" + word);
  }
  end_drop_list();
}

/// Those that the prior has a use for; without a prior all.
std::vector<std::string> criterion_words(const RecoverPanelInput& input) {
  std::vector<std::string> words = option_called(recovery_options(), "criterion").words;
  if (!input.frame || input.frame->space.size == 0) return words;
  const bool box = input.frame->space.is_box();
  std::erase_if(words, [box](const std::string& word) { return word != "none" && (word == "clip") != box; });
  return words;
}

void value_line(const std::string& label, const std::string& value) {
  const float room =
      ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(label.c_str()).x - 12 * ui_scale();
  const std::string shown = shorten_path(value, room);
  labelled_value(label, shown);
  if (shown != value) tip(value);
}

void search_section(const RecoverPanelInput& input, RecoverViewCommands& out) {
  if (!folding_section("Search", true)) return;
  value_line("Picture", input.picture.empty() ? "none yet" : input.picture);
  value_line("Model", input.model.empty() ? "none yet" : input.model);
  search_words(input, "criterion", "Criterion", criterion_words(input), out);
  search_option(input, "iterations", "Steps", out);
  search_option(input, "restarts", "Restarts", out);
  search_words(input, "start", "Start", option_called(recovery_options(), "start").words, out);
  search_option(input, "rate", "Rate", out);
  search_option(input, "settle", "Settles", out);
  search_option(input, "seed", "Seed", out);
}

void search_recording_section(const RecoverPanelInput& input, const RecoverViewState& state,
                              RecoverViewCommands& out) {
  if (!begin_recording_section(input.recording.has_value())) return;
  SearchRecordingChoice choice = state.recording;
  recording_format(choice.format);
  static const std::vector<std::string> rates{"15", "30", "60"};
  const auto at = std::find(rates.begin(), rates.end(), std::to_string(choice.fps));
  std::vector<std::string> texts = rates;
  if (at == rates.end()) texts.push_back(std::to_string(choice.fps));
  const auto current = static_cast<std::size_t>(at - rates.begin());
  if (const auto chosen = pick("Frames/s", "Frames/s",
                               "kept moments of the search a second; a GIF has at most 50", texts, current))
    choice.fps = std::stoi(texts[*chosen]);
  end_recording_section();
  if (!(choice == state.recording)) out.push_back(search_command::EditRecording{choice});
}

}  // namespace

void recover_settings_panel(const RecoverPanelInput& input, const RecoverViewState& state, const Rect& area,
                            RecoverViewCommands& out) {
  if (!begin_panel("settings", area)) return;
  recover_found_section(input, state, out);
  search_section(input, out);
  search_recording_section(input, state, out);
  end_panel();
}

}  // namespace ganscope
