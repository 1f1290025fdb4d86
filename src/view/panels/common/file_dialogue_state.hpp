#pragma once
#include <string>
#include <variant>
#include <vector>

namespace ganscope {

/// A row of the list.
struct FileEntry {
  std::string name;       ///< as it is on disk, whatever its bytes are
  bool folder = false;    ///< or a link to one
  std::string size{};     ///< "12.3 MB"; "" for folders
  std::string changed{};  ///< "2026-11-26 14:03"
  bool operator==(const FileEntry&) const = default;
};

/// A folder or a file at the left.
struct FilePlace {
  std::string name;
  std::string path;
  bool operator==(const FilePlace&) const = default;
};

/// What takes the keys. `whole_field` is the path field with all of its text selected when it gets them.
enum class FileFocus { list, field, whole_field };

/// Everything that a file dialogue shows. The session owns it; FileDialogue (app/files/file_dialogue.hpp)
/// fills and changes it by the commands that file_dialogue() returns.
struct FileDialogueState {
  bool open = false;
  std::string title{};  ///< "Open a model"
  bool saving = false;
  std::string accept = "Open";            ///< what the button says: "Open", "Save" or "Replace"
  std::vector<FilePlace> places{};        ///< folders
  std::vector<FilePlace> recent{};        ///< files, the last first
  std::vector<std::string> extensions{};  ///< wanted ones in lower case, ".pt"; none: every file is
  bool all_files = false;

  std::string folder{};  ///< absolute
  std::vector<FileEntry> entries{};
  std::string note{};     ///< why there are none
  int selected = -1;      ///< row; -1 for none
  std::string text{};     ///< of the path field
  bool typed = false;     ///< the text is a person's, and goes before the selected row
  std::string problem{};  ///< below the field; "" for none
  FileFocus focus = FileFocus::list;

  // These count up, so that the panel does once what else it would have to remember.
  int listing = 0;  ///< with every new list
  int reveal = 0;   ///< when the selected row should come into view
  int retyped = 0;  ///< when a field that is being edited should take `text` over
};

/// What a person did in one interface frame.
namespace file_command {
struct Select {
  int row = 0;
};
/// Opens the file, or enters the folder.
struct Activate {
  int row = 0;
};
/// So many rows on, stopping at both ends.
struct Move {
  int rows = 0;
};
struct Up {};  ///< to the folder above
/// A character typed while the list has the keys, as UTF-8.
struct Type {
  std::string character;
};
struct Focus {
  FileFocus where = FileFocus::list;
};
/// The field has another text.
struct Edit {
  std::string text;
};
struct Complete {
  std::string text;
};
struct Accept {
  std::string text;
};
/// Goes to a folder, or to a file's folder with the file selected.
struct Visit {
  std::string path;
};
struct OpenFile {
  std::string path;
};
struct ShowAll {
  bool on = false;
};
struct Refresh {};  ///< reads the folder again
struct Cancel {};
}  // namespace file_command

using FileCommand =
    std::variant<file_command::Select, file_command::Activate, file_command::Move, file_command::Up,
                 file_command::Type, file_command::Focus, file_command::Edit, file_command::Complete,
                 file_command::Accept, file_command::Visit, file_command::OpenFile, file_command::ShowAll,
                 file_command::Refresh, file_command::Cancel>;
using FileCommands = std::vector<FileCommand>;

}  // namespace ganscope
