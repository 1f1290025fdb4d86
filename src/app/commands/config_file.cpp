#include "app/commands/config_file.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <sstream>
#include <string_view>

#include "core/error.hpp"
#include "core/text.hpp"

// CLI11 reads values but forgives what it does not understand and forgets line numbers, so it is
// handed one entry at a time.

namespace ganscope {
namespace {

/// Walks over `text` and tells what stands outside quotes.
struct Unquoted {
  std::size_t comment = std::string_view::npos;  ///< the first #
  bool closed_quote = true;
  bool closed_array = false;  ///< a ] was met
};

Unquoted scan(std::string_view text) {
  Unquoted found;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == ']') {
      found.closed_array = true;
    } else if (c == '#') {
      found.comment = i;
      break;
    }
  }
  found.closed_quote = quote == 0;
  return found;
}

std::string without_comment(const std::string& line) {
  return std::string(trim(std::string_view(line).substr(0, scan(line).comment)));
}

class ConfigReader {
 public:
  explicit ConfigReader(const std::filesystem::path& path) : path_(path.string()), file_(path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
      throw Error("cannot read the configuration " + path_ + ": it is a folder");
    if (!file_) throw Error("cannot read the configuration " + path_ + ": no such file, or not readable");
  }

  std::vector<ConfigEntry> entries() {
    std::string line;
    while (next(line)) {
      if (line.empty()) continue;
      if (line.front() == '[')
        section(line);
      else
        entry(line);
    }
    return std::move(entries_);
  }

 private:
  bool next(std::string& line) {
    if (!std::getline(file_, line)) return false;
    if (++number_ == 1 && line.starts_with("\xef\xbb\xbf")) line.erase(0, 3);
    line = without_comment(line);
    return true;
  }

  [[nodiscard]] std::string where(int line) const { return path_ + ":" + std::to_string(line) + ": "; }

  void section(const std::string& line) {
    if (line.size() < 3 || line.back() != ']')
      throw Error(where(number_) + "'" + line + "' is not a section; expected [toy]");
    section_ = trim(std::string_view(line).substr(1, line.size() - 2));
  }

  void entry(const std::string& line) {
    const int start = number_;
    const std::size_t equals = line.find('=');
    const std::string name(trim(std::string_view(line).substr(0, equals)));
    std::string value(equals == std::string::npos ? "" : trim(std::string_view(line).substr(equals + 1)));
    if (name.empty() || value.empty())
      throw Error(where(start) + "'" + line + "' is incomplete; expected NAME = VALUE");
    std::string more;
    while (value.front() == '[' && !scan(value).closed_array) {
      if (!next(more)) throw Error(where(start) + "the array of " + name + " has no closing ]");
      value += more;
    }
    if (!scan(value).closed_quote)
      throw Error(where(start) + "the text of " + name + " has no closing quote");
    add(name, value, start);
  }

  void add(const std::string& name, const std::string& value, int line) {
    std::istringstream one(name + " = " + value);
    CLI::ConfigTOML toml;
    toml.comment('\0');  // comments are gone; a # that is left belongs to a text
    std::vector<CLI::ConfigItem> items;
    try {
      items = toml.from_config(one);
    } catch (const CLI::Error& e) {
      throw Error(where(line) + e.what());
    }
    if (items.size() != 1) throw Error(where(line) + "'" + name + "' is not a name; expected NAME = VALUE");
    std::string section = section_;
    for (const std::string& parent : items[0].parents) section += (section.empty() ? "" : ".") + parent;
    entries_.push_back({section, items[0].name, join(items[0].inputs, ","), where(line)});
  }

  std::string path_;
  std::ifstream file_;
  int number_ = 0;
  std::string section_;
  std::vector<ConfigEntry> entries_;
};

}  // namespace

std::vector<ConfigEntry> read_config_file(const std::filesystem::path& path) {
  return ConfigReader(path).entries();
}

}  // namespace ganscope
