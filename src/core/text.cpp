#include "core/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "core/error.hpp"

namespace ganscope {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Insertions, deletions, substitutions and swaps of neighbours, each counting one.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto same = [&](std::size_t of_a, std::size_t of_b) { return lower(a[of_a]) == lower(b[of_b]); };
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same(i - 1, j - 1) ? 0 : 1)});
      if (i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1))
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row.back();
}

enum class Read { fits, too_large, no_number };

/// Reads `text`, blanks trimmed, from end to end.
template <class Number>
Read read_whole(std::string_view text, Number& value) {
  const std::string_view body = trim(text);
  const auto [end, code] = std::from_chars(body.data(), body.data() + body.size(), value);
  if (body.empty() || code == std::errc::invalid_argument || end != body.data() + body.size())
    return Read::no_number;
  return code == std::errc() ? Read::fits : Read::too_large;
}

}  // namespace

std::string nearest_name(std::string_view value, std::span<const std::string> valid) {
  std::string best;
  std::size_t best_distance = std::numeric_limits<std::size_t>::max();
  for (const std::string& name : valid) {
    const std::size_t distance = edit_distance(value, name);
    if (distance < best_distance) {
      best_distance = distance;
      best = name;
    }
  }
  // More than half the letters wrong is no slip of the fingers.
  return best_distance * 2 <= std::max<std::size_t>(value.size(), 2) ? best : std::string();
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += separator;
    out += parts[i];
  }
  return out;
}

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.emplace_back(trim(text.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string three_digits(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  if (value == 0) return "0.00";  // minus zero is none to a person
  const double magnitude = std::fabs(value);
  char buffer[48];
  if (magnitude < 1e-3 || magnitude >= 1e6) {
    std::snprintf(buffer, sizeof buffer, "%.2e", value);
    return buffer;
  }
  // Round first: 9.996 has its third digit at the first decimal.
  const double exponent = std::floor(std::log10(magnitude) + 1e-12);
  int decimals = std::clamp(2 - static_cast<int>(exponent), 0, 5);
  const double scale = std::pow(10.0, decimals);
  if (std::round(magnitude * scale) / scale >= std::pow(10.0, exponent + 1))
    decimals = std::max(0, decimals - 1);
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
  return buffer;
}

std::string exact_number(double value) {
  char buffer[512];
  const auto shortest = std::to_chars(buffer, buffer + sizeof buffer, value);
  const std::string text(buffer, shortest.ptr);
  if (text.find('e') == std::string::npos) return text;
  // 0.0003 is a digit longer than 3e-04 and read by everyone.
  constexpr std::size_t kReadable = 8;
  const auto plain = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
  const std::string fixed(buffer, plain.ptr);
  return fixed.size() <= kReadable ? fixed : text;
}

std::string with_thousands(std::int64_t value) {
  std::string digits = std::to_string(value);
  const int first = value < 0 ? 1 : 0;  // the smallest value has no positive counterpart
  for (int at = static_cast<int>(digits.size()) - 3; at > first; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string format_duration(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0 || seconds > 1e8) return "--:--";
  const long total = std::lround(seconds);
  char buffer[32];
  if (total >= 3600)
    std::snprintf(buffer, sizeof buffer, "%ld:%02ld:%02ld", total / 3600, total / 60 % 60, total % 60);
  else
    std::snprintf(buffer, sizeof buffer, "%ld:%02ld", total / 60, total % 60);
  return buffer;
}

std::int64_t parse_integer(std::string_view text, std::string_view what) {
  std::int64_t value = 0;
  if (read_whole(text, value) != Read::fits)
    throw out_of_range(what, "'" + std::string(text) + "'", "a whole number");
  return value;
}

double parse_number(std::string_view text, std::string_view what) {
  double value = 0;
  if (read_whole(text, value) != Read::fits || !std::isfinite(value))
    throw out_of_range(what, "'" + std::string(text) + "'", "a finite number");
  return value;
}

std::int64_t parse_integer_in(std::string_view text, std::string_view what, std::int64_t low,
                              std::int64_t high) {
  const std::string range = std::to_string(low) + " to " + std::to_string(high);
  std::int64_t value = 0;
  const Read read = read_whole(text, value);
  if (read == Read::no_number)
    throw out_of_range(what, "'" + std::string(text) + "'", "a whole number, " + range);
  if (read == Read::too_large || value < low || value > high) throw out_of_range(what, trim(text), range);
  return value;
}

double parse_number_in(std::string_view text, std::string_view what, double low, double high) {
  const std::string range = exact_number(low) + " to " + exact_number(high);
  double value = 0;
  const Read read = read_whole(text, value);
  if (read == Read::no_number) throw out_of_range(what, "'" + std::string(text) + "'", "a number, " + range);
  // Written so that nan is outside every range.
  if (read == Read::too_large || !(value >= low && value <= high))
    throw out_of_range(what, trim(text), range);
  return value;
}

std::string shell_quoted(std::string_view text) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./:,=+@%").find(c) != std::string_view::npos;
  });
  if (plain) return std::string(text);
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'')
      out += "'\\''";
    else
      out += c;
  }
  return out + "'";
}

std::vector<std::string> shell_words(std::string_view text) {
  std::vector<std::string> words;
  bool within = false;  // a word
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote == 0 && (c == ' ' || c == '\t' || c == '\n')) {
      within = false;
      continue;
    }
    if (!within) words.emplace_back();
    within = true;
    if (quote == 0 && (c == '\'' || c == '"'))
      quote = c;
    else if (c == quote)
      quote = 0;
    else if (c == '\\' && quote != '\'' && i + 1 < text.size())
      words.back() += text[++i];
    else
      words.back() += c;
  }
  if (quote != 0) throw UsageError("a quote without its end in: " + std::string(text));
  return words;
}

}  // namespace ganscope
