// Models that come and go in image mode, and what is kept of each.
#include <algorithm>

#include "app/files/file_requests.hpp"
#include "app/files/typed_path.hpp"
#include "app/image/image_session.hpp"
#include "app/image/recent_models.hpp"
#include "app/window/settings.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/program_place.hpp"
#include "core/text.hpp"
#include "view/panels/image/window_words.hpp"

namespace ganscope {
namespace {

constexpr const char* kSaveAnchors = "save-anchors";

}  // namespace

void ImageSession::open(const image_command::OpenModel& model) {
  wanted_.model = model.path;
  wanted_.card = model.card;
  wanted_.tensor_prefix = model.tensor_prefix;
  opening_ = model;
  const std::vector<std::string>& shipped = input_.shipped;
  if (std::find(shipped.begin(), shipped.end(), model.path) == shipped.end())
    remember_folder("model", model.path);
  worker_.open(wanted_);
}

FileRequest ImageSession::file_request(const std::string& kind) {
  static const std::vector<std::string> kinds{"model", "anchors", "card", "picture", kSaveAnchors};
  if (kind.empty() || kind == "model") {
    std::vector<std::string> recent;
    for (const RecentModel& model : input_.recent) recent.push_back(model.path);
    return open_request(FileWish::model, recent);
  }
  if (kind == "anchors") return open_request(FileWish::anchors, {});
  if (kind == "card") {
    FileRequest request = open_request(FileWish::card, {});
    if (failed_) request.folder = std::filesystem::path(whole_path(failed_->path)).parent_path();
    return request;
  }
  if (kind == "picture") return open_request(FileWish::picture, {});
  if (kind != kSaveAnchors) throw unknown_name("kind of file", kind, kinds);
  if (tour_.anchors().empty()) throw Error("there are no anchors to save");
  return save_request(stem() + "-anchors.json", {}, {".json"});
}

void ImageSession::take_file(const std::string& kind, const std::filesystem::path& file) {
  if (kind == kSaveAnchors)
    act(image_command::SaveAnchors{file.string()});
  else if (kind == "picture")
    act(image_command::RecoverPicture{file.string()});
  else if (kind == "anchors")
    act(image_command::LoadAnchors{file.string()});
  else if (kind == "card")
    take_card(file);
  else
    act(image_command::OpenFile{file.string()});
}

/// What was chosen for a card is read as one, whatever else it looks like; anchors are told to be some.
void ImageSession::take_card(const std::filesystem::path& file) {
  if (!failed_)
    throw Error(file.string() +
                ": it is a model card; expected its model, which finds a card beside it, or the card " +
                "after a model that could not be opened without one");
  if (holds_anchors(file))
    throw Error(file.string() + ": it holds anchors; expected a model card (" +
                documentation_page("model-card.md").string() + ") for " + failed_->path);
  image_command::OpenModel with_card = *failed_;
  with_card.card = file.string();
  act(with_card);
}

void ImageSession::take(const ModelInfo& model) {
  if (generation_ > 0) put_first(kept_, KeptTour{opened_, label(), tour_}, &KeptTour::path);
  generation_ = model.generation;
  opened_ = whole_path(model.path);
  opening_.reset();
  failed_.reset();
  offer_.reset();
  const std::string card = wanted_.card;
  const std::string prefix = wanted_.tensor_prefix;
  if (!take_up(model)) begin_tour(model);
  grid_time_ = tour_.grid_position();
  // What was meant for this model alone.
  wanted_.anchors.clear();
  wanted_.card.clear();
  wanted_.tensor_prefix.clear();
  wanted_.at = wanted_.moved = 0;
  wanted_.explore.reset();
  wanted_.latent.clear();
  tell_brought_inside();
  const std::vector<std::string>& shipped = input_.shipped;
  if (std::find(shipped.begin(), shipped.end(), model.path) == shipped.end())
    remember(input_.recent, {model.path, card, prefix});
  dirty_ = true;
}

bool ImageSession::take_up(const ModelInfo& model) {
  if (!wanted_.anchors.empty()) return false;
  const auto kept =
      std::find_if(kept_.begin(), kept_.end(), [&](const KeptTour& k) { return k.path == opened_; });
  if (kept == kept_.end() || !(kept->tour.space() == model.space)) return false;
  ImageTour tour = kept->tour;
  ImageConfig config = tour.config();
  config.model = wanted_.model;
  config.card = wanted_.card;
  config.tensor_prefix = wanted_.tensor_prefix;
  tour.configure(config);
  tour_ = std::move(tour);
  input_.config = config;
  return true;
}

void ImageSession::begin_tour(const ModelInfo& model) {
  ImageConfig config = wanted_;
  try {
    tour_ = ImageTour(config, model.space);
  } catch (const std::exception& e) {
    // Anchors of another model, or a class it doesn't have: what fits every model comes instead.
    tell(e.what(), true);
    config.anchors.clear();
    config.path.reset();
    config.grid.reset();
    config.label = 0;
    config.at = config.moved = 0;
    config.explore.reset();
    config.latent.clear();
    tour_ = ImageTour(config, model.space);
  }
  wanted_ = input_.config = config;
  offer_anchors();
}

/// Of the models before, the last whose latents mean as much here, unless they are the seeds that are here
/// anyway.
void ImageSession::offer_anchors() {
  for (const KeptTour& kept : kept_) {
    LatentSpace space = kept.tour.space();
    space.classes = tour_.space().classes;
    if (kept.path == opened_ || !(space == tour_.space()) || kept.tour.anchors().empty() ||
        kept.tour.anchors() == tour_.anchors())
      continue;
    offer_ = {kept, tour_.anchors()};
    if (!input_.notice.error)
      tell(offered() +
           " fit this model too: 'Take those of before' under Anchors, or the command take-anchors");
    return;
  }
}

void ImageSession::tell_failure(const ImageFrame& frame) {
  if (opening_ && !frame.opening) {
    failed_ = std::exchange(opening_, std::nullopt);
    if (!frame.card_may_help) failed_.reset();
  }
  notices_.hold(window_words(frame.error));
}

void ImageSession::tell_brought_inside() {
  const std::vector<std::string> names = tour_.take_brought_inside();
  if (names.empty()) return;
  const Notice& now = input_.notice;
  const std::string before = now.empty() || now.error ? "" : input_.notice.text + "; ";
  const std::string which =
      names.size() > 3 ? counted(static_cast<std::int64_t>(names.size()), "anchor") : join(names, ", ");
  tell(before + which + (names.size() > 1 ? " were" : " was") + " beyond the prior's bounds (" +
       prior_text(tour_.space()) + ") and reflected into them: shown as path and grid use it");
}

std::string ImageSession::stem() const {
  const std::string model = frame_ && frame_->model ? frame_->model->path : wanted_.model;
  return model.empty() ? "ganscope" : std::filesystem::path(model).stem().string();
}

/// As files of anchors name it: every training writes a generator.safetensors, whose folder says which.
std::string ImageSession::label() const {
  const std::filesystem::path path(opened_);
  const std::string name = path.stem().string();
  return name == "generator" ? path.parent_path().filename().string() + "/" + name : name;
}

AnchorOrigin ImageSession::origin() const { return {label(), tour_.space().prior}; }

std::string ImageSession::offered() const {
  if (!offer_) return {};
  return counted(static_cast<std::int64_t>(offer_->from.tour.anchors().size()), "anchor") + " of " +
         offer_->from.label;
}

}  // namespace ganscope
