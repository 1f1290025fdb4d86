#pragma once
#include <array>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ganscope {

/// Takes the keys of one JSON object one by one, so that what nobody took is an error that names the
/// nearest key. All errors begin with `where` ("dcgan.card.json: layer 3 (conv2d)").
class JsonObjectReader {
 public:
  /// Throws Error when `value` is no object.
  JsonObjectReader(const nlohmann::ordered_json& value, std::string where);

  /// Takes the key; null when it isn't there.
  const nlohmann::ordered_json* take(const std::string& key);
  /// Takes the key; throws when it isn't there, saying that `what` was expected.
  const nlohmann::ordered_json& need(const std::string& key, std::string_view what);

  [[nodiscard]] std::string text(const std::string& key, std::string fallback = {});
  [[nodiscard]] bool flag(const std::string& key, bool fallback);
  [[nodiscard]] int whole(const std::string& key, int low, int high, std::optional<int> fallback);
  [[nodiscard]] double number(const std::string& key, double low, double high, double fallback);
  /// One number for both, or [height, width].
  [[nodiscard]] std::array<int, 2> pair(const std::string& key, int low, int high, int fallback);
  /// The index of a name among `names`.
  [[nodiscard]] std::size_t choice(const std::string& key, std::span<const std::string> names,
                                   std::size_t fallback);
  /// A whole number within bounds.
  [[nodiscard]] int whole_of(const nlohmann::ordered_json& value, const std::string& key, int low,
                             int high) const;
  [[nodiscard]] double number_of(const nlohmann::ordered_json& value, const std::string& key, double low,
                                 double high) const;

  /// Throws when a key is left that nobody took.
  void finish() const;
  [[nodiscard]] const std::string& where() const { return where_; }

 private:
  const nlohmann::ordered_json& object_;
  std::string where_;
  std::vector<std::string> known_;
};

}  // namespace ganscope
