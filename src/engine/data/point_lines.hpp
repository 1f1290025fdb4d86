#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ganscope {

/// A line of a text file of points that isn't blank, without remark and white space around it.
struct PointLine {
  std::size_t number = 0;  ///< from 1
  std::string_view text;
};

/// One place of a line: a number, or what stands there instead.
struct PointField {
  std::string_view text;
  bool quoted = false;  ///< stood in double quotes
};

/// How the lines of a file are cut into numbers.
struct PointLayout {
  char separator = ',';        ///< comma or semicolon; a blank stands for any white space
  bool decimal_comma = false;  ///< 0,5 is a half, beside 0.5
  bool header = false;         ///< the first line names the columns

  bool operator==(const PointLayout&) const = default;
};

/// The lines that count. Everything behind a # is a remark; lines end as Unix, Windows or old Macs end them.
[[nodiscard]] std::vector<PointLine> lines_of(std::string_view text);

/// The fields of a line. A separator within double quotes separates nothing.
[[nodiscard]] std::vector<PointField> fields_of(std::string_view line, char separator);

/// The number that a field spells from end to end; infinity when it is too large for a double. In quotes a
/// comma can only be the decimal one.
[[nodiscard]] std::optional<double> number_in(const PointField& field, bool decimal_comma);

/// How the file is to be read; `columns` is how many someone said it has, 0 when nobody did. Two layouts come
/// back where the lines can be read as two columns of whole numbers and as one column with decimal commas,
/// and neither a header nor `columns` says which: the one of two columns first.
[[nodiscard]] std::vector<PointLayout> layouts_of(const std::vector<PointLine>& lines, int columns);

}  // namespace ganscope
