#include "app/files/file_dialogue.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "app/files/missing_path.hpp"
#include "core/files.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

namespace fs = std::filesystem;

bool has_row(const FileDialogueState& state, int row) {
  return row >= 0 && row < static_cast<int>(state.entries.size());
}

std::string row_name(const FileDialogueState& state) {
  return has_row(state, state.selected) ? state.entries[static_cast<std::size_t>(state.selected)].name : "";
}

/// "/home/eve/", to which a name can be typed.
std::string with_slash(const std::string& folder) { return folder.ends_with('/') ? folder : folder + "/"; }

/// The last part of what the field says.
std::string last_part(const std::string& text) { return text.substr(text.rfind('/') + 1); }

EntryFilter filter_of(const FileDialogueState& state) {
  EntryFilter filter;
  if (!state.all_files) filter.extensions = state.extensions;
  filter.hidden = last_part(state.text).starts_with('.');
  return filter;
}

/// Why a list is empty, and what shows more.
std::string empty_note(const FolderListing& listing, const FileDialogueState& state) {
  if (!listing.problem.empty()) return "This folder cannot be read: " + listing.problem;
  if (listing.entries.empty()) return "This folder is empty";
  const auto hidden = std::count_if(listing.entries.begin(), listing.entries.end(),
                                    [](const FileEntry& entry) { return entry.name.starts_with('.'); });
  const auto others = static_cast<std::ptrdiff_t>(listing.entries.size()) - hidden;
  if (others == 0 || filter_of(state).extensions.empty())
    return "Only hidden files here: type a dot in the path to see them";
  return "Nothing here ends in " + join(state.extensions, ", ") +
         "; files of other kinds: " + with_thousands(others);
}

/// The first row whose name begins so, from `from` on and round; -1 for none. Letters count without their
/// case.
int row_beginning(const FileDialogueState& state, std::string_view begun, int from) {
  const int count = static_cast<int>(state.entries.size());
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  for (int i = 0; i < count; ++i) {
    const int row = (from + i) % count;
    const std::string_view name = state.entries[static_cast<std::size_t>(row)].name;
    if (name.size() >= begun.size() && std::equal(begun.begin(), begun.end(), name.begin(),
                                                  [&](char a, char b) { return small(a) == small(b); }))
      return row;
  }
  return -1;
}

void select_row(FileDialogueState& state, int row) {
  state.selected = row;
  ++state.reveal;
}

}  // namespace

void FileDialogue::open(const FileRequest& request, FileDialogueState& state) {
  chosen_.reset();
  replacing_.clear();
  FileDialogueState fresh{.open = true, .title = request.title, .saving = request.saving};
  fresh.accept = request.saving ? "Save" : "Open";
  fresh.places = request.places;
  fresh.recent = request.recent;
  fresh.extensions = request.extensions;
  fresh.focus = request.saving ? FileFocus::field : FileFocus::list;
  fresh.text = request.name;
  fresh.listing = state.listing;
  fresh.reveal = state.reveal;
  fresh.retyped = state.retyped + 1;
  state = std::move(fresh);
  fs::path folder = request.folder;
  if (folder.empty() && !request.recent.empty()) folder = fs::path(request.recent.front().path).parent_path();
  std::error_code error;
  if (folder.empty()) folder = fs::current_path(error);
  if (folder.empty()) folder = home_.empty() ? "/" : home_;
  enter_nearest(folder, state);
}

void FileDialogue::apply(const FileCommands& commands, FileDialogueState& state) {
  for (const FileCommand& command : commands) {
    if (!state.open) return;
    std::visit([&](const auto& one) { act(one, state); }, command);
  }
}

std::optional<fs::path> FileDialogue::take_chosen() { return std::exchange(chosen_, std::nullopt); }

void FileDialogue::show_entries(FileDialogueState& state, const std::string& selected) {
  const EntryFilter filter = filter_of(state);
  state.entries.clear();
  for (const FileEntry& entry : listing_.entries)
    if (fits_filter(entry, filter)) state.entries.push_back(entry);
  state.note = state.entries.empty() ? empty_note(listing_, state) : "";
  const auto found = std::find_if(state.entries.begin(), state.entries.end(),
                                  [&](const FileEntry& entry) { return entry.name == selected; });
  const bool listed = found != state.entries.end();
  // A file to save has its name in the field; a row that is selected by itself would take its place.
  const int otherwise = state.saving || state.entries.empty() ? -1 : 0;
  select_row(state, listed ? static_cast<int>(found - state.entries.begin()) : otherwise);
  ++state.listing;
}

