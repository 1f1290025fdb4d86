#include "engine/latent/latent_expression.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <variant>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/latent/anchor_file.hpp"
#include "engine/latent/class_priors_file.hpp"
#include "engine/latent/float_range.hpp"
#include "engine/latent/interpolation.hpp"
#include "engine/latent/latent_file_name.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/latent/vectors.hpp"

namespace ganscope {
namespace {

constexpr int kMostNesting = 64;
constexpr std::size_t kMostLatents = 4096;
constexpr std::string_view kMinusSign = "\xe2\x88\x92";  // U+2212

using Value = std::variant<double, Latent>;

std::uint64_t parse_seed(std::string_view text) {
  return static_cast<std::uint64_t>(
      parse_integer_in(text, "seed", 0, std::numeric_limits<std::int64_t>::max()));
}

/// Recursive descent over the grammar of parse_latent().
class Parser {
 public:
  Parser(std::string_view text, const LatentScope& scope) : text_(text), scope_(scope) {}

  Latent whole() {
    const std::optional<FileReference> file = existing_file(text_);
    Latent out = latent(file ? from_file(*file) : expression());
    if (const auto number = beyond_f32(out)) refuse("a number of it is " + f32_refusal(*number));
    return out;
  }
  /// Whether an anchor's name stood in it, so that the text means nothing without the anchors.
  [[nodiscard]] bool used_names() const { return used_names_; }

 private:
  [[noreturn]] void fail(const std::string& expected) const {
    const std::string found = at_ < text_.size() ? "'" + std::string(text_.substr(at_)) + "'" : "the end";
    refuse("expected " + expected + " at " + found);
  }
  [[noreturn]] void refuse(const std::string& why) const {
    throw UsageError("latent '" + std::string(text_) + "': " + why);
  }

  Value expression() {
    Value value = sum();
    skip();
    if (at_ < text_.size()) fail("an operator or the end");
    return value;
  }

  void skip() {
    while (at_ < text_.size() && blank(text_[at_])) ++at_;
  }
  bool take(std::string_view token) {
    skip();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  void expect(std::string_view token) {
    if (!take(token)) fail("'" + std::string(token) + "'");
  }

  Latent latent(Value value) const {
    if (Latent* found = std::get_if<Latent>(&value)) return std::move(*found);
    refuse(exact_number(std::get<double>(value)) + " is a number; expected a latent");
  }
  double number(const Value& value) const {
    if (const double* found = std::get_if<double>(&value)) return *found;
    refuse("expected a number where a latent stands");
  }

  Value sum() {
    if (++nesting_ > kMostNesting)
      refuse("brackets are nested more than " + std::to_string(kMostNesting) + " deep");
    Value left = product();
    while (true) {
      const bool plus = take("+");
      if (!plus && !take("-") && !take(kMinusSign)) break;
      Value right = product();
      const double sign = plus ? 1 : -1;
      if (std::holds_alternative<double>(left) && std::holds_alternative<double>(right))
        left = std::get<double>(left) + sign * std::get<double>(right);
      else
        left = combined(1, latent(std::move(left)), sign, latent(std::move(right)));
    }
    --nesting_;
    return left;
  }

  Value product() {
    Value left = factor();
    while (true) {
      const bool times = take("*");
      if (!times && !take("/")) return left;
      left = times ? multiplied(std::move(left), factor()) : divided(std::move(left), number(factor()));
    }
  }
  Value multiplied(Value a, Value b) const {
    if (std::holds_alternative<double>(b)) std::swap(a, b);
    const double by = number(a);  // two latents have no product
    if (const double* other = std::get_if<double>(&b)) return by * *other;
    return scaled(std::get<Latent>(b), by);
  }
  Value divided(Value a, double by) const {
    if (by == 0) refuse("a division by zero");
    return multiplied(std::move(a), 1 / by);
  }

  Value factor() {
    if (take("-") || take(kMinusSign)) {
      if (++nesting_ > kMostNesting) refuse("too many signs");
      Value value = multiplied(-1.0, factor());
      --nesting_;
      return value;
    }
    if (take("(")) {
      Value inside = sum();
      expect(")");
      return inside;
    }
    skip();
    const std::string_view rest = text_.substr(at_);
    if (const auto [file, length] = file_at(rest); length > 0) {
      at_ += length;
      return from_file(file);
    }
    if (!rest.empty() && ((rest[0] >= '0' && rest[0] <= '9') || rest[0] == '.')) return literal();
    return named(word());
  }

  Value literal() {
    const std::size_t begin = at_;
    const auto sign_of_exponent = [this](std::size_t at) {
      return (text_[at] == '-' || text_[at] == '+') && (text_[at - 1] == 'e' || text_[at - 1] == 'E');
    };
    while (at_ < text_.size() && (in_word(text_[at_]) || text_[at_] == '.' || sign_of_exponent(at_))) ++at_;
    const std::string_view text = text_.substr(begin, at_ - begin);
    try {
      return parse_number(text, "number");
    } catch (const UsageError&) {
      refuse("'" + std::string(text) + "' is no finite number; a name may not begin with a digit");
    }
  }

  std::string word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && in_word(text_[at_])) ++at_;
    if (begin == at_) fail("a latent");
    return std::string(text_.substr(begin, at_ - begin));
  }

