#include "engine/latent/grid_text.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/text.hpp"

namespace ganscope {
namespace {

std::string three_decimals(double value) { return exact_number(std::round(1000 * value) / 1000 + 0.0); }

/// In brackets where it is more than one word.
std::string grouped(const std::string& text) {
  return text.find_first_of(" +-*/") == std::string::npos ? text : "(" + text + ")";
}

/// Writes one cell's latent, either for the eye or to the last digit.
class CellWriter {
 public:
  CellWriter(const GridOptions& options, std::vector<std::string> anchors, const LatentSpace& space,
             bool exact)
      : options_(options), anchors_(std::move(anchors)), space_(space), exact_(exact) {}

  /// Empty where no expression says it.
  [[nodiscard]] std::string written(int row, int column) const {
    for (const std::string& anchor : anchors_)
      if (anchor.empty()) return {};
    const bool box = space_.is_box();
    switch (options_.kind) {
      case GridKind::plane:
        return anchors_.size() == 4 ? plane(row, column) : std::string();
      case GridKind::analogy:
        return box ? std::string() : analogy(row, column);  // what the bounds reflect is no sum
      case GridKind::local:
        return {};
      case GridKind::coordinates:
        return box ? std::string() : coordinates(row, column);
      case GridKind::anchors:
        break;
    }
    const auto i = static_cast<std::size_t>(row * options_.columns + column);
    return i < anchors_.size() ? anchors_[i] : std::string();
  }

 private:
  [[nodiscard]] std::string number(double value) const {
    return exact_ ? exact_number(value) : three_decimals(value);
  }
  [[nodiscard]] std::string between(const std::string& a, const std::string& b, double share) const {
    if (share == 0 || a == b) return a;
    if (share == 1) return b;
    const char* way = space_.is_box() ? "lerp(" : "slerp(";
    return way + a + ", " + b + ", " + number(share) + ")";
  }
  [[nodiscard]] std::string plane(int row, int column) const {
    const double down = cell_share(row, options_.rows);
    return between(between(anchors_[0], anchors_[2], down), between(anchors_[1], anchors_[3], down),
                   cell_share(column, options_.columns));
  }
  [[nodiscard]] std::string analogy(int row, int column) const {
    const auto step = [&](double share, const std::string& to) {
      if (share == 0) return std::string();
      return " + " + (share == 1 ? "" : number(share) + " * ") + "(" + grouped(to) + " - " +
             grouped(anchors_[0]) + ")";
    };
    return anchors_[0] + step(cell_share(column, options_.columns), anchors_[1]) +
           step(cell_share(row, options_.rows), anchors_[2]);
  }
  [[nodiscard]] std::string coordinates(int row, int column) const {
    const auto unit = [&](int i) {
      const std::string factor = options_.spread == 1 ? "" : number(options_.spread) + " * ";
      return factor + "e(" + std::to_string(options_.first + i - 1) + ")";
    };
    if (row == 0 && column == 0) return "0 * e(1)";
    if (row == 0) return unit(column);
    return unit(row) + (column > 0 ? " + " + unit(column) : "");
  }

  const GridOptions& options_;
  std::vector<std::string> anchors_;
  const LatentSpace& space_;
  bool exact_;
};

std::string where(const GridOptions& options, const LatentSpace& space, int row, int column) {
  if (options.kind == GridKind::anchors) return {};
  if (options.kind == GridKind::coordinates) {
    const auto unit = [&](int i) { return i > 0 ? "e_" + std::to_string(options.first + i - 1) : "0"; };
    return row > 0 && column > 0 ? unit(row) + " + " + unit(column) : unit(std::max(row, column));
  }
  if (options.kind != GridKind::local)
    return "x " + three_decimals(cell_share(column, options.columns)) + ", y " +
           three_decimals(cell_share(row, options.rows));
  const double x = options.spread * (2 * cell_share(column, options.columns, 0.5) - 1);
  const double y = options.spread * (1 - 2 * cell_share(row, options.rows, 0.5));
  return "x " + three_decimals(x) + ", y " + three_decimals(y) +
         (space.is_box() ? " steps from the centre" : " rad from the centre");
}

}  // namespace

CellPlace cell_place(const GridOptions& options, std::span<const Anchor> anchors, const LatentSpace& space,
                     int row, int column) {
  std::vector<std::string> names;
  std::vector<std::string> texts;
  for (const Anchor& anchor : anchors) {
    names.push_back(anchor.name);
    texts.push_back(anchor.text);
  }
  return {where(options, space, row, column), CellWriter(options, names, space, false).written(row, column),
          CellWriter(options, texts, space, true).written(row, column)};
}

}  // namespace ganscope
