// What becomes of each command of image mode.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/files/missing_path.hpp"
#include "app/files/model_choice.hpp"
#include "app/files/typed_path.hpp"
#include "app/image/image_session.hpp"
#include "core/atomic_file.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "engine/images/picture_format.hpp"
#include "engine/latent/anchor_file.hpp"
#include "engine/latent/latent_file_name.hpp"
#include "engine/latent/prior_latents.hpp"
#include "exchange/image_options.hpp"
#include "exchange/option_text.hpp"

namespace ganscope {
namespace {

constexpr float kDragReach = 1.2f;  ///< radians over the picture's width

}  // namespace

void ImageSession::act(const image_command::TogglePlay&) {
  if (!input_.playing && tour_.anchors().empty() && !tour_.exploring())
    throw Error("there is no path to play: make an anchor first (A)");
  // Playing goes on from where the path was left.
  input_.playing = !input_.playing || tour_.off_path();
  if (input_.playing && tour_.off_path()) tour_.move_to(tour_.position());
  if (input_.playing && input_.speed == 0) input_.speed = 1;
  dirty_ = true;
}
void ImageSession::act(const image_command::SetSpeed& c) {
  // As it is shown: two decimals.
  input_.speed = std::clamp(std::round(100 * c.speed) / 100, -kMostSpeed, kMostSpeed);
}
void ImageSession::act(const image_command::SetPosition& c) {
  tour_.move_to(c.position);
  dirty_ = true;
}
void ImageSession::act(const image_command::MoveBy& c) {
  input_.playing = false;
  tour_.move_by(c.laps);
  dirty_ = true;
}
void ImageSession::act(const image_command::Snap& c) {
  input_.playing = false;
  tour_.snap(c.by);
  dirty_ = true;
}
void ImageSession::act(const image_command::ReturnToPath&) {
  tour_.return_to_path();
  dirty_ = true;
}
void ImageSession::act(const image_command::Generate&) {
  tour_.generate();
  dirty_ = true;
}
void ImageSession::act(const image_command::ToggleExplore&) {
  tour_.toggle_explore();
  input_.playing = tour_.exploring();
  if (input_.speed == 0) input_.speed = 1;
  dirty_ = true;
}
void ImageSession::act(const image_command::AddAnchor&) {
  input_.playing = false;
  tour_.add_current();
  dirty_ = true;
}
void ImageSession::act(const image_command::AddExpression& c) {
  if (trim(c.text).empty()) return;
  tour_.add(c.text);
  input_.playing = false;
  notices_.clear();
  dirty_ = true;
}
void ImageSession::act(const image_command::RenameAnchor& c) { tour_.rename(c.index, c.name); }
void ImageSession::act(const image_command::MoveAnchor& c) {
  tour_.move_anchor(c.from, c.to);
  dirty_ = true;
}
void ImageSession::act(const image_command::DeleteAnchor& c) {
  tour_.erase(c.index);
  if (tour_.anchors().empty() && !tour_.exploring()) input_.playing = false;
  dirty_ = true;
}
void ImageSession::act(const image_command::GoToAnchor& c) {
  input_.playing = false;
  tour_.go_to(c.index);
  dirty_ = true;
}
void ImageSession::act(const image_command::SaveAnchors& c) {
  if (tour_.anchors().empty()) throw Error("there are no anchors to save");
  const std::filesystem::path path =
      c.path.empty() ? unused_path(std::filesystem::current_path() / (stem() + "-anchors.json"))
                     : std::filesystem::path(c.path);
  write_anchor_file(path, tour_.anchors(), origin());
  tell("saved " + whole_path(path));
}
void ImageSession::act(const image_command::LoadAnchors& c) {
  if (generation_ == 0) throw Error("anchors need a model: open one first");
  remember_folder("anchors", c.path);
  const ImageTour::Loaded loaded = tour_.load(c.path);
  const bool foreign = !loaded.model.empty() && loaded.model != label() && loaded.model != stem();
  tell("loaded " + counted(static_cast<std::int64_t>(loaded.count), "anchor") +
       (foreign ? " of another model, '" + loaded.model + "': its prior is the same, its pictures are others"
                : std::string()));
  dirty_ = true;
}
void ImageSession::act(const image_command::TakeAnchors&) {
  if (!offer_)
    throw Error("there are no anchors to take: those of a model that was open before are offered where " +
                std::string("its latents have the same size and prior"));
  const ImageTour& from = offer_->from.tour;
  // What a person has made here meanwhile stays.
  tour_.take(from.anchors(), from.config().path, tour_.anchors() == offer_->began);
  tell("took " + counted(static_cast<std::int64_t>(from.anchors().size()), "anchor") + " of " +
       offer_->from.label);
  offer_.reset();
  dirty_ = true;
}
void ImageSession::act(const image_command::CellToAnchor& c) {
  input_.playing = false;
  tour_.add_cell(c.row, c.column);
  dirty_ = true;
}
void ImageSession::act(const image_command::EditConfig& c) {
  state_.picture.magnification = c.config.magnification;
  state_.picture.colours = c.config.colours;
  ImageConfig config = c.config;
  // `spread` has another meaning in each kind, so it begins anew: around an anchor a radian, and along the
  // axes as far out as latents of the prior are.
  if (config.grid != tour_.config().grid && config.spread == tour_.config().spread) {
    const LatentSpace& space = tour_.space();
    const bool far = config.grid == GridKind::coordinates && !space.is_box();
    config.spread = far ? std::round(typical_radius(space)) : 1;
  }
  tour_.configure(config);
  if (c.config.path == PathKind::circle && tour_.path() != PathKind::circle)
    tell("a circle goes through one or two anchors; through " + std::to_string(tour_.anchors().size()) +
         " the path goes by arcs");
  grid_time_ = 0;
  dirty_ = true;
}
void ImageSession::act(const image_command::SetOption& c) {
  ImageConfig config = input_.config;
  set_option(image_options(), config, c.option);
  act(image_command::EditConfig{config});
}
void ImageSession::act(const image_command::DragImage& c) {
  tour_.drag(kDragReach * glm::vec2(c.by.x, -c.by.y), c.begins);
  dirty_ = true;
}
void ImageSession::act(const image_command::SetNumber& c) {
  tour_.set_number(c.index, c.value);
  dirty_ = true;
}
void ImageSession::act(const image_command::ToggleGridMotion&) {
  if (!input_.grid_moving) {
    tour_.plan_grid_motion();  // says now if it cannot move
    grid_time_ = tour_.grid_position();
  }
  input_.grid_moving = !input_.grid_moving;
}
void ImageSession::act(const image_command::SwapViews&) { state_.grid_large = !state_.grid_large; }
void ImageSession::act(const image_command::OpenModel& c) {
  notices_.clear();
  open(c);
}
void ImageSession::act(const image_command::OpenFile& c) {
  const std::filesystem::path path = typed_path(c.path);
  const std::string name = path.string();
  const auto parts = file_and_prefix(name);
  const std::vector<std::string>& shipped = input_.shipped;
  if (std::find(shipped.begin(), shipped.end(), c.path) != shipped.end()) {
    act(image_command::OpenModel{c.path});
  } else if (is_card(path)) {
    take_card(path);
  } else if (parts && !ends_as_latent_file(parts->first)) {
    act(image_command::OpenModel{parts->first, "", parts->second});
  } else if (!is_there(path)) {
    throw Error(why_not_a_file(path));
  } else if (ends_as_latent_file(name))
    act(image_command::LoadAnchors{path.string()});
  else if (has_picture_ending(path))
    act(image_command::RecoverPicture{path.string()});
  else
    act(image_command::OpenModel{path.string()});
}
void ImageSession::act(const image_command::ToggleRecording&) {
  if (recorder_)
    recorder_->stop();
  else
    start_recording();
}
void ImageSession::act(const image_command::EditLap& c) { state_.lap = c.choice; }
std::string ImageSession::command_line() {
  ImageRunOptions options;
  options.config = command_config();
  options.theme = state_.theme;
  options.scale = state_.scale;
  options.speed = input_.speed;
  options.paused = !input_.playing;
  return full_command(ImageCommand::image, options);
}

nlohmann::ordered_json ImageSession::state_json() const {
  const bool has_model = frame_ && frame_->model;
  nlohmann::ordered_json recent = nlohmann::ordered_json::array();
  for (const RecentModel& model : input_.recent) recent.push_back(model.path);
  return nlohmann::ordered_json{{"mode", "image"},
                                {"model", has_model ? frame_->model->path : ""},
                                {"opening", frame_ && frame_->opening},
                                {"stamp", frame_ ? frame_->stamp : 0},
                                {"image", frame_ && frame_->image != nullptr},
                                {"grid_waiting", frame_ ? frame_->grid_waiting : -1},
                                {"rows", tour_.rows()},
                                {"cols", tour_.columns()},
                                {"anchors", input_.anchors},
                                {"offered", input_.offered},
                                {"path", name_of(input_.path)},
                                {"kind", name_of(input_.grid)},
                                {"seconds", input_.config.seconds},
                                {"position", input_.position},
                                {"speed", input_.speed},
                                {"playing", input_.playing},
                                {"exploring", input_.exploring},
                                {"off_path", input_.off_path},
                                {"latent_text", input_.latent_text},
                                {"grid_moving", input_.grid_moving},
                                {"grid_position", input_.grid_position},
                                {"grid_large", state_.grid_large},
                                {"recording", input_.recording ? input_.recording->path : ""},
                                {"recording_done", input_.recording ? input_.recording->done : 0},
                                {"seconds_per_image", frame_ ? frame_->seconds_per_image : 0},
                                {"shipped", input_.shipped},
                                {"recent", recent},
                                {"notice", input_.notice.text},
                                {"error", input_.notice.error}};
}

}  // namespace ganscope
