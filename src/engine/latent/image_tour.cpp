#include "engine/latent/image_tour.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/rng.hpp"
#include "core/text.hpp"
#include "engine/latent/anchor_file.hpp"
#include "engine/latent/class_priors_file.hpp"
#include "engine/latent/latent_expression.hpp"
#include "engine/latent/latent_file_name.hpp"
#include "engine/latent/leg_path.hpp"
#include "engine/latent/prior_latents.hpp"
#include "engine/latent/tour_frames.hpp"

namespace ganscope {
namespace {

constexpr std::size_t kMostAnchors = 1024;
constexpr std::size_t kCorners = 4;  ///< of the grid's plane
/// Seeds of drawn samples: small numbers that a person can say again.
constexpr std::uint64_t kMostSampleSeed = 1'000'000;

/// The corners of a plane that has too few anchors come from seeds.
std::vector<Anchor> with_corners(std::vector<Anchor> anchors, const ImageConfig& config,
                                 const LatentSpace& space) {
  const GridKind kind = config.grid.value_or(GridKind::plane);
  const std::size_t wanted = kind == GridKind::plane         ? kCorners
                             : kind == GridKind::analogy     ? 3
                             : kind == GridKind::coordinates ? 0
                                                             : 1;
  for (std::uint64_t seed = config.seed + 1; anchors.size() < wanted; ++seed) {
    const std::string text = "seed:" + std::to_string(seed);
    const bool there =
        std::any_of(anchors.begin(), anchors.end(), [&](const Anchor& a) { return a.text == text; });
    if (!there) anchors.push_back({text, seeded_latent(space, seed), text});
  }
  return anchors;
}

}  // namespace

ImageTour::ImageTour(const ImageConfig& config, const LatentSpace& space) : space_(space) {
  check_label(config, space);
  ImageConfig lasting = config;  // without what says only where to begin
  lasting.at = lasting.moved = 0;
  lasting.explore.reset();
  lasting.latent.clear();
  plan(tour_anchors(config, space), lasting);
  if (config.moved != 0) move_grid_to(config.moved);
  if (config.explore) begin_walk(planned_start(config, anchors_, space), *config.explore);
  move_to(config.at);
  if (config.explore || config.latent.empty()) return;
  Anchor shown = planned_start(config, anchors_, space);
  leave_path(std::move(shown.latent), std::move(shown.text));
}

void ImageTour::plan(std::vector<Anchor> anchors, const ImageConfig& config) {
  // What path and grid visit is what is shown, kept and calculated with.
  std::set<std::string> inside;
  std::vector<std::string> news;
  for (Anchor& anchor : anchors) {
    Latent used = reflected(space_, anchor.latent);
    const bool moves = used != anchor.latent;
    const bool was = inside_.contains(anchor.name) &&
                     std::any_of(anchors_.begin(), anchors_.end(), [&](const Anchor& old) {
                       return old.name == anchor.name && old.latent == anchor.latent;
                     });
    if (moves) news.push_back(anchor.name);
    if (moves || was) inside.insert(anchor.name);
    anchor.latent = std::move(used);
  }
  ImageConfig planned = config;
  if (anchors.size() > 2 && planned.path == PathKind::circle) planned.path = PathKind::arcs;
  LatentPathPtr path = anchors.empty() ? nullptr : planned_path(planned, anchors, space_);
  planned.grid = config.grid.value_or(GridKind::plane);
  LatentGrid grid = planned_grid(planned, with_corners(anchors, config, space_), space_);
  const bool same_grid = grid.cells == grid_.cells;
  path_ = std::move(path);
  grid_ = std::move(grid);
  motion_.reset();
  anchors_ = std::move(anchors);
  inside_ = std::move(inside);
  new_inside_.insert(new_inside_.end(), news.begin(), news.end());
  config_ = config;
  if (same_grid) return;
  grid_position_ = 0;
  shown_grid_ = std::make_shared<const std::vector<Latent>>(grid_.cells);
}

std::vector<Anchor> ImageTour::corners() const {
  ImageConfig planned = config_;
  planned.grid = grid_kind();
  return used_anchors(planned, with_corners(anchors_, config_, space_));
}

std::optional<std::size_t> ImageTour::cell_index(int row, int column) const {
  if (row < 0 || column < 0 || row >= grid_.rows || column >= grid_.columns) return std::nullopt;
  const auto index = static_cast<std::size_t>(row * grid_.columns + column);
  return index < grid_.cells.size() ? std::optional(index) : std::nullopt;
}

CellPlace ImageTour::place_of(int row, int column) const {
  return cell_place(grid_options(config_, grid_kind()), corners(), space_, row, column);
}

std::string ImageTour::cell_text(int row, int column) const {
  if (!cell_index(row, column)) return {};
  const CellPlace place = place_of(row, column);
  if (grid_position_ == 0)
    return place.where + (place.where.empty() || place.shown.empty() ? "" : "\n") + place.shown;
  return place.where + (place.where.empty() ? "" : ", ") + "moved by " +
         exact_number(std::round(1000 * grid_position_) / 1000) + " laps";
}

PathKind ImageTour::path() const {
  const PathKind kind = path_kind(config_, anchors_.size());
  return kind == PathKind::circle && anchors_.size() > 2 ? PathKind::arcs : kind;
}

std::vector<double> ImageTour::anchor_positions() const {
  return walk_ || !path_ ? std::vector<double>() : path_->anchor_positions();
}

Latent ImageTour::current() const {
  if (free_) return *free_;
  if (way() != nullptr) return way()->at(position_);
  return Latent(static_cast<std::size_t>(space_.size), 0.0);
}

std::string ImageTour::current_text() const {
  if (free_) return free_text_;
  if (walk_ || !path_) return {};
  const std::vector<double>& at = path_->anchor_positions();
  for (std::size_t i = 0; i < at.size(); ++i)
    if (lap_share(position_) == at[i] && path_->at(at[i]) == anchors_[i].latent) return anchors_[i].text;
  return {};
}

ImageTour::Strip ImageTour::strip(int count) const {
  Strip out;
  if (way() == nullptr) return out;
  // Whole parts of a lap, so that the places are the same in every lap.
  const double parts = walk_ ? 1 / kWalkReach : std::max(2.0, std::round(1 / config_.reach));
  const double middle = std::round(position_ * parts);
  for (int i = -count / 2; i <= count / 2; ++i) {
    out.positions.push_back((middle + i) / parts);
    out.latents.push_back(way()->at(out.positions.back()));
  }
  return out;
}

void ImageTour::configure(const ImageConfig& config) {
  check_label(config, space_);
  plan(anchors_, config);
}

void ImageTour::move_to(double position) {
  if (way() == nullptr) return;  // nowhere to go: what is shown stays
  free_.reset();
  // A closed path is the same in every lap; the walk goes on.
  position_ = walk_ ? position : lap_share(position);
}

void ImageTour::move_by(double laps) { move_to(position_ + laps); }

void ImageTour::plan_grid_motion() {
  if (!motion_) motion_.emplace(grid_, space_, config_.seed);
}

void ImageTour::move_grid_to(double position) {
  const double lap = lap_share(position);
  if (lap != 0) plan_grid_motion();
  shown_grid_ = std::make_shared<const std::vector<Latent>>(lap == 0 ? grid_.cells : motion_->at(lap).cells);
  grid_position_ = lap;
}

void ImageTour::snap(int by) {
  if (walk_) {
    const double here = std::round(position_);
    move_to(by == 0 ? here : by > 0 ? std::floor(position_) + 1 : std::ceil(position_) - 1);
    return;
  }
  if (!path_) return;
  constexpr double kHere = 1e-9;
  const std::vector<double>& at = path_->anchor_positions();
  double best = 2;
  double target = position_;
  for (const double anchor : at) {
    // How far it is in the direction asked for, or either way.
    double away = lap_share(by < 0 ? position_ - anchor : anchor - position_);
    if (by == 0) away = std::min(away, 1 - away);
    if (by != 0 && away < kHere) away = 1;
    if (away < best) {
      best = away;
      target = anchor;
    }
  }
  move_to(target);
}

void ImageTour::return_to_path() {
  if (!path_) {
    if (!walk_) return;
    Latent here = current();
    end_walk();
    leave_path(std::move(here), {});
    return;
  }
  free_.reset();
  if (!walk_) return;
  end_walk();
  position_ = left_at_;
}

void ImageTour::leave_path(Latent latent, std::string text) {
  free_ = std::move(latent);
  free_text_ = std::move(text);
}

void ImageTour::generate() {
  Rng rng(config_.seed, "generated seeds", ++drawn_);
  const std::uint64_t seed = rng.below(kMostSampleSeed);
  stroke_.reset();
  // With classes' priors one class after the other, as everywhere.
  if (const ClassPriors classes = given_priors(config_, space_); !classes.empty()) {
    const ClassPrior& prior = classes.classes[static_cast<std::size_t>(drawn_ - 1) % classes.classes.size()];
    leave_path(drawn_class_latent(prior, seed), class_text(prior) + "~" + std::to_string(seed));
    return;
  }
  leave_path(seeded_latent(space_, seed), "seed:" + std::to_string(seed));
}

void ImageTour::toggle_explore() {
  if (walk_) {
    Latent here = current();
    return_to_path();
    leave_path(std::move(here), {});
    return;
  }
  begin_walk({"start", current(), current_text()}, config_.seed + ++drawn_);
}

void ImageTour::begin_walk(Anchor start, std::uint64_t seed) {
  if (!walk_) left_at_ = position_;
  walk_ = make_walk(start.latent, space_, seed);
  walked_ = Walk{std::move(start), seed};
  free_.reset();
  position_ = 0;
}

void ImageTour::end_walk() {
  walk_.reset();
  walked_.reset();
}

std::string ImageTour::free_name(const std::string& wanted) const {
  const auto taken = [this](const std::string& name) {
    return std::any_of(anchors_.begin(), anchors_.end(), [&](const Anchor& a) { return a.name == name; });
  };
  std::string name = wanted;
  for (int i = 2; taken(name); ++i) name = wanted + "_" + std::to_string(i);
  return name;
}

void ImageTour::include(Anchor anchor) {
  if (anchors_.size() >= kMostAnchors)
    throw Error("there are " + std::to_string(kMostAnchors) + " anchors; expected no more");
  anchor.name = free_name(anchor.name);
  std::vector<Anchor> anchors = anchors_;
  anchors.push_back(std::move(anchor));
  plan(std::move(anchors), config_);
}

void ImageTour::add_current() {
  const std::string text = current_text();
  include({text.empty() ? free_name("z" + std::to_string(anchors_.size() + 1)) : text, current(), text});
  go_to(anchors_.size() - 1);
}

void ImageTour::add(const std::string& text) {
  const ClassPriors classes = given_priors(config_, space_);
  for (Anchor& anchor : parse_latents(text, {space_, anchors_, &classes})) {
    // A long expression is no name.
    const bool plain = is_anchor_name(anchor.name) || anchor.name.starts_with("seed:");
    if (!plain) anchor.name = free_name("z" + std::to_string(anchors_.size() + 1));
    include(std::move(anchor));
  }
  go_to(anchors_.size() - 1);
}

ImageTour::Loaded ImageTour::load(const std::string& path) {
  std::vector<Anchor> anchors = anchors_;
  const AnchorFile file = open_anchor_file(path, space_);
  for (const Anchor& anchor : file.anchors) {
    Anchor named = anchor;
    named.text = reference_text({std::filesystem::absolute(path).string(), anchor.name});
    // Names of the file win, as the file's expressions use them.
    std::erase_if(anchors, [&](const Anchor& old) { return old.name == named.name; });
    anchors.push_back(std::move(named));
  }
  plan(std::move(anchors), config_);
  move_to(0);
  return {file.anchors.size(), file.model};
}

void ImageTour::take(const std::vector<Anchor>& anchors, std::optional<PathKind> path, bool instead) {
  std::vector<Anchor> all = instead ? std::vector<Anchor>() : anchors_;
  for (const Anchor& anchor : anchors) {
    if (std::find(all.begin(), all.end(), anchor) != all.end()) continue;
    all.push_back(anchor);
    if (!instead) all.back().name = free_name(anchor.name);
  }
  if (all.size() > kMostAnchors)
    throw Error("there would be " + std::to_string(all.size()) + " anchors; expected at most " +
                std::to_string(kMostAnchors));
  ImageConfig config = config_;
  config.path = path;
  plan(std::move(all), config);
  move_to(0);
}

void ImageTour::add_cell(int row, int column) {
  const std::optional<std::size_t> index = cell_index(row, column);
  if (!index || !shown_grid_) return;
  const std::string name = "cell_" + std::to_string(row + 1) + "_" + std::to_string(column + 1);
  include({name, (*shown_grid_)[*index], grid_position_ == 0 ? place_of(row, column).text : std::string()});
  go_to(anchors_.size() - 1);
}

void ImageTour::rename(std::size_t index, const std::string& name) {
  if (index >= anchors_.size() || anchors_[index].name == name) return;
  if (!is_anchor_name(name))
    throw UsageError("'" + name +
                     "' cannot be an anchor's name; expected letters, digits and _, not beginning " +
                     "with a digit");
  for (const Anchor& anchor : anchors_)
    if (anchor.name == name) throw UsageError("an anchor is called '" + name + "' already");
  if (inside_.erase(anchors_[index].name) > 0) inside_.insert(name);
  anchors_[index].name = name;
}

void ImageTour::move_anchor(std::size_t from, std::size_t to) {
  if (from >= anchors_.size() || to >= anchors_.size() || from == to) return;
  std::vector<Anchor> anchors = anchors_;
  Anchor moved = std::move(anchors[from]);
  anchors.erase(anchors.begin() + static_cast<std::ptrdiff_t>(from));
  anchors.insert(anchors.begin() + static_cast<std::ptrdiff_t>(to), std::move(moved));
  plan(std::move(anchors), config_);
}

void ImageTour::erase(std::size_t index) {
  if (index >= anchors_.size()) return;
  std::vector<Anchor> anchors = anchors_;
  Latent here = current();
  anchors.erase(anchors.begin() + static_cast<std::ptrdiff_t>(index));
  plan(std::move(anchors), config_);
  // Without any path the picture stays.
  if (anchors_.empty() && !walk_) leave_path(std::move(here), current_text());
}

void ImageTour::go_to(std::size_t index) {
  if (index >= anchors_.size()) return;
  end_walk();
  move_to(path_->anchor_positions()[index]);
  // On a circle the second anchor is a direction; its own latent may be nearer or farther.
  if (!(path_->at(position_) == anchors_[index].latent))
    leave_path(anchors_[index].latent, brought_inside(index) ? std::string() : anchors_[index].text);
}

void ImageTour::drag(glm::vec2 by, bool begins) {
  if (begins || !stroke_) {
    Latent from = current();
    std::vector<Latent> directions = local_directions(space_, from, config_.seed);
    stroke_ = Stroke{std::move(from), std::move(directions)};
  }
  stroke_->offset += by;
  if (stroke_->offset == glm::vec2(0, 0)) return;  // a click moves nothing
  leave_path(local_point(space_, stroke_->from, stroke_->directions, static_cast<double>(stroke_->offset.x),
                         static_cast<double>(stroke_->offset.y)),
             {});
}

void ImageTour::set_number(std::size_t index, double value) {
  Latent latent = current();
  if (index >= latent.size()) return;
  latent[index] = value;
  stroke_.reset();
  leave_path(std::move(latent), {});
}

}  // namespace ganscope
