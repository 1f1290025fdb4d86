#include "engine/models/resolved_weights.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <set>

#include "core/error.hpp"
#include "engine/models/finite_tensor.hpp"

namespace ganscope {
namespace {

constexpr std::size_t kMostListed = 6;

/// Where a weight's numbers come from.
struct Source {
  enum class Kind { as_is, spectral, weight_norm };
  Kind kind = Kind::as_is;
  std::size_t first = 0;               ///< the tensor itself, the undivided weight, or g
  std::size_t second = 0;              ///< u, or v of weight norm
  std::optional<std::size_t> third{};  ///< v of spectral norm
};

std::vector<double> read_numbers(const TensorFile& file, std::size_t index) {
  const RawTensor raw = file.read(index);
  check_finite(raw, file.name());
  return raw.doubles();
}

/// A weight as a matrix whose rows are counted by dimension `dim`.
class Matrix {
 public:
  Matrix(const std::vector<double>& values, const TensorShape& shape, std::size_t dim) : values_(values) {
    for (std::size_t i = 0; i < dim; ++i) outer_ *= static_cast<std::size_t>(shape[i]);
    rows_ = static_cast<std::size_t>(shape[dim]);
    for (std::size_t i = dim + 1; i < shape.size(); ++i) inner_ *= static_cast<std::size_t>(shape[i]);
  }

  [[nodiscard]] double product(const std::vector<double>& u, const std::vector<double>& v) const {
    double sum = 0;
    each([&](std::size_t row, std::size_t column, double value) { sum += u[row] * value * v[column]; });
    return sum;
  }
  /// W' u of length 1.
  [[nodiscard]] std::vector<double> direction(const std::vector<double>& u) const {
    std::vector<double> v(outer_ * inner_);
    each([&](std::size_t row, std::size_t column, double value) { v[column] += u[row] * value; });
    double square = 0;
    for (const double number : v) square += number * number;
    for (double& number : v) number /= std::max(std::sqrt(square), 1e-12);
    return v;
  }

 private:
  template <class Do>
  void each(const Do& action) const {
    std::size_t at = 0;
    for (std::size_t o = 0; o < outer_; ++o)
      for (std::size_t row = 0; row < rows_; ++row)
        for (std::size_t i = 0; i < inner_; ++i) action(row, o * inner_ + i, values_[at++]);
  }

  const std::vector<double>& values_;
  std::size_t outer_ = 1, rows_ = 1, inner_ = 1;
};

RawTensor as_f32(const TensorInfo& info, const std::vector<double>& values) {
  RawTensor out{.name = info.name, .type = NumberType::f32, .shape = info.shape, .bytes = {}};
  out.bytes.resize(values.size() * sizeof(float));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto number = static_cast<float>(values[i]);
    std::memcpy(out.bytes.data() + i * sizeof number, &number, sizeof number);
  }
  return out;
}

/// How u and v may lie along a weight of that shape: the dimensions that u counts.
std::vector<std::size_t> fitting_dimensions(const TensorShape& weight, const TensorShape& u,
                                            const TensorShape* v) {
  std::vector<std::size_t> out;
  const std::optional<std::int64_t> count = element_count(weight);
  if (weight.empty() || !count || *count == 0 || u.size() != 1) return out;
  for (std::size_t dim = 0; dim < std::min<std::size_t>(2, weight.size()); ++dim)
    if (weight[dim] == u[0] && (v == nullptr || (v->size() == 1 && (*v)[0] == *count / u[0])))
      out.push_back(dim);
  return out;
}

/// g has as many dimensions as v and in each as many numbers or one; or it is a single number.
bool fits_weight_norm(const TensorShape& g, const TensorShape& v) {
  const std::optional<std::int64_t> numbers = element_count(g);
  if (!numbers || v.empty() || !element_count(v) || *element_count(v) == 0) return false;
  if (g.size() != v.size()) return *numbers == 1;
  for (std::size_t i = 0; i < g.size(); ++i)
    if (g[i] != 1 && g[i] != v[i]) return false;
  return true;
}

class ResolvedFile final : public TensorFile {
 public:
  explicit ResolvedFile(std::unique_ptr<TensorFile> file) : file_(std::move(file)), notes_(file_->notes()) {
    find_parts();
    const std::vector<TensorInfo>& all = file_->tensors();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (const auto made = made_.find(i); made != made_.end()) {
        infos_.push_back(made->second.first);
        sources_.push_back(made->second.second);
      }
      if (parts_.contains(i)) continue;
      infos_.push_back(all[i]);
      sources_.push_back({.first = i});
    }
    tell("spectral norm", spectral_);
    tell("weight norm", weight_norm_);
  }

