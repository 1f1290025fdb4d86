#pragma once
#include <string>
#include <variant>
#include <vector>

#include "exchange/layers.hpp"
#include "exchange/run_log.hpp"
#include "exchange/toy_command.hpp"
#include "exchange/toy_frame.hpp"
#include "view/layers/picture_options.hpp"

namespace ganscope {

/// What a person has chosen about looking; changes nothing in training.
struct ViewState {
  PictureOptions picture;
  bool panels = true;
  bool help = false;
  bool fullscreen = false;
};

/// An entry of a list of manifolds or priors, as the engine describes it.
struct CatalogueEntry {
  std::string name;
  std::string description;
};

/// A short message over the picture: something was saved, or went wrong.
struct Notice {
  std::string text;
  bool error = false;
  [[nodiscard]] bool empty() const { return text.empty(); }
};

/// Everything panels read. They keep no state of their own beyond what ImGui keeps.
struct PanelInput {
  const ToyFrame* frame = nullptr;  ///< nullptr before the first one
  const RunLog::Reader* curves = nullptr;
  ToyConfig config;  ///< in force
  ToyConfig draft;   ///< with edits that wait for a reset
  bool running = false;
  bool slow_motion = false;
  double rate = 0;  ///< iterations a second
  std::vector<CatalogueEntry> manifolds;
  std::vector<CatalogueEntry> priors;
  Notice notice;
};

/// What a person asked of the program in one interface frame.
namespace view_command {
struct ToggleRun {};
/// Walks the phases of an iteration one by one, at a pace for the eye.
struct ToggleSlowMotion {};
struct SelectPreset {
  std::string name;
};
/// +1 next, -1 previous.
struct WalkPresets {
  int by = 1;
};
struct Restart {};  ///< with the draft
struct EditDraft {
  ToyConfig draft;
};
struct ToggleLayer {
  LayerId id;
};
struct ToggleTheme {};
struct ScaleInterface {
  float by = 1;  ///< factor
};
struct TogglePanels {};
struct ToggleHelp {};
struct ToggleFullscreen {};
struct Fit {};
struct Zoom {
  glm::vec2 pixel;  ///< in the picture
  float factor = 1;
};
struct Drag {
  glm::vec2 pixels;
};
struct SavePicture {};
struct CopyCommand {};
struct Dismiss {};  ///< closes what is open: help, notice, full screen
struct Quit {};
}  // namespace view_command

using ViewCommand =
    std::variant<ToyCommand, view_command::ToggleRun, view_command::ToggleSlowMotion, view_command::SelectPreset, view_command::WalkPresets,
                 view_command::Restart, view_command::EditDraft, view_command::ToggleLayer,
                 view_command::ToggleTheme, view_command::ScaleInterface, view_command::TogglePanels,
                 view_command::ToggleHelp, view_command::ToggleFullscreen, view_command::Fit,
                 view_command::Zoom, view_command::Drag, view_command::SavePicture, view_command::CopyCommand,
                 view_command::Dismiss, view_command::Quit>;

using ViewCommands = std::vector<ViewCommand>;

}  // namespace ganscope