void FileDialogue::reset_text(FileDialogueState& state, const std::string& name) {
  state.text = with_slash(state.folder) + (state.saving ? name : "");
  state.typed = false;
  ++state.retyped;
}

void FileDialogue::forget_question(FileDialogueState& state) {
  state.problem.clear();
  replacing_.clear();
  state.accept = state.saving ? "Save" : "Open";
}

bool FileDialogue::enter(const fs::path& folder, FileDialogueState& state, const std::string& selected) {
  const fs::path plain = plain_path(folder);
  FolderListing listing = read_folder(plain);
  if (!listing.problem.empty()) {
    state.problem = "cannot read " + plain.string() + ": " + listing.problem;
    return false;
  }
  forget_question(state);
  listing_ = std::move(listing);
  state.folder = plain.string();
  reset_text(state, last_part(state.text));
  show_entries(state, selected);
  return true;
}

void FileDialogue::enter_nearest(fs::path folder, FileDialogueState& state, const std::string& selected) {
  std::error_code error;
  folder = plain_path(fs::absolute(folder, error));
  if (enter(folder, state, selected)) return;
  const std::string problem = state.problem;
  while (folder.has_relative_path()) {
    folder = folder.parent_path();
    if (!enter(folder, state)) continue;
    state.problem = problem;
    return;
  }
  // Not even the root can be read: an empty list that says why.
  listing_ = read_folder(folder);
  state.folder = folder.string();
  reset_text(state, last_part(state.text));
  show_entries(state, "");
  state.problem = problem;
}

void FileDialogue::finish(const fs::path& path, FileDialogueState& state) {
  chosen_ = path;
  state.open = false;
  listing_ = {};
  state.entries.clear();
}

void FileDialogue::choose(const fs::path& path, FileDialogueState& state) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) {
    if (enter(path, state)) state.focus = FileFocus::list;
  } else if (state.saving && !fs::is_other(status) && status.type() != fs::file_type::none) {
    choose_to_save(path, state);
  } else if (fs::is_regular_file(status)) {
    finish(path, state);
  } else {
    state.problem = why_not_a_file(path);
  }
}

void FileDialogue::choose_to_save(fs::path path, FileDialogueState& state) {
  if (!path.has_filename() || !leads_to_folder(path.parent_path())) {
    state.problem = why_not_a_file(path.has_filename() ? path.parent_path() : path);
    return;
  }
  if (!path.has_extension() && !state.extensions.empty()) path += state.extensions.front();
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    state.problem = path.string() + " is no file that could be replaced";
  } else if (fs::exists(status) && replacing_ != path) {
    replacing_ = path;
    state.accept = "Replace";
    state.problem = path.filename().string() + " is there already; Enter or Replace once more replaces it";
  } else {
    finish(path, state);
  }
}

void FileDialogue::act(const file_command::Select& command, FileDialogueState& state) {
  if (!has_row(state, command.row)) return;
  const FileEntry& entry = state.entries[static_cast<std::size_t>(command.row)];
  forget_question(state);
  state.selected = command.row;
  state.focus = FileFocus::list;
  const bool hidden = filter_of(state).hidden;
  reset_text(state, entry.folder ? last_part(state.text) : entry.name);
  // Selecting must not take hidden rows away from under the hand.
  if (hidden && !state.saving) state.text += '.';
}

void FileDialogue::act(const file_command::Activate& command, FileDialogueState& state) {
  if (!has_row(state, command.row)) return;
  state.selected = command.row;
  const fs::path path = fs::path(state.folder) / row_name(state);
  const bool folder = state.entries[static_cast<std::size_t>(command.row)].folder;
  if (state.saving && !folder) reset_text(state, row_name(state));
  choose(path, state);
  if (state.open && !state.problem.empty() && !is_there(path)) {
    // It went since the list was read: the list is read again, and the problem stays said.
    const std::string problem = state.problem;
    enter_nearest(state.folder, state);
    state.problem = problem;
  }
}

void FileDialogue::act(const file_command::Move& command, FileDialogueState& state) {
  const int last = static_cast<int>(state.entries.size()) - 1;
  if (last < 0) return;
  // Rows beyond the ends are as many as a key for the end asks for.
  const long long row = static_cast<long long>(state.selected) + command.rows;
  act(file_command::Select{static_cast<int>(std::clamp<long long>(row, 0, last))}, state);
  ++state.reveal;
}

