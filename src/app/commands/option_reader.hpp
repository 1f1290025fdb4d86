#pragma once
#include <CLI/CLI.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/config_file.hpp"
#include "core/error.hpp"
#include "exchange/option.hpp"

namespace ganscope {

/// The options of one command, as text until all of them are known: tables are put on its command line, and
/// what a person gave is read into their configurations. Stays where it was made: the parser writes into it.
class OptionReader {
 public:
  /// `name`: the command's ("oracle train"); options of a table that don't belong to it are left out.
  OptionReader(CLI::App& command, std::string name) : command_(command), name_(std::move(name)) {}
  OptionReader(const OptionReader&) = delete;
  OptionReader& operator=(const OptionReader&) = delete;

  template <class Config>
  void add(const std::vector<Option<Config>>& table) {
    for (const Option<Config>& option : table)
      if (option.belongs_to(name_)) add_one(option, help_line(option));
  }

  /// Sets what was given: first what a configuration file says, then the command line, each in the table's
  /// order. Throws UsageError, which begins with the file's line where that is to blame.
  template <class Config>
  void read(const std::vector<Option<Config>>& table, Config& config) const {
    for (const bool of_file : {true, false})
      for (const Option<Config>& option : table) {
        if (!option.belongs_to(name_)) continue;
        if (const auto value = given_value(option.name, of_file)) set(option, *value, config);
      }
  }

  /// The texts of a table's options that were given on the command line, by name.
  template <class Config>
  [[nodiscard]] std::map<std::string, std::string> texts(const std::vector<Option<Config>>& table) const {
    std::map<std::string, std::string> found;
    for (const Option<Config>& option : table) {
      if (!option.belongs_to(name_)) continue;
      if (const auto value = given_value(option.name, false)) found[option.name] = value->text;
    }
    return found;
  }

  /// On the command line or in the configuration file.
  [[nodiscard]] bool given(const std::string& name) const;
  /// Takes an entry of a configuration file; what the command line says wins over it. Throws UsageError for
  /// an unknown name, an empty value, or one that stands there twice.
  void take(const ConfigEntry& entry);
  /// What the parser knows of the option, to say more of it.
  [[nodiscard]] CLI::Option& parsed(const std::string& name) { return *values_.at(name).option; }

 private:
  struct Value {
    OptionText about;
    std::string text;  ///< from the command line
    bool on = false;   ///< likewise, of a flag
    CLI::Option* option = nullptr;
    std::vector<ConfigEntry> entries;  ///< of the configuration file: none or one
  };
  struct Given {
    std::string text;
    std::string where;  ///< "run.toml:3: ", or empty for the command line
  };

  void add_one(const OptionText& about, const std::string& help);
  [[nodiscard]] std::optional<Given> given_value(const std::string& name, bool of_file) const;
  template <class Config>
  static void set(const Option<Config>& option, const Given& value, Config& config) {
    try {
      option.set(config, value.text);
    } catch (const UsageError& e) {
      if (value.where.empty()) throw;
      throw UsageError(value.where + e.what());
    }
  }

  CLI::App& command_;
  std::string name_;
  std::map<std::string, Value> values_;
};

/// A command's reader, and what it and the command's arguments are read into.
template <class Options>
struct OptionLine {
  OptionLine(CLI::App& command, const std::string& name) : reader(command, name) {}
  OptionReader reader;
  Options options = {};
};

}  // namespace ganscope
