#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ganscope {

/// The entry of `valid` closest to `value` (edits and swaps of neighbours, case-insensitive), or an empty
/// string when nothing is close enough to be a likely slip.
[[nodiscard]] std::string nearest_name(std::string_view value, std::span<const std::string> valid);

/// Parts joined by `separator`.
[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view separator);

/// Parts of `text` between `separator`s, blanks trimmed; an empty text has no parts.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);

/// `text` without leading and trailing white space.
[[nodiscard]] std::string_view trim(std::string_view text);

/// Three significant digits, without an exponent where that stays short: 0.00123, 12.3, 4.57e+06.
[[nodiscard]] std::string three_digits(double value);

/// A short text that reads back as the same double, without an exponent where that stays short.
[[nodiscard]] std::string exact_number(double value);

/// 12345 as "12,345".
[[nodiscard]] std::string with_thousands(std::int64_t value);

/// Seconds as "0:42", "12:05" or "1:02:03"; negative or non-finite as "--:--".
[[nodiscard]] std::string format_duration(double seconds);

/// A whole number or a real one, the entire text; throws UsageError naming `what` otherwise.
[[nodiscard]] std::int64_t parse_integer(std::string_view text, std::string_view what);
[[nodiscard]] double parse_number(std::string_view text, std::string_view what);

/// The same within [low, high]; every refusal names the range.
[[nodiscard]] std::int64_t parse_integer_in(std::string_view text, std::string_view what, std::int64_t low,
                                            std::int64_t high);
[[nodiscard]] double parse_number_in(std::string_view text, std::string_view what, double low, double high);

/// `text` quoted for a POSIX shell where it needs to be.
[[nodiscard]] std::string shell_quoted(std::string_view text);
/// The words that a shell makes of `text`, which may hold quotes and backslashes, nothing else of a shell.
/// Throws UsageError for a quote without its end.
[[nodiscard]] std::vector<std::string> shell_words(std::string_view text);

}  // namespace ganscope
