#include "engine/data/point_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "engine/data/point_lines.hpp"

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

/// What `text` is, where it begins as no text of numbers does.
std::optional<std::string> other_format(std::string_view text) {
  using namespace std::string_view_literals;
  constexpr std::array<std::pair<std::string_view, const char*>, 17> kStarts{{
      {"\x93NUMPY"sv, "a NumPy array; np.savetxt writes text"},
      {"PK\x03\x04"sv, "a zip archive, as spreadsheets (.xlsx, .ods) and .npz are; export it as CSV"},
      {"\xff\xfe"sv, "text in UTF-16; save it as UTF-8"},
      {"\xfe\xff"sv, "text in UTF-16; save it as UTF-8"},
      {"\x89PNG"sv, "a PNG picture"},
      {"\xff\xd8\xff"sv, "a JPEG picture"},
      {"GIF8"sv, "a GIF picture"},
      {"RIFF"sv, "a RIFF file, such as a WebP picture"},
      {"%PDF"sv, "a PDF"},
      {"\x1f\x8b"sv, "compressed with gzip; unpack it"},
      {"\x89HDF"sv, "an HDF5 file"},
      {"PAR1"sv, "a Parquet file"},
      {"MATLAB"sv, "a MATLAB file"},
      {"\x80\x02"sv, "a Python pickle"},
      {"\x80\x03"sv, "a Python pickle"},
      {"\x80\x04"sv, "a Python pickle"},
      {"\xd0\xcf\x11\xe0"sv, "an old spreadsheet; export it as CSV"},
  }};
  for (const auto& [start, name] : kStarts)
    if (text.starts_with(start)) return name;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const std::string_view content = trim(text);
  if (content.starts_with('{') || content.starts_with('[')) return "JSON";
  if (content.starts_with('<')) return "a web page or XML";
  constexpr std::size_t kLooked = 4096;
  if (text.substr(0, kLooked).find('\0') != std::string_view::npos) return "a binary file";
  return std::nullopt;
}

std::string read_text(const std::filesystem::path& path, std::uintmax_t most) {
  try {
    return read_whole_file(path, most);
  } catch (const Error& error) {
    throw Error("cannot read points from " + path.string() + ": " + error.what());
  }
}

/// Takes the lines of a file one after the other.
class RowReader {
 public:
  RowReader(const std::filesystem::path& path, const PointLayout& layout, std::size_t most)
      : path_(path.string()), layout_(layout), most_(most) {}

  void take(const PointLine& line) {
    line_ = line.number;
    const std::vector<PointField> fields = fields_of(line.text, layout_.separator);
    check_columns(fields, line.text);
    if (result_.points.size() == most_)
      throw bad_line("the file has more than " + std::to_string(most_) + " points; expected at most that");
    glm::vec2 point(0);
    point.x = value_of(fields[0]);
    if (fields.size() == 2) point.y = value_of(fields[1]);
    result_.points.push_back(point);
  }

  [[nodiscard]] PointFile finish(int columns) {
    if (result_.points.size() < 2)
      throw Error(path_ + ": holds " + counted(static_cast<std::int64_t>(result_.points.size()), "point") +
                  "; expected at least 2");
    if (columns != 0 && columns != result_.columns)
      throw Error(path_ + ": has " + counted(result_.columns, "column") + "; expected " +
                  std::to_string(columns) + ", as #" + std::to_string(columns) + " says");
    const auto same = [&](glm::vec2 point) { return point == result_.points.front(); };
    if (std::all_of(result_.points.begin(), result_.points.end(), same))
      throw Error(path_ + ": all " + std::to_string(result_.points.size()) + " rows are the same point " +
                  "(to seven digits); expected at least 2 different ones");
    return std::move(result_);
  }

 private:
  [[nodiscard]] Error bad_line(const std::string& what) const {
    return Error(path_ + ":" + std::to_string(line_) + ": " + what);
  }

  void check_columns(const std::vector<PointField>& fields, std::string_view line) {
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

  [[nodiscard]] float value_of(const PointField& field) {
    const std::optional<double> value = number_in(field, layout_.decimal_comma);
    if (!value) throw bad_line(shown(field.text) + " is not a number; expected one or two numbers a line");
    if (!(std::fabs(*value) <= kLargest))
      throw bad_line(shown(field.text) + " is out of range; expected a finite number from -1e9 to 1e9");
    check_decimals(field.text);
    return static_cast<float>(*value);
  }

  /// A file with both is no one's habit: 1,234 would be a thousand somewhere in it.
  void check_decimals(std::string_view text) {
    const std::size_t at = text.find_first_of(".,");
    if (at == std::string_view::npos) return;
    (text[at] == ',' ? with_comma_ : with_point_) = line_;
    if (with_comma_ > 0 && with_point_ > 0)
      throw bad_line(shown(text) + " has a decimal " + (text[at] == ',' ? "comma" : "point") + ", and line " +
                     std::to_string(text[at] == ',' ? with_point_ : with_comma_) +
                     " the other; expected one of them throughout");
  }

  std::string path_;
  PointLayout layout_;
  std::size_t most_;
  std::size_t line_ = 0;
  std::size_t first_row_ = 0;
  std::size_t with_comma_ = 0;  ///< lines, 0 for none so far
  std::size_t with_point_ = 0;
  PointFile result_;
};

/// The refusal of lines that are two columns of whole numbers or one column with decimal commas.
Error ambiguous(const std::filesystem::path& path, const PointLine& line) {
  const std::vector<PointField> fields = fields_of(line.text, ',');
  const std::string file = "file:" + path.string();
  std::string decimal(line.text);
  std::replace(decimal.begin(), decimal.end(), ',', '.');
  return Error(path.string() + ":" + std::to_string(line.number) + ": " + shown(line.text) +
               ", and every line like it, reads as two columns (" + std::string(fields[0].text) + " and " +
               std::string(fields[1].text) + ") and as one column with a decimal comma (" + decimal +
               "); expected " + file + "#2 for two columns, " + file +
               "#1 for one, or a first line that names the columns, such as x,y");
}

}  // namespace

PointFile read_point_file(const std::filesystem::path& path, PointFileLimits limits, int columns) {
  const std::string text = read_text(path, limits.bytes);
  if (const auto format = other_format(text))
    throw Error("cannot read points from " + path.string() + ": it is " + *format +
                "; expected text with one or two numbers a line, such as 0.5,1.25");
  std::string_view rest = text;
  if (rest.starts_with("\xef\xbb\xbf")) rest.remove_prefix(3);
  const std::vector<PointLine> lines = lines_of(rest);
  const std::vector<PointLayout> layouts = layouts_of(lines, columns);
  if (layouts.size() > 1) throw ambiguous(path, lines.front());
  RowReader reader(path, layouts.front(), limits.points);
  for (std::size_t i = layouts.front().header ? 1 : 0; i < lines.size(); ++i) reader.take(lines[i]);
  return reader.finish(columns);
}

}  // namespace ganscope