  const std::string& name() const override { return file_->name(); }
  std::string_view container() const override { return file_->container(); }
  const std::vector<TensorInfo>& tensors() const override { return infos_; }
  const std::vector<std::string>& notes() const override { return notes_; }
  std::optional<std::string> card() const override { return file_->card(); }
  RawTensor read(std::size_t index) const override {
    const Source& source = sources_.at(index);
    if (source.kind == Source::Kind::as_is) return file_->read(source.first);
    return source.kind == Source::Kind::spectral ? divided(source, infos_[index])
                                                 : scaled(source, infos_[index]);
  }

 private:
  void find_parts() {
    for (std::size_t i = 0; i < file_->tensors().size(); ++i) places_.emplace(file_->tensors()[i].name, i);
    for (const auto& [part, place] : places_) {
      constexpr std::string_view kOld = "_orig";
      constexpr std::string_view kOldLength = "_g";
      constexpr std::string_view kNew = ".original";
      constexpr std::string_view kNewLength = ".original0";
      if (part.ends_with(kOld)) {
        const std::string name = part.substr(0, part.size() - kOld.size());
        add_spectral(name, place, name + "_u", name + "_v");
      } else if (part.ends_with(kOldLength)) {
        const std::string name = part.substr(0, part.size() - kOldLength.size());
        add_weight_norm(name, place, name + "_v");
      } else if (part.ends_with(kNew)) {
        const std::string inside = part.substr(0, part.size() - kNew.size());
        if (const auto name = parametrized(inside); name && !other_parametrization(inside))
          add_spectral(*name, place, inside + ".0._u", inside + ".0._v");
      } else if (part.ends_with(kNewLength)) {
        const std::string inside = part.substr(0, part.size() - kNewLength.size());
        if (const auto name = parametrized(inside); name && !other_parametrization(inside))
          add_weight_norm(*name, place, inside + ".original1");
      }
    }
  }

  /// "main.0.weight" of "main.0.parametrizations.weight".
  static std::optional<std::string> parametrized(const std::string& inside) {
    constexpr std::string_view kWord = "parametrizations.";
    const std::size_t at = inside.rfind(kWord);
    if (at == std::string::npos || (at > 0 && inside[at - 1] != '.')) return std::nullopt;
    if (inside.find('.', at + kWord.size()) != std::string::npos) return std::nullopt;
    return inside.substr(0, at) + inside.substr(at + kWord.size());
  }
  /// A second one on top of the first, which may be anything.
  [[nodiscard]] bool other_parametrization(const std::string& inside) const {
    const auto next = places_.lower_bound(inside + ".1");
    return next != places_.end() && next->first.starts_with(inside + ".1.");
  }

  [[nodiscard]] const TensorInfo& info(std::size_t index) const { return file_->tensors()[index]; }
  [[nodiscard]] bool readable(std::initializer_list<std::optional<std::size_t>> tensors) const {
    return std::all_of(tensors.begin(), tensors.end(), [this](const std::optional<std::size_t>& tensor) {
      return !tensor || info(*tensor).type != NumberType::other;
    });
  }
  [[nodiscard]] std::optional<std::size_t> place(const std::string& name) const {
    const auto found = places_.find(name);
    if (found == places_.end()) return std::nullopt;
    return found->second;
  }

  void add_spectral(const std::string& name, std::size_t weight, const std::string& u, const std::string& v) {
    const std::optional<std::size_t> left = place(u);
    const std::optional<std::size_t> right = place(v);
    if (!left || !readable({weight, left, right})) return;
    if (place(name)) {
      // Versions before 1.0 kept the divided weight beside its parts.
      parts_.insert({weight, *left});
      if (right) parts_.insert(*right);
      return;
    }
    const TensorShape& shape = info(weight).shape;
    if (fitting_dimensions(shape, info(*left).shape, right ? &info(*right).shape : nullptr).empty()) {
      notes_.push_back("'" + shown(info(weight).name) +
                       "' looks like spectral norm, but its u and v don't fit it");
      return;
    }
    take(name, weight, {Source::Kind::spectral, weight, *left, right}, shape);
    spectral_.push_back(name);
  }

