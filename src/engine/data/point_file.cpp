#include "engine/data/point_file.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

constexpr double kLargest = 1e9;  // beyond this a float has no room left for a shape

/// `text` as it can stand in one line of a message, whatever bytes the file holds.
std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  std::string out = "'";
  for (const char c : text.substr(0, kLongest))
    out += (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) ? '?' : c;
  return out + (text.size() > kLongest ? "...'" : "'");
}

/// The number that `text` spells from end to end; infinity when it is too large for a double.
std::optional<double> number_in(std::string_view text) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || end != text.data() + text.size()) return std::nullopt;
  if (code == std::errc::result_out_of_range) return HUGE_VAL;
  if (code != std::errc()) return std::nullopt;
  return value;
}

std::vector<std::string> fields_of(std::string_view line) {
  for (const char separator : {';', ','})
    if (line.find(separator) != std::string_view::npos) return split(line, separator);
  std::string spaced(line);
  std::replace(spaced.begin(), spaced.end(), '\t', ' ');
  std::vector<std::string> fields = split(spaced, ' ');
  std::erase(fields, std::string());
  return fields;
}

std::string read_text(const std::filesystem::path& path, std::uintmax_t most) {
  const auto refuse = [&](const std::string& why) -> Error {
    return Error("cannot read points from " + path.string() + ": " + why);
  };
  std::error_code code;
  const auto status = std::filesystem::status(path, code);
  if (!std::filesystem::exists(status)) throw refuse("no such file");
  if (!std::filesystem::is_regular_file(status)) throw refuse("not a file; expected a text file of numbers");
  const std::uintmax_t size = std::filesystem::file_size(path, code);
  if (code) throw refuse(code.message());
  if (size > most)
    throw refuse("it has " + std::to_string(size) + " bytes; expected at most " + std::to_string(most));
  std::ifstream file(path, std::ios::binary);
  if (!file) throw refuse("it cannot be opened");
  std::string text(static_cast<std::size_t>(size), '\0');
  file.read(text.data(), static_cast<std::streamsize>(size));
  if (static_cast<std::uintmax_t>(file.gcount()) != size) throw refuse("it ended early");
  return text;
}

/// Takes the lines of a file one after the other.
class RowReader {
 public:
  RowReader(const std::filesystem::path& path, std::size_t most) : path_(path.string()), most_(most) {}

  void take(std::string_view line) {
    ++line_;
    line = trim(line.substr(0, line.find('#')));
    if (line.empty()) return;
    const std::vector<std::string> fields = fields_of(line);
    const bool first = !seen_;
    seen_ = true;
    if (first && is_header(fields)) return;
    check_columns(fields, line);
    if (result_.points.size() == most_)
      throw bad_line("the file has more than " + std::to_string(most_) + " points; expected at most that");
    glm::vec2 point(0);
    point.x = value_of(fields[0]);
    if (fields.size() == 2) point.y = value_of(fields[1]);
    result_.points.push_back(point);
  }

  [[nodiscard]] PointFile finish() {
    if (result_.points.size() < 2)
      throw Error(path_ + ": holds " + counted(static_cast<std::int64_t>(result_.points.size()), "point") +
                  "; expected at least 2");
    const auto same = [&](glm::vec2 point) { return point == result_.points.front(); };
    if (std::all_of(result_.points.begin(), result_.points.end(), same))
      throw Error(path_ + ": all " + std::to_string(result_.points.size()) + " rows are the same point " +
                  "(to seven digits); expected at least 2 different ones");
    return std::move(result_);
  }

 private:
  [[nodiscard]] static bool is_header(const std::vector<std::string>& fields) {
    return std::none_of(fields.begin(), fields.end(),
                        [](const std::string& field) { return number_in(field).has_value(); });
  }

  [[nodiscard]] Error bad_line(const std::string& what) const {
    return Error(path_ + ":" + std::to_string(line_) + ": " + what);
  }

  void check_columns(const std::vector<std::string>& fields, std::string_view line) {
    const int columns = static_cast<int>(fields.size());
    const std::string met = shown(line) + " has " + counted(columns, "column") + "; expected ";
    if (columns > 2) throw bad_line(met + "1 or 2");
    if (result_.columns == 0) {
      result_.columns = columns;
      first_row_ = line_;
    }
    if (columns != result_.columns)
      throw bad_line(met + std::to_string(result_.columns) + " as in line " + std::to_string(first_row_));
  }

  [[nodiscard]] float value_of(const std::string& field) const {
    const std::optional<double> value = number_in(field);
    if (!value) throw bad_line(shown(field) + " is not a number; expected one or two numbers a line");
    if (!(std::fabs(*value) <= kLargest))
      throw bad_line(shown(field) + " is out of range; expected a finite number from -1e9 to 1e9");
    return static_cast<float>(*value);
  }

  std::string path_;
  std::size_t most_;
  std::size_t line_ = 0;
  std::size_t first_row_ = 0;
  bool seen_ = false;
  PointFile result_;
};

}  // namespace

PointFile read_point_file(const std::filesystem::path& path, PointFileLimits limits) {
  const std::string text = read_text(path, limits.bytes);
  std::string_view rest = text;
  if (rest.starts_with("\xef\xbb\xbf")) rest.remove_prefix(3);
  RowReader reader(path, limits.points);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    reader.take(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return reader.finish();
}

}  // namespace ganscope
