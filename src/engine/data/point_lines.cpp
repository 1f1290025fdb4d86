#include "engine/data/point_lines.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

#include "core/text.hpp"

namespace ganscope {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

PointField field_of(std::string_view text) {
  text = trim(text);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    return {trim(text.substr(1, text.size() - 2)), true};
  return {text, false};
}

/// "0.5" for "0,5"; the text itself where it has no comma between two digits, or a dot too.
std::string with_decimal_point(std::string_view text) {
  std::string out(text);
  const std::size_t comma = out.find(',');
  const bool between = comma != std::string::npos && comma > 0 && comma + 1 < out.size() &&
                       is_digit(out[comma - 1]) && is_digit(out[comma + 1]);
  if (between && out.find('.') == std::string::npos) out[comma] = '.';
  return out;
}

bool has_unquoted(const PointLine& line, char wanted) {
  bool quoted = false;
  for (const char c : line.text) {
    if (c == '"') quoted = !quoted;
    if (c == wanted && !quoted) return true;
  }
  return false;
}

bool is_header(const PointLine& line, char separator) {
  const std::vector<PointField> fields = fields_of(line.text, separator);
  return std::none_of(fields.begin(), fields.end(),
                      [](const PointField& field) { return number_in(field, true).has_value(); });
}

/// The number of columns where all lines can be read so, as 1 or 2 numbers each; 0 when they cannot.
int columns_as(const std::vector<PointLine>& lines, const PointLayout& layout) {
  std::size_t columns = 0;
  for (std::size_t i = layout.header ? 1 : 0; i < lines.size(); ++i) {
    const std::vector<PointField> fields = fields_of(lines[i].text, layout.separator);
    if (columns == 0) columns = fields.size();
    const bool numbers = std::all_of(fields.begin(), fields.end(), [&](const PointField& field) {
      return number_in(field, layout.decimal_comma).has_value();
    });
    if (!numbers || fields.size() != columns || columns > 2) return 0;
  }
  return static_cast<int>(columns);
}

}  // namespace

std::vector<PointLine> lines_of(std::string_view text) {
  const char end_of_line = text.find('\n') == std::string_view::npos ? '\r' : '\n';
  std::vector<PointLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find(end_of_line);
    std::string_view line = text.substr(0, end);
    line = trim(line.substr(0, line.find('#')));
    if (!line.empty()) lines.push_back({number, line});
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::vector<PointField> fields_of(std::string_view line, char separator) {
  std::vector<PointField> fields;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    const bool at_end = i == line.size();
    if (!at_end && line[i] == '"') quoted = !quoted;
    const bool separates =
        at_end || (!quoted && (separator == ' ' ? is_blank(line[i]) : line[i] == separator));
    if (!separates) continue;
    const PointField field = field_of(line.substr(begin, i - begin));
    if (separator != ' ' || field.quoted || !field.text.empty()) fields.push_back(field);
    begin = i + 1;
  }
  return fields;
}

std::optional<double> number_in(const PointField& field, bool decimal_comma) {
  const std::string plain =
      decimal_comma || field.quoted ? with_decimal_point(field.text) : std::string(field.text);
  std::string_view text = plain;
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || end != text.data() + text.size()) return std::nullopt;
  if (code == std::errc::result_out_of_range) return HUGE_VAL;
  if (code != std::errc()) return std::nullopt;
  return value;
}

std::vector<PointLayout> layouts_of(const std::vector<PointLine>& lines, int columns) {
  const auto layout = [&](char separator, bool decimal_comma) {
    // "nan,nan" is no word to a blank, and no header either.
    const bool header = !lines.empty() && is_header(lines.front(), separator) &&
                        (separator != ' ' || is_header(lines.front(), ','));
    return PointLayout{separator, decimal_comma, header};
  };
  // The header's own words may hold anything; the numbers decide, where there are any.
  const auto separates = [&](char separator) {
    const bool header = lines.size() > 1 && is_header(lines.front(), separator);
    return std::any_of(lines.begin() + (header ? 1 : 0), lines.end(),
                       [&](const PointLine& line) { return has_unquoted(line, separator); });
  };
  if (separates(';')) return {layout(';', true)};
  if (!separates(',')) return {layout(' ', true)};
  const PointLayout by_comma = layout(',', false);
  const PointLayout by_blank = layout(' ', true);
  const int decimal_columns = columns_as(lines, by_blank);
  if (decimal_columns == 0) return {by_comma};
  if (columns_as(lines, by_comma) == 0) return {by_blank};
  if (columns != 0) return {columns == 2 ? by_comma : by_blank};
  if (by_comma.header) return {fields_of(lines.front().text, ',').size() == 2 ? by_comma : by_blank};
  return {by_comma, by_blank};
}

}  // namespace ganscope
