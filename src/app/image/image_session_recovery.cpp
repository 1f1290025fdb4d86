// Image mode and the search for latents: what is handed there, and what comes back.
#include <utility>

#include "app/files/typed_path.hpp"
#include "app/image/image_session.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"

namespace ganscope {

void ImageSession::recover(RecoveryAsked asked) {
  if (!between_) throw Error("this window has no search for latents");
  asked.model = tour_.config();
  asked.model.model = frame_ && frame_->model ? frame_->model->path : asked.model.model;
  asked.space = tour_.space();
  between_->asked = std::move(asked);
  leave_for("recover");
}

void ImageSession::act(const image_command::RecoverThis&) {
  RecoveryAsked asked;
  asked.latent = tour_.current();
  asked.name = tour_.current_text().empty() ? "this image" : tour_.current_text();
  recover(std::move(asked));
}

void ImageSession::act(const image_command::RecoverPicture& c) {
  if (generation_ == 0)
    throw Error("open a model first: the latent of a picture is searched for in a model's latent space");
  RecoveryAsked asked;
  asked.picture = typed_path(c.path);
  remember_folder("picture", asked.picture);
  if (!is_there(asked.picture)) throw Error(asked.picture.string() + ": there is no such file");
  recover(std::move(asked));
}

bool ImageSession::take_found() {
  if (!between_ || between_->found.empty() || generation_ == 0) return false;
  std::vector<Anchor> anchors;
  std::vector<std::string> names;
  for (FoundLatent& found : std::exchange(between_->found, {})) {
    const bool fits = frame_ && frame_->model && found.model == frame_->model->path &&
                      found.anchor.latent.size() == static_cast<std::size_t>(tour_.space().size);
    if (!fits) {
      tell("the latent of '" + found.anchor.name + "' was found for " + found.model +
               ", which is no longer open",
           true);
      continue;
    }
    names.push_back(found.anchor.name);
    anchors.push_back(std::move(found.anchor));
  }
  if (anchors.empty()) return true;
  try {
    const double position = tour_.position();
    const std::size_t before = tour_.anchors().size();
    // One after the other, so that each gets a name that the one before hasn't.
    for (const Anchor& anchor : anchors) tour_.take({anchor}, tour_.config().path, /*instead=*/false);
    input_.playing = false;
    // One that was there already is where it was.
    if (tour_.anchors().size() > before)
      tour_.go_to(tour_.anchors().size() - 1);
    else
      tour_.move_to(position);
    tell(join(names, ", ") + (names.size() > 1 ? " are anchors now" : " is an anchor now"));
    tell_brought_inside();
  } catch (const Error& e) {
    tell(e.what(), true);
  }
  dirty_ = true;
  return true;
}

}  // namespace ganscope