  void add_weight_norm(const std::string& name, std::size_t length, const std::string& direction) {
    const std::optional<std::size_t> v = place(direction);
    if (!v || place(name) || !readable({length, v})) return;
    if (!fits_weight_norm(info(length).shape, info(*v).shape)) return;
    take(name, length, {Source::Kind::weight_norm, length, *v, {}}, info(*v).shape);
    weight_norm_.push_back(name);
  }

  void take(const std::string& name, std::size_t at, Source source, const TensorShape& shape) {
    parts_.insert({source.first, source.second});
    if (source.third) parts_.insert(*source.third);
    made_.emplace(at, std::pair{TensorInfo{.name = name, .type = NumberType::f32, .shape = shape}, source});
  }

  void tell(const char* norm, const std::vector<std::string>& names) {
    if (names.empty()) return;
    std::string text = std::string("took what ") + norm + " makes of its parts as ";
    for (std::size_t i = 0; i < std::min(names.size(), kMostListed); ++i)
      text += (i > 0 ? ", " : "") + shown(names[i]);
    if (names.size() > kMostListed) text += " and " + std::to_string(names.size() - kMostListed) + " more";
    notes_.push_back(std::move(text));
  }

  [[nodiscard]] RawTensor divided(const Source& source, const TensorInfo& made) const {
    std::vector<double> weight = read_numbers(*file_, source.first);
    const std::vector<double> u = read_numbers(*file_, source.second);
    const std::vector<double> known =
        source.third ? read_numbers(*file_, *source.third) : std::vector<double>{};
    double sigma = 0;
    for (const std::size_t dim : fitting_dimensions(made.shape, info(source.second).shape,
                                                    source.third ? &info(*source.third).shape : nullptr)) {
      const Matrix matrix(weight, made.shape, dim);
      const double found = matrix.product(u, source.third ? known : matrix.direction(u));
      if (std::abs(found) > std::abs(sigma)) sigma = found;
    }
    if (sigma == 0)
      throw Error(name() + ": tensor '" + shown(made.name) + "' is under spectral norm with a sigma of 0; " +
                  "expected weights that were trained");
    for (double& number : weight) number /= sigma;
    return as_f32(made, weight);
  }

  [[nodiscard]] RawTensor scaled(const Source& source, const TensorInfo& made) const {
    const std::vector<double> g = read_numbers(*file_, source.first);
    std::vector<double> v = read_numbers(*file_, source.second);
    const TensorShape& lengths = info(source.first).shape;
    // Which number of g belongs to each number of v.
    std::vector<std::size_t> strides(made.shape.size(), 0);
    std::size_t stride = 1;
    for (std::size_t i = made.shape.size(); i > 0; --i) {
      if (lengths.size() != made.shape.size() || lengths[i - 1] == 1) continue;
      strides[i - 1] = stride;
      stride *= static_cast<std::size_t>(lengths[i - 1]);
    }
    const auto of = [&](std::size_t number) {
      std::size_t at = 0;
      for (std::size_t i = made.shape.size(); i > 0; --i) {
        const auto size = static_cast<std::size_t>(made.shape[i - 1]);
        at += number % size * strides[i - 1];
        number /= size;
      }
      return at;
    };
    std::vector<double> squares(g.size());
    for (std::size_t i = 0; i < v.size(); ++i) squares[of(i)] += v[i] * v[i];
    for (std::size_t i = 0; i < v.size(); ++i)
      if (const std::size_t at = of(i); squares[at] > 0) v[i] *= g[at] / std::sqrt(squares[at]);
    return as_f32(made, v);
  }

  std::unique_ptr<TensorFile> file_;
  std::vector<std::string> notes_;
  std::map<std::string, std::size_t> places_;                  ///< of the file's tensors, by name
  std::set<std::size_t> parts_;                                ///< the file's tensors that others stand for
  std::map<std::size_t, std::pair<TensorInfo, Source>> made_;  ///< by the place of their first part
  std::vector<std::string> spectral_, weight_norm_;
  std::vector<TensorInfo> infos_;
  std::vector<Source> sources_;
};

}  // namespace

std::unique_ptr<TensorFile> with_resolved_weights(std::unique_ptr<TensorFile> file) {
  return std::make_unique<ResolvedFile>(std::move(file));
}

}  // namespace ganscope