  const ClassPrior& class_prior(const std::string& name) const {
    if (scope_.classes == nullptr || scope_.classes->empty())
      refuse("class:" + name +
             " is of no class that is known; expected --class-priors FILE.json, as ganscope " +
             "classes and adapt write it");
    return class_called(*scope_.classes, name);
  }

  /// "+0.5s" behind a class, or nothing.
  std::optional<double> deviations() {
    const std::size_t before = at_;
    const bool plus = take("+");
    if (plus || take("-") || take(kMinusSign)) {
      skip();
      const std::size_t begin = at_;
      while (at_ < text_.size() && ((text_[at_] >= '0' && text_[at_] <= '9') || text_[at_] == '.')) ++at_;
      const std::string_view digits = text_.substr(begin, at_ - begin);
      const bool ends =
          at_ < text_.size() && text_[at_] == 's' && (at_ + 1 == text_.size() || !in_word(text_[at_ + 1]));
      if (!digits.empty() && ends) {
        ++at_;
        return (plus ? 1 : -1) * parse_number(digits, "deviations");
      }
    }
    at_ = before;
    return std::nullopt;
  }

  Value of_class() {
    skip();
    const ClassPrior& prior = class_prior(word());
    if (take("~")) {
      skip();
      return drawn_class_latent(prior, parse_seed(word()));
    }
    return class_latent(prior, deviations().value_or(0));
  }

  Value named(const std::string& name) {
    if (name == "class" && take(":")) return of_class();
    if (name == "seed" && take(":")) {
      skip();
      const std::string digits = word();
      return seeded_latent(scope_.space, parse_seed(digits));
    }
    skip();
    if (at_ < text_.size() && text_[at_] == '(') return call(name);
    for (const Anchor& anchor : scope_.anchors)
      if (anchor.name == name) {
        used_names_ = true;
        return anchor.latent;
      }
    std::vector<std::string> known;
    for (const Anchor& anchor : scope_.anchors) known.push_back(anchor.name);
    known.insert(known.end(), {"seed:N", "FILE.json", "FILE.npy", "FILE.npz"});
    const UsageError unknown = unknown_name("latent", name, known);
    // A misspelled name with blanks would otherwise be told by its first word alone.
    if (ends_as_latent_file(text_))
      refuse("there is no such file, and as an expression: " + std::string(unknown.what()));
    throw unknown;
  }

  Value from_file(const FileReference& file) const {
    const std::vector<Anchor> found = read_anchor_file(file.path, scope_.space);
    std::vector<std::string> names;
    for (const Anchor& anchor : found) {
      if (anchor.name == file.name) return anchor.latent;
      names.push_back(anchor.name);
    }
    if (!file.name.empty()) throw unknown_name("latent of " + file.path + ":", file.name, names);
    if (found.size() > 1)
      refuse(file.path + " holds " + std::to_string(found.size()) +
             " latents; expected one of them, such as " + file.path + "#" + names[0] +
             "; valid: " + join(names, ", "));
    return found[0].latent;
  }

  std::vector<Value> arguments() {
    expect("(");
    std::vector<Value> out;
    do out.push_back(sum());
    while (take(","));
    expect(")");
    return out;
  }

  Value call(const std::string& name) {
    const std::vector<std::string>& words = expression_words();
    if (name == "seed" || std::find(words.begin(), words.end(), name) == words.end())
      throw unknown_name("function", name, {words.begin() + 1, words.end()});
    std::vector<Value> given = arguments();
    const auto wants = [&](std::size_t count) {
      if (given.size() != count)
        refuse(name + " has " + counted(static_cast<std::int64_t>(given.size()), "argument") + "; expected " +
               std::to_string(count));
    };
    if (name == "mean") {
      std::vector<Latent> latents;
      for (Value& value : given) latents.push_back(latent(std::move(value)));
      return mean(latents);
    }
    if (name == "typical") {
      wants(1);
      return at_typical_radius(scope_.space, latent(std::move(given[0])));
    }
    if (name == "e") {
      wants(1);
      return coordinate(number(given[0]));
    }
    wants(3);
    const auto between = name == "lerp" ? lerp : slerp;
    return between(latent(std::move(given[0])), latent(std::move(given[1])), number(given[2]));
  }

  Latent coordinate(double i) const {
    if (i != std::floor(i) || i < 1 || i > scope_.space.size)
      refuse("e(" + exact_number(i) + "); expected a coordinate from 1 to " +
             std::to_string(scope_.space.size));
    Latent out(static_cast<std::size_t>(scope_.space.size), 0.0);
    out[static_cast<std::size_t>(i) - 1] = 1;
    return out;
  }

