#include "engine/latent/numpy_header.hpp"

#include <limits>

#include "core/error.hpp"

namespace ganscope {
namespace {

constexpr std::size_t kMostDimensions = 32;  // NumPy's own limit of long

/// Reads the one kind of dictionary that a header is.
class HeaderReader {
 public:
  explicit HeaderReader(std::string_view text) : text_(text) {}

  NumpyHeader read() {
    expect('{');
    while (!take('}')) {
      const std::string key = quoted();
      expect(':');
      value_of(key);
      if (!take(',')) {
        expect('}');
        break;
      }
    }
    skip();
    if (at_ < text_.size()) fail("its end");
    if (!has_type_ || !has_order_ || !has_shape_)
      throw Error("its header has no " + std::string(!has_type_    ? "'descr'"
                                                     : !has_order_ ? "'fortran_order'"
                                                                   : "'shape'"));
    return std::move(header_);
  }

 private:
  [[noreturn]] void fail(const std::string& expected) const {
    throw Error("its header is not as NumPy writes it: expected " + expected + " at byte " +
                std::to_string(at_));
  }
  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
  }
  [[nodiscard]] bool take(char wanted) {
    skip();
    if (at_ >= text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  void expect(char wanted) {
    if (!take(wanted)) fail(std::string("'") + wanted + "'");
  }
  [[nodiscard]] bool take_word(std::string_view word) {
    skip();
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  std::string quoted() {
    skip();
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    if (quote != '\'' && quote != '"') fail("a text in quotes");
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) fail("a text in quotes");
    std::string out(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return out;
  }

  void once(bool& seen, const std::string& key) const {
    if (seen) throw Error("its header has '" + key + "' twice");
    seen = true;
  }

  void value_of(const std::string& key) {
    if (key == "descr") {
      once(has_type_, key);
      skip();
      if (at_ < text_.size() && text_[at_] == '[')
        throw Error("it holds records with fields; expected plain f32 or f64 numbers");
      header_.type = quoted();
    } else if (key == "fortran_order") {
      once(has_order_, key);
      header_.fortran_order = take_word("True");
      if (!header_.fortran_order && !take_word("False")) fail("True or False");
    } else if (key == "shape") {
      once(has_shape_, key);
      shape();
    } else {
      throw Error("its header has the unknown entry '" + key.substr(0, 40) + "'");
    }
  }

  void shape() {
    expect('(');
    while (!take(')')) {
      if (header_.shape.size() == kMostDimensions)
        throw Error("it has more than " + std::to_string(kMostDimensions) + " dimensions");
      header_.shape.push_back(size());
      if (!take(',')) {
        expect(')');
        break;
      }
    }
  }

  std::size_t size() {
    skip();
    const std::size_t begin = at_;
    std::size_t value = 0;
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
      const auto digit = static_cast<std::size_t>(text_[at_] - '0');
      if (value > (std::numeric_limits<std::size_t>::max() - digit) / 10)
        throw Error("its header has a size beyond all bounds");
      value = 10 * value + digit;
    }
    if (begin == at_) fail("a size");
    if (at_ < text_.size() && text_[at_] == 'L') ++at_;  // Python 2 wrote 3L
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  NumpyHeader header_;
  bool has_type_ = false;
  bool has_order_ = false;
  bool has_shape_ = false;
};

}  // namespace

NumpyHeader parse_numpy_header(std::string_view text) { return HeaderReader(text).read(); }

}  // namespace ganscope
