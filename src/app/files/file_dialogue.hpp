#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/files/folder_listing.hpp"
#include "view/panels/common/file_dialogue_state.hpp"

namespace ganscope {

/// What a file is asked for with.
struct FileRequest {
  std::string title{};  ///< "Open a model"
  std::string kind{};   ///< of file: "model"
  bool saving = false;
  std::vector<std::string>
      extensions{};                 ///< in lower case, ".pt"; the first is added to a saved name without one
  std::vector<FilePlace> places{};  ///< folders at the left
  std::vector<FilePlace> recent{};  ///< files at the left, the last first
  /// Where it begins; empty: the last file's folder, else the working folder. Where it is gone, the nearest
  /// folder above that can be read.
  std::filesystem::path folder{};
  std::string name{};  ///< of a file to save
};

/// The acts of a file dialogue on the state that its session owns: reads folders, when one is entered and
/// when asked to, and hands out what was chosen. What is wrong on the disk is said in the state and never
/// thrown.
class FileDialogue {
 public:
  explicit FileDialogue(std::filesystem::path home) : home_(std::move(home)) {}

  /// Opens the dialogue; a choice that nobody took is forgotten.
  void open(const FileRequest& request, FileDialogueState& state);
  /// Does what the person did in one frame. Commands to a dialogue that is closed are none.
  void apply(const FileCommands& commands, FileDialogueState& state);
  /// The path that was chosen, absolute; once. A file to open was there a moment ago, one to save may be and
  /// is then meant to be replaced.
  [[nodiscard]] std::optional<std::filesystem::path> take_chosen();

 private:
  void act(const file_command::Select& command, FileDialogueState& state);
  void act(const file_command::Activate& command, FileDialogueState& state);
  void act(const file_command::Move& command, FileDialogueState& state);
  void act(const file_command::Up& command, FileDialogueState& state);
  void act(const file_command::Type& command, FileDialogueState& state);
  void act(const file_command::Focus& command, FileDialogueState& state);
  void act(const file_command::Edit& command, FileDialogueState& state);
  void act(const file_command::Complete& command, FileDialogueState& state);
  void act(const file_command::Accept& command, FileDialogueState& state);
  void act(const file_command::Visit& command, FileDialogueState& state);
  void act(const file_command::OpenFile& command, FileDialogueState& state);
  void act(const file_command::ShowAll& command, FileDialogueState& state);
  void act(const file_command::Refresh& command, FileDialogueState& state);
  void act(const file_command::Cancel& command, FileDialogueState& state);

  /// Lists `folder` with `selected` selected; false, with the problem said and all else left, when it cannot
  /// be read.
  bool enter(const std::filesystem::path& folder, FileDialogueState& state, const std::string& selected = "");
  /// The same of the nearest folder at or above it that can be read.
  void enter_nearest(std::filesystem::path folder, FileDialogueState& state,
                     const std::string& selected = "");
  /// Fills the rows from the listing, and selects the one called so, else the first where lists have the
  /// keys.
  void show_entries(FileDialogueState& state, const std::string& selected);
  /// The field says the folder, and the name of a file to save.
  void reset_text(FileDialogueState& state, const std::string& name);
  void forget_question(FileDialogueState& state);
  /// Ends the dialogue with this path, or says why not.
  void choose(const std::filesystem::path& path, FileDialogueState& state);
  void choose_to_save(std::filesystem::path path, FileDialogueState& state);
  void finish(const std::filesystem::path& path, FileDialogueState& state);

  std::filesystem::path home_;
  FolderListing listing_;
  std::optional<std::filesystem::path> chosen_;
  std::filesystem::path replacing_;  ///< there already: saved over when it is asked for once more
};

}  // namespace ganscope