  std::string_view text_;
  const LatentScope& scope_;
  std::size_t at_ = 0;
  int nesting_ = 0;
  bool used_names_ = false;
};

/// The latent with its text, where that means the same everywhere.
Anchor parsed(std::string name, std::string_view text, const LatentScope& scope) {
  Parser parser(trim(text), scope);
  Latent latent = parser.whole();
  if (parser.used_names()) return {std::move(name), std::move(latent)};
  // A file goes by its bare name only where it stands alone; inside typical(...) it needs its quotes.
  const std::optional<FileReference> file = existing_file(trim(text));
  return {std::move(name), std::move(latent), file ? reference_text(*file) : std::string(trim(text))};
}

/// The parts of a list: commas inside brackets and quotes don't count.
std::vector<std::string_view> list_parts(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  char quote = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && quote != 0) {
      if (text[i] == quote) quote = 0;
      continue;
    }
    if (i == text.size() || (text[i] == ',' && depth == 0)) {
      parts.push_back(trim(text.substr(begin, i - begin)));
      begin = i + 1;
    } else if (text[i] == '\'' || text[i] == '"') {
      quote = text[i];
    } else {
      depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    }
  }
  return parts;
}

/// "seed:1..8" or "class:7~1..8": what stands before the seeds, and the first and last of them.
struct SeedRange {
  std::string before;
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};
std::optional<SeedRange> seed_range(std::string_view part) {
  const std::size_t dots = part.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  std::size_t begin = 5;
  if (part.starts_with("class:")) begin = part.find('~') + 1;
  if ((!part.starts_with("seed:") && begin == 0) || begin > dots ||
      (!part.starts_with("seed:") && !part.starts_with("class:")))
    return std::nullopt;
  const std::uint64_t first = parse_seed(part.substr(begin, dots - begin));
  const std::uint64_t last = parse_seed(part.substr(dots + 2));
  if (last < first || last - first >= kMostLatents)
    throw out_of_range("seed range", "'" + std::string(part) + "'",
                       "a first seed, a later last one, at most " + std::to_string(kMostLatents) +
                           " in all, such as seed:1..8");
  return SeedRange{std::string(part.substr(0, begin)), first, last};
}

/// Where the = of "name = expression" stands.
std::size_t assignment_at(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && (in_word(text[at]) || blank(text[at]))) ++at;
  return at < text.size() && text[at] == '=' ? at : std::string_view::npos;
}

void add_part(std::string_view part, const LatentScope& scope, std::vector<Anchor>& out) {
  if (!existing_file(part) && assignment_at(part) != std::string_view::npos) {
    out.push_back(parse_assignment(part, scope));
  } else if (const auto range = seed_range(part)) {
    for (std::uint64_t seed = range->first; seed <= range->last; ++seed) {
      const std::string text = range->before + std::to_string(seed);
      out.push_back(parsed(text, text, scope));
    }
  } else if (const std::optional<FileReference> file = whole_file(part); file && file->name.empty()) {
    for (Anchor& anchor : read_anchor_file(file->path, scope.space)) {
      anchor.text = reference_text({file->path, anchor.name});
      out.push_back(std::move(anchor));
    }
  } else {
    out.push_back(parsed(std::string(part), part, scope));
  }
}

}  // namespace

const std::vector<std::string>& expression_words() {
  static const std::vector<std::string> words{"seed", "mean", "typical", "lerp", "slerp", "e"};
  return words;
}

Latent parse_latent(std::string_view text, const LatentScope& scope) {
  return Parser(trim(text), scope).whole();
}

std::vector<Anchor> parse_latents(std::string_view text, const LatentScope& scope) {
  std::vector<Anchor> out;
  const bool one_file = existing_file(trim(text)).has_value();
  for (const std::string_view part : one_file ? std::vector{trim(text)} : list_parts(text)) {
    if (part.empty())
      throw UsageError("latents '" + std::string(text) + "': a place between commas is empty; expected " +
                       "latents such as seed:1,seed:2");
    std::vector<Anchor> known = out;  // what was named last is found first
    std::reverse(known.begin(), known.end());
    known.insert(known.end(), scope.anchors.begin(), scope.anchors.end());
    add_part(part, {scope.space, known, scope.classes}, out);
    if (out.size() > kMostLatents)
      throw UsageError("latents '" + std::string(text) + "': more than " + std::to_string(kMostLatents));
  }
  return out;
}

Anchor parse_assignment(std::string_view text, const LatentScope& scope) {
  const std::size_t equals = assignment_at(trim(text));
  if (equals == std::string_view::npos)
    throw UsageError("'" + std::string(text) + "' has no name; expected such as 'smile = a - b'");
  const std::string_view body = trim(text);
  const std::string name(trim(body.substr(0, equals)));
  if (!is_anchor_name(name))
    throw UsageError("'" + name +
                     "' cannot be a latent's name; expected letters, digits and _, not beginning " +
                     "with a digit and none of " + join(expression_words(), ", "));
  return parsed(name, body.substr(equals + 1), scope);
}

}  // namespace ganscope
