#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "exchange/layers.hpp"
#include "exchange/recording_format.hpp"
#include "exchange/run_log.hpp"
#include "exchange/toy_config.hpp"
#include "exchange/toy_frame.hpp"
#include "view/layers/picture_options.hpp"
#include "view/panels/common/notice.hpp"
#include "view/panels/common/time_command.hpp"
#include "view/panels/common/window_command.hpp"
#include "view/panels/common/window_state.hpp"
#include "view/panels/toy/speed.hpp"

namespace ganscope {

/// Which moment is looked at, in iterations.
struct ToyTimeState : TimeState {
  std::optional<std::int64_t> pin;  ///< marked in all plots
  bool replaying = false;           ///< the past goes by by itself
};

/// What a recording is made of.
struct RecordingChoice {
  RecordingFormat format = RecordingFormat::mp4;
  bool whole_window = false;  ///< the picture alone otherwise
  bool as_seen = false;       ///< in real time; otherwise the frame of every `every` iterations
  int every = 10;             ///< iterations a frame
  int width = 0;              ///< pixels; 0: as large as it is in the window
  int height = 0;
  int fps = 30;
  bool operator==(const RecordingChoice&) const = default;
};

/// What a person has chosen about looking; changes nothing in training.
struct ToyViewState : WindowState {
  PictureChoice picture;
  ToyTimeState time;
  RecordingChoice recording;

  [[nodiscard]] PictureOptions picture_options() const { return {picture, theme, scale}; }
};

/// How the recording goes.
struct RecordingStatus {
  enum class State { off, on, finishing } state = State::off;
  double seconds = 0;  ///< since it began
  std::int64_t frames = 0;
  std::int64_t bytes = 0;  ///< on disk
  std::int64_t dropped = 0;
  std::string path;
};

/// An entry of a list of manifolds or priors, as the engine describes it.
struct CatalogueEntry {
  std::string name;
  std::string description;
};

/// Everything panels read. They keep no state of their own beyond what ImGui keeps.
struct ToyPanelInput {
  const ToyFrame* frame = nullptr;  ///< the one shown; nullptr before the first one
  const RunCurves* curves = nullptr;
  std::int64_t iteration = 0;  ///< of the training, which may be ahead of the frame
  ToyConfig config;            ///< in force
  ToyConfig draft;             ///< with edits that wait for a reset
  bool running = false;
  int speed = full_speed();  ///< place in speed_list()
  double rate = 0;           ///< iterations a second
  // Learning rates in force, of the training's last frame; below 0 before there is one.
  double generator_rate = -1;
  double discriminator_rate = -1;
  std::vector<CatalogueEntry> manifolds;
  std::vector<CatalogueEntry> priors;
  RecordingStatus recording;
  Notice notice;
  [[nodiscard]] bool slow_motion() const {
    return speed_list()[static_cast<std::size_t>(speed)].slow_motion();
  }
};

/// What a person asks of the toy mode alone.
namespace toy_command {
struct ToggleRun {};
// Single steps pause a training that runs.
struct StepDiscriminator {};
struct StepGenerator {};
struct StepBoth {};   ///< one iteration
struct StepPhase {};  ///< the next phase of one iteration
/// Walks the phases of an iteration one by one, at a pace for the eye.
struct ToggleSlowMotion {};
struct SetSpeed {
  int place = 0;  ///< in speed_list()
};
/// +1 the next faster, -1 the next slower speed.
struct ChangeSpeed {
  int by = 1;
};
struct SelectPreset {
  std::string name;
};
/// +1 next, -1 previous.
struct WalkPresets {
  int by = 1;
};
struct Restart {};  ///< with the draft
/// Brings back the run as it was before the last restart; again: goes forth.
struct Undo {};
/// Puts what a preset has put aside onto the run.
struct KeepChanges {};
/// All options of the run but data, prior and seed as the program has them.
struct TakeDefaults {};
/// A file of points becomes the data.
struct OpenPoints {
  std::string file;
};
struct EditDraft {
  ToyConfig draft;
};
/// One option of the draft by its name, as the command line takes it.
struct SetOption {
  std::string option;  ///< "generator-rate 0.002"
};
struct ToggleLayer {
  LayerId id = LayerId::real;
};
struct Fit {};
struct Zoom {
  glm::vec2 pixel{0, 0};  ///< in the picture
  float factor = 1;
};
struct Drag {
  glm::vec2 pixels{0, 0};
};
/// Lets the past, or the selected part of it, go by; again: stops.
struct ToggleReplay {};
struct Pin {
  std::int64_t iteration = 0;  ///< the same again takes it away
};
struct ExportCurves {};
struct ToggleRecording {};
struct EditRecording {
  RecordingChoice choice;
};
}  // namespace toy_command

using ToyViewCommand =
    std::variant<WindowCommand, TimeCommand, toy_command::ToggleRun, toy_command::StepDiscriminator,
                 toy_command::StepGenerator, toy_command::StepBoth, toy_command::StepPhase,
                 toy_command::ToggleSlowMotion, toy_command::SetSpeed, toy_command::ChangeSpeed,
                 toy_command::SelectPreset, toy_command::WalkPresets, toy_command::Restart, toy_command::Undo,
                 toy_command::KeepChanges, toy_command::TakeDefaults, toy_command::OpenPoints,
                 toy_command::EditDraft, toy_command::SetOption, toy_command::ToggleLayer, toy_command::Fit,
                 toy_command::Zoom, toy_command::Drag, toy_command::ToggleReplay, toy_command::Pin,
                 toy_command::ExportCurves, toy_command::ToggleRecording, toy_command::EditRecording>;

using ToyViewCommands = std::vector<ToyViewCommand>;

}  // namespace ganscope