void FileDialogue::act(const file_command::Up&, FileDialogueState& state) {
  const fs::path folder = state.folder;
  if (!folder.has_relative_path()) return;
  enter_nearest(folder.parent_path(), state, folder.filename().string());
}

void FileDialogue::act(const file_command::Type& command, FileDialogueState& state) {
  const std::string& typed = command.character;
  if (state.focus != FileFocus::list) {  // what came in one frame with the slash before it
    act(file_command::Edit{state.text + typed}, state);
    ++state.retyped;
    return;
  }
  if (typed == "/" || typed == "~" || typed == ".") {
    state.focus = FileFocus::field;
    if (typed == "/") act(file_command::Edit{"/"}, state);  // a whole path, as it is written
    if (typed == "~") act(file_command::Edit{"~/"}, state);
    if (typed == ".") act(file_command::Edit{with_slash(state.folder) + "."}, state);
    ++state.retyped;
    return;
  }
  if (const int row = row_beginning(state, typed, state.selected + 1); row >= 0) {
    act(file_command::Select{row}, state);
    ++state.reveal;
  }
}

void FileDialogue::act(const file_command::Focus& command, FileDialogueState& state) {
  state.focus = command.where;
}

void FileDialogue::act(const file_command::Edit& command, FileDialogueState& state) {
  forget_question(state);
  const bool hidden = filter_of(state).hidden;
  state.text = command.text;
  state.typed = true;
  if (filter_of(state).hidden != hidden) show_entries(state, row_name(state));
  // What is being typed is shown in the list where it is one of this folder's names.
  const std::string begun = last_part(command.text);
  if (begun.empty() || command.text != with_slash(state.folder) + begun) return;
  if (const int row = row_beginning(state, begun, 0); row >= 0) select_row(state, row);
}

void FileDialogue::act(const file_command::Complete& command, FileDialogueState& state) {
  forget_question(state);
  const Completion completed = complete_path(command.text, state.folder, home_, filter_of(state));
  std::string problem = completed.problem;
  const fs::path folder = plain_path(typed_path(completed.text, state.folder, home_));
  // The list shows the folder that is being typed: a completed one itself, else the one above.
  const fs::path shown = completed.text.ends_with('/') ? folder : completed.folder;
  if (problem.empty() && shown.string() != state.folder && !enter(shown, state)) problem = state.problem;
  act(file_command::Edit{completed.text}, state);
  const std::string begun = last_part(completed.text);
  if (const int row = begun.empty() ? -1 : row_beginning(state, begun, 0); row >= 0) select_row(state, row);
  state.problem = problem;
  state.focus = FileFocus::field;
  ++state.retyped;
}

void FileDialogue::act(const file_command::Accept& command, FileDialogueState& state) {
  state.text = command.text;
  state.problem.clear();
  if (trim(command.text).empty())
    state.problem = "the path is empty: type one, or choose from the list";
  else
    choose(typed_path(command.text, state.folder, home_).lexically_normal(), state);
  // What was typed is mended where it stands.
  if (state.open && !state.problem.empty()) state.focus = FileFocus::field;
}

void FileDialogue::act(const file_command::Visit& command, FileDialogueState& state) {
  const fs::path path = command.path;
  if (leads_to_folder(path)) {
    if (enter(path, state)) state.focus = FileFocus::list;
    return;
  }
  if (!leads_to_file(path)) {
    state.problem = why_not_a_file(path);
    return;
  }
  const std::string name = path.filename().string();
  if (!enter(path.parent_path(), state, name)) return;
  state.focus = FileFocus::list;
  if (row_name(state) != name) {  // its ending is none of those wanted
    state.all_files = true;
    show_entries(state, name);
  }
  if (state.saving) reset_text(state, name);
}

void FileDialogue::act(const file_command::OpenFile& command, FileDialogueState& state) {
  choose(command.path, state);
}

void FileDialogue::act(const file_command::ShowAll& command, FileDialogueState& state) {
  if (state.all_files == command.on) return;
  state.all_files = command.on;
  show_entries(state, row_name(state));
}

void FileDialogue::act(const file_command::Refresh&, FileDialogueState& state) {
  const std::string text = state.text;
  const bool typed = state.typed;
  const std::string folder = state.folder;
  enter_nearest(folder, state, row_name(state));
  if (state.folder != folder) return;
  state.text = text;
  state.typed = typed;
  if (filter_of(state).hidden) show_entries(state, row_name(state));
}

void FileDialogue::act(const file_command::Cancel&, FileDialogueState& state) {
  state.open = false;
  listing_ = {};
  state.entries.clear();
}

}  // namespace ganscope
