#pragma once
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <glm/vec2.hpp>

#include "engine/latent/grid_motion.hpp"
#include "engine/latent/grid_text.hpp"
#include "engine/latent/image_plan.hpp"
#include "engine/latent/path.hpp"
#include "exchange/image_config.hpp"

namespace ganscope {

/// Where a window's visitor is in latent space: the anchors, the path through them or an endless walk, the
/// position on it, what was drawn or dragged off it, and the grid. Latents only: knows no images.
class ImageTour {
 public:
  /// Nowhere: no latent at all.
  ImageTour() = default;
  /// Where the configuration begins: at the start of the path, further on, on a walk, or off the path.
  /// Anchors are the configuration's, or two seeds. Throws Error when they don't fit the space.
  ImageTour(const ImageConfig& config, const LatentSpace& space);

  [[nodiscard]] const LatentSpace& space() const { return space_; }
  [[nodiscard]] const ImageConfig& config() const { return config_; }
  /// Each as it is used: one beyond a uniform prior's bounds is reflected into them.
  [[nodiscard]] const std::vector<Anchor>& anchors() const { return anchors_; }
  /// This anchor was beyond the bounds.
  [[nodiscard]] bool brought_inside(std::size_t index) const {
    return index < anchors_.size() && inside_.contains(anchors_[index].name);
  }
  /// The names of those that came to be so since this was asked last.
  [[nodiscard]] std::vector<std::string> take_brought_inside() { return std::exchange(new_inside_, {}); }
  /// In force; a circle through more than two anchors is made of arcs.
  [[nodiscard]] PathKind path() const;
  [[nodiscard]] GridKind grid_kind() const { return config_.grid.value_or(GridKind::plane); }
  [[nodiscard]] double position() const { return position_; }
  [[nodiscard]] double grid_position() const { return grid_position_; }
  [[nodiscard]] bool exploring() const { return walk_ != nullptr; }
  [[nodiscard]] bool off_path() const { return free_.has_value(); }
  /// Of the anchors on the path.
  [[nodiscard]] std::vector<double> anchor_positions() const;
  [[nodiscard]] Latent current() const;
  /// How the current latent is written, where that is known.
  [[nodiscard]] std::string current_text() const;
  /// Where the walk began and its seed, while exploring.
  struct Walk {
    Anchor start;
    std::uint64_t seed = 0;
  };
  [[nodiscard]] const std::optional<Walk>& walk() const { return walked_; }
  /// The grid's own anchors: those of the tour, and seeds where they are too few.
  [[nodiscard]] std::vector<Anchor> corners() const;
  /// Where a cell is and how it is written, a line each; "" beyond the grid and for an empty place.
  [[nodiscard]] std::string cell_text(int row, int column) const;

  struct Strip {
    std::vector<Latent> latents;
    std::vector<double> positions;
  };
  /// The path's latents around the position, at fixed places that many frames share; none without a path.
  [[nodiscard]] Strip strip(int count) const;
  /// Shared until it changes.
  [[nodiscard]] const std::shared_ptr<const std::vector<Latent>>& grid() const { return shown_grid_; }
  [[nodiscard]] int rows() const { return grid_.rows; }
  [[nodiscard]] int columns() const { return grid_.columns; }

  // What a person does. Those that can fail throw Error and change nothing.

  /// New choices about path and grid; anchors stay.
  void configure(const ImageConfig& config);
  void move_to(double position);
  void move_by(double laps);
  void move_grid_to(double position);
  /// Throws Error where this grid cannot be moved.
  void plan_grid_motion();
  /// To the nearest anchor (0), or the next (+1) or previous (-1) one.
  void snap(int by);
  void return_to_path();
  void generate();
  void toggle_explore();
  /// The current latent becomes an anchor.
  void add_current();
  /// 'name = expression' or an expression, see parse_latents().
  void add(const std::string& text);
  struct Loaded {
    std::size_t count = 0;
    std::string model;  ///< that the file says they are of, "" for none
  };
  /// Those of a file.
  Loaded load(const std::string& path);
  /// Anchors of another tour of the same space, with its choice of path: in the place of those here, or
  /// behind them.
  void take(const std::vector<Anchor>& anchors, std::optional<PathKind> path, bool instead);
  void add_cell(int row, int column);
  void rename(std::size_t index, const std::string& name);
  void move_anchor(std::size_t from, std::size_t to);
  void erase(std::size_t index);
  void go_to(std::size_t index);
  /// Moves the current latent along two local directions by so many radians; `begins` a new stroke.
  void drag(glm::vec2 by, bool begins);
  void set_number(std::size_t index, double value);

 private:
  /// Paths and grid for these anchors, or nothing at all when they don't fit.
  void plan(std::vector<Anchor> anchors, const ImageConfig& config);
  void include(Anchor anchor);
  void leave_path(Latent latent, std::string text);
  void begin_walk(Anchor start, std::uint64_t seed);
  void end_walk();
  [[nodiscard]] CellPlace place_of(int row, int column) const;
  /// Nothing for a place beyond the grid, or one that is empty.
  [[nodiscard]] std::optional<std::size_t> cell_index(int row, int column) const;
  [[nodiscard]] std::string free_name(const std::string& wanted) const;
  [[nodiscard]] const LatentPath* way() const { return walk_ ? walk_.get() : path_.get(); }

  ImageConfig config_;
  LatentSpace space_;
  std::vector<Anchor> anchors_;
  std::set<std::string> inside_;  ///< names of those that were beyond the bounds
  std::vector<std::string> new_inside_;
  LatentPathPtr path_;          ///< nullptr without anchors
  LatentPathPtr walk_;          ///< while exploring
  std::optional<Walk> walked_;  ///< what walk_ was made from
  LatentGrid grid_;
  std::optional<GridMotion> motion_;  ///< of grid_, once it was asked for
  std::shared_ptr<const std::vector<Latent>> shown_grid_;
  double position_ = 0;
  double left_at_ = 0;  ///< where the walk left the path
  double grid_position_ = 0;
  std::optional<Latent> free_;
  std::string free_text_;
  std::uint64_t drawn_ = 0;  ///< samples and walks so far: each has its own seed

  struct Stroke {
    Latent from;
    std::vector<Latent> directions;
    glm::vec2 offset{0, 0};
  };
  std::optional<Stroke> stroke_;
};

}  // namespace ganscope
