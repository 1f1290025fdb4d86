#include "app/image/image_session.hpp"

#include <algorithm>
#include <cmath>

#include "app/files/cut_recording.hpp"
#include "core/atomic_file.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "engine/latent/anchor_file.hpp"
#include "engine/latent/latent_expression.hpp"
#include "engine/latent/latent_file_name.hpp"
#include "engine/latent/tour_frames.hpp"
#include "engine/threads.hpp"
#include "view/panels/image/window_words.hpp"

namespace ganscope {
namespace {

constexpr double kLongestStep = 0.1;  ///< seconds a frame moves on at most: a window that hung doesn't leap

ImageWorkerOptions worker_options(const ImageRunOptions& options, ImageSession::Parts& parts) {
  ImageWorkerOptions w;
  w.threads = options.threads > 0 ? options.threads : default_training_threads(true);
  w.open = std::move(parts.open);
  w.notify = std::move(parts.notify);
  return w;
}

/// A name that none of `anchors` has.
std::string with_number(const std::string& name, const std::vector<Anchor>& anchors) {
  const auto taken = [&](const std::string& wanted) {
    return std::any_of(anchors.begin(), anchors.end(), [&](const Anchor& a) { return a.name == wanted; });
  };
  std::string out = name;
  for (std::size_t i = 2; taken(out); ++i) out = numbered_anchor_name(name, i);
  return out;
}

/// Those that look, leave or open one can do without; of what every mode has, all but what is about the
/// picture.
bool needs_model(const ImageViewCommand& command) {
  const auto is = [&]<class... Wish>() { return ((wish_in<Wish>(command) != nullptr) || ...); };
  if (std::holds_alternative<WindowCommand>(command))
    return is.operator()<window_command::SavePicture, window_command::CopyCommand>();
  using namespace image_command;
  // Of a picture: act() says what the model is for.
  return !is.operator()<OpenModel, OpenFile, RecoverPicture, SwapViews, SetSpeed, EditLap>();
}

}  // namespace

ImageSession::ImageSession(const ImageRunOptions& options, Parts parts)
    : between_(std::move(parts.between)), wanted_(options.config), worker_(worker_options(options, parts)) {
  state_.theme = options.theme;
  state_.scale = options.scale;
  state_.picture.magnification = options.config.magnification;
  state_.picture.colours = options.config.colours;
  input_.config = options.config;
  input_.playing = !options.paused;
  input_.speed = options.speed;
  input_.cell_text = [this](int row, int column) { return tour_.cell_text(row, column); };
  state_.grid_large = options.config.layout == TourLayout::grid;
  input_.shipped = std::move(parts.shipped);
  input_.recent = std::move(parts.recent);
  input_.from_training = parts.from_training;
  if (!wanted_.model.empty()) open({wanted_.model, wanted_.card, wanted_.tensor_prefix});
}

bool ImageSession::has_news() const { return worker_.has_frame(); }
bool ImageSession::animates() const {
  return (generation_ > 0 && ((input_.playing && input_.speed != 0) || input_.grid_moving)) || recorder_;
}

bool ImageSession::update(double seconds) {
  bool changed = tend_recording();
  changed = notices_.expire() || changed;
  if (const ImageFramePtr frame = worker_.take_frame()) {
    frame_ = frame;
    changed = true;
    if (frame->model && frame->model->generation != generation_) take(*frame->model);
    if (std::exchange(failures_, frame->failures) != frame->failures && !frame->error.empty())
      tell_failure(*frame);
  }
  if (generation_ > 0) {
    const double step = std::min(seconds, kLongestStep);
    if (input_.playing && !tour_.off_path() && input_.speed != 0) {
      const double lap = tour_.exploring() ? kWalkSeconds : tour_.config().seconds;
      tour_.move_by(input_.speed * step / lap);
      dirty_ = changed = true;
    }
    if (input_.grid_moving) move_grid(step);
    if (dirty_) request();
  }
  refresh_input();
  return changed;
}

/// The grid goes on when the last one is complete, so that all cells show one moment.
void ImageSession::move_grid(double seconds) {
  grid_time_ += seconds / tour_.config().seconds;
  if (!frame_ || frame_->grid_waiting > 0 || frame_->grid.cells.empty()) return;
  try {
    tour_.move_grid_to(grid_time_);
  } catch (const Error& e) {  // it became another grid meanwhile
    input_.grid_moving = false;
    tell(e.what(), true);
  }
  dirty_ = true;
}

void ImageSession::request() {
  ImageRequest wanted;
  wanted.stamp = ++stamp_;
  wanted.generation = generation_;
  wanted.label = tour_.config().label;
  wanted.latent = tour_.current();
  ImageTour::Strip strip = tour_.strip(kStripCells);
  wanted.strip = std::move(strip.latents);
  input_.strip = std::move(strip.positions);
  wanted.thumbnails = latents_of(tour_.anchors());
  wanted.rows = tour_.rows();
  wanted.columns = tour_.columns();
  wanted.grid = tour_.grid();
  worker_.request(std::move(wanted));
  dirty_ = false;
}

void ImageSession::refresh_input() {
  input_.frame = frame_.get();
  input_.failed = failed_ ? failed_->path : std::string();
  if (generation_ == 0) return;
  input_.config = tour_.config();
  input_.config.magnification = state_.picture.magnification;
  input_.config.colours = state_.picture.colours;
  input_.anchors.clear();
  input_.brought_inside.clear();
  for (std::size_t i = 0; i < tour_.anchors().size(); ++i) {
    input_.anchors.push_back(tour_.anchors()[i].name);
    input_.brought_inside.push_back(tour_.brought_inside(i));
  }
  input_.offered = offered();
  input_.positions = tour_.anchor_positions();
  input_.path = tour_.path();
  input_.grid = tour_.grid_kind();
  input_.latent = tour_.current();
  input_.latent_text = tour_.current_text();
  input_.position = tour_.position();
  input_.exploring = tour_.exploring();
  input_.off_path = tour_.off_path();
  input_.grid_position = tour_.grid_position();
}

/// As the command line takes them: by their texts, and those that have none from a file that is written.
std::string ImageSession::written(const std::vector<Anchor>& anchors, const std::string& what,
                                  Written& last) {
  std::vector<Anchor> numbers;
  for (const Anchor& anchor : anchors)
    if (anchor.text.empty())
      numbers.push_back({with_number(as_anchor_name(anchor.name), numbers), anchor.latent});
  const bool there = last.latents == numbers && !last.path.empty() && std::filesystem::exists(last.path);
  if (!numbers.empty() && !there) {
    const std::filesystem::path path =
        unused_path(std::filesystem::current_path() / (stem() + "-" + what + ".json"));
    write_anchor_file(path, numbers, origin());
    last = {path.string(), numbers};
  }
  std::vector<std::string> texts;
  std::size_t in_file = 0;
  for (const Anchor& anchor : anchors) {
    const bool named = is_anchor_name(anchor.name) && anchors.size() > 1;
    texts.push_back(
        (named ? anchor.name + " = " : "") +
        (anchor.text.empty() ? quoted_file(last.path) + "#" + numbers[in_file++].name : anchor.text));
  }
  return join(texts, ",");
}

ImageConfig ImageSession::command_config() {
  ImageConfig config = input_.config;
  config.layout = state_.grid_large ? TourLayout::grid : TourLayout::tour;
  config.anchors = written(tour_.anchors(), "anchors", anchors_file_);
  config.moved = tour_.grid_position();
  if (tour_.off_path()) {
    config.latent = written({{"latent", tour_.current(), tour_.current_text()}}, "latent", latent_file_);
    if (tour_.walk()) return config;
  }
  config.at = tour_.position();
  if (const auto& walk = tour_.walk()) {
    config.explore = walk->seed;
    config.latent = written({walk->start}, "latent", latent_file_);
  }
  return config;
}

void ImageSession::drop(const std::filesystem::path& file) { apply(image_command::OpenFile{file.string()}); }

void ImageSession::perform(const ImageViewCommand& command) {
  if (generation_ == 0 && needs_model(command))
    throw Error("open a model first: Ctrl+O, or drop its file on the window");
  std::visit([this](const auto& c) { act(c); }, command);
}

// --- recording ----------------------------------------------------------------------------------

/// What the command that records takes: a whole lap of what is in force, or the walk from here on.
ImageConfig ImageSession::recorded_config(TourLayout layout) {
  ImageConfig config = input_.config;
  config.layout = layout;
  if (layout == TourLayout::grid) {
    config.grid = tour_.grid_kind();  // where a command would choose by the number of anchors
    const std::vector<Anchor> corners = tour_.corners();
    config.anchors = corners.empty() ? std::string() : written(corners, "anchors", anchors_file_);
    return config;
  }
  if (const auto& walk = tour_.walk()) {
    config.anchors.clear();
    config.explore = walk->seed;
    config.latent = written({walk->start}, "latent", latent_file_);
    config.at = tour_.position();
    return config;
  }
  if (tour_.anchors().empty()) throw Error("there is no path to record: make an anchor first (A)");
  config.anchors = written(tour_.anchors(), "anchors", anchors_file_);
  return config;
}

void ImageSession::start_recording() {
  if (generation_ == 0) throw Error("there is nothing to record before a model is open");
  const LapChoice& lap = state_.lap;
  ImageRunOptions options;
  options.config =
      recorded_config(lap.layout.value_or(state_.grid_large ? TourLayout::grid : TourLayout::tour));
  options.width = lap.side;
  // A strip stands below its picture.
  options.height = options.config.layout == TourLayout::strip ? (lap.side + lap.side / 6) / 2 * 2 : lap.side;
  options.fps = std::min(lap.fps, most_frames_a_second(lap.format));
  options.theme = state_.theme;
  const bool folder = lap.format == RecordingFormat::png;
  const std::string& format = name_of(lap.format);
  const std::string what = options.config.explore ? "-walk" : "-tour";
  const std::filesystem::path path = std::filesystem::current_path() / (stem() + what);
  const std::string ending = folder ? "" : "." + format;
  recording_path_ = unused_path(path.string() + ending).string() + (folder ? "/" : "");
  std::vector<std::string> words = full_arguments(ImageCommand::tour, options);
  words.insert(words.end(), {"--out", recording_path_});
  recorder_ = std::make_unique<LapRecorder>(words);
  input_.recording = LapRecording{0, -1, recording_path_};
  if (options.config.explore)
    tell("recording " + three_digits(options.config.seconds) +
         " s of the walk from here on, a latent every " + three_digits(kWalkSeconds) + " s");
}

std::optional<Notice> ImageSession::rest() {
  if (!recorder_) return std::nullopt;
  static_cast<void>(tend_recording());
  if (recorder_) return std::nullopt;
  return input_.notice;
}

std::string ImageSession::close() {
  if (!recorder_) return {};
  recorder_->finish();
  const int percent = static_cast<int>(100 * recorder_->done());
  const std::string error = recorder_->error();
  recorder_.reset();
  input_.recording.reset();
  if (!error.empty()) return error;
  if (percent >= 100) return "recorded " + recording_path_;
  if (!is_there(recording_path_))
    return "the window was closed before there was anything of the recording " + recording_path_;
  return "the window was closed at " + std::to_string(percent) +
         " % of the recording: " + name_as_cut(recording_path_).string();
}

bool ImageSession::tend_recording() {
  if (!recorder_ || !recorder_->update()) return false;
  if (!recorder_->ended()) {
    input_.recording = LapRecording{recorder_->done(), recorder_->seconds_left(), recording_path_};
    return true;
  }
  if (recorder_->error().empty()) {
    // Also in the terminal, as in every mode: the notice goes, the file stays.
    log(LogLevel::info, "recorded " + recording_path_);
    tell("recorded " + recording_path_);
  } else
    tell(window_words(recorder_->error()), true);
  recorder_.reset();
  input_.recording.reset();
  return true;
}

}  // namespace ganscope
