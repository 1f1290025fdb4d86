// The one loop of all modes.
#include "app/window/window_loop.hpp"

#include <algorithm>

#include "app/files/report_file.hpp"
#include "app/window/interrupt.hpp"
#include "core/clock.hpp"
#include "core/error.hpp"

namespace ganscope {
namespace {

class WindowLoop {
 public:
  WindowLoop(const WindowParts& parts, const std::vector<ModeEntry>& modes)
      : window_(parts.window),
        settings_(parts.settings),
        entries_(modes),
        modes_(modes.size()),
        looks_(parts.looks),
        report_(parts.report) {}

  void run(std::size_t first) {
    front_ = first;
    while (show()) {
    }
    window_.hide();
    remember(true);
    mode().close();
    for (std::size_t i = 0; i < modes_.size(); ++i)
      if (i != front_ && modes_[i]) modes_[i]->close();
  }

 private:
  [[nodiscard]] WindowMode& mode() { return *modes_[front_]; }

  /// Shows the mode in front until it is left; false when the window closes.
  bool show() {
    if (!modes_[front_]) modes_[front_] = entries_[front_].make();
    const UiContext::Current current(mode().ui());
    const std::unique_ptr<WindowHost::Attachment> attachment = window_.attach();
    mode().session().adopt(looks_);
    mode().enter();
    window_.settle();
    since_update_.restart();
    std::size_t next = front_;
    while (next == front_) {
      if (window_.should_close() || mode().session().quit() || InterruptGuard::requested()) return false;
      turn();
      next = wanted_mode();
    }
    looks_ = mode().session().looks();
    remember(true);
    mode().leave();
    front_ = next;
    return true;
  }

  void turn() {
    wait();
    hear_what_is_behind();
    take_events();  // first, so that what they ask for is on its way in this turn
    const double seconds = since_update_.seconds();
    since_update_.restart();
    if (mode().update(seconds) || window_.settling() > 0) draw();
    mode().tend();
    report_.keep([this] { return mode().session().report(mode().ui().items()); });
    remember();
  }

  /// Sleeps until there may be something to do, but never draws faster than the intervals.
  void wait() {
    const bool interaction = window_.take_interaction();
    const Pacing pacing = mode().pacing();
    const double interval = interaction ? kInteractionInterval : pacing.interval;
    const bool pending = pacing.pending || window_.settling() > 0;
    window_.wait(std::max(0.0, pending ? interval - since_draw_.seconds() : pacing.longest));
    if (mode().pacing().restless || window_.settling() > 0) return;
    // Woken by a worker before the interval is over: sleep the rest of it.
    if (const double left = pacing.interval - since_draw_.seconds(); left > 0) window_.wait(left);
  }

  void hear_what_is_behind() {
    std::string goes_on;
    for (std::size_t i = 0; i < modes_.size(); ++i) {
      if (i == front_ || !modes_[i]) continue;
      if (const std::optional<Notice> said = modes_[i]->rest(); said && !said->empty()) {
        mode().session().tell(said->text, said->error);
        window_.settle();
      }
      if (const std::string line = modes_[i]->behind(); !line.empty())
        goes_on += (goes_on.empty() ? "" : "; ") + line;
    }
    if (mode().session().show_behind(goes_on)) window_.settle();
  }

  void take_events() {
    for (const KeyPress& press : window_.take_keys()) mode().session().press(press);
    for (const std::filesystem::path& file : window_.take_dropped()) mode().session().drop(file);
  }

  void draw() {
    const glm::vec2 size = window_.size();
    const auto seconds = static_cast<float>(since_draw_.seconds());
    since_draw_.restart();
    window_.begin_frame();
    if (size.x < 1 || size.y < 1) {
      window_.end_frame();
      mode().minimised();
      return;
    }
    mode().session().look_at(size);
    mode().draw({size, window_.framebuffer(), seconds});
    window_.end_frame();
    if (mode().obey_panels()) window_.settle();
    obey_session();
  }

  /// What a session wants of screen, clipboard and files becomes so.
  void obey_session() {
    Session& session = mode().session();
    window_.set_fullscreen(session.looks().fullscreen);
    if (const std::string text = session.take_clipboard(); !text.empty()) window_.set_clipboard(text);
    if (!session.take_save_wish()) return;
    try {
      session.tell("saved " + mode().save_picture().string());
    } catch (const std::exception& e) {
      session.tell(e.what(), true);
    }
  }

  /// The mode that is to be in front.
  [[nodiscard]] std::size_t wanted_mode() {
    const std::optional<std::string> wish = mode().session().take_switch_wish();
    if (!wish) return front_;
    std::size_t next = front_;
    if (wish->empty()) {
      do next = (next + 1) % entries_.size();
      while (next != front_ && !entries_[next].in_turn);
    } else {
      const auto found = std::find_if(entries_.begin(), entries_.end(),
                                      [&](const ModeEntry& entry) { return entry.name == *wish; });
      if (found == entries_.end()) {
        std::vector<std::string> names;
        for (const ModeEntry& entry : entries_) names.push_back(entry.name);
        mode().session().tell(unknown_name("mode", *wish, names).what(), true);
        return front_;
      }
      next = static_cast<std::size_t>(found - entries_.begin());
    }
    return next == front_ || (mode().may_leave() && is_made(next)) ? next : front_;
  }

  /// Makes a mode that a person goes to for the first time; what is wrong is told in the one in front.
  [[nodiscard]] bool is_made(std::size_t place) {
    try {
      if (!modes_[place]) modes_[place] = entries_[place].make();
    } catch (const std::exception& e) {
      mode().session().tell(e.what(), true);
    }
    return modes_[place] != nullptr;
  }

  void remember(bool at_end = false) {
    if (!at_end && !settings_.due()) return;
    Settings now = settings_.now();
    mode().remember(now);
    settings_.set(now);
    settings_.keep(mode().session().looks(), mode().session().size());
    settings_.tend(at_end);
  }

  WindowHost& window_;
  SettingsKeeper& settings_;
  const std::vector<ModeEntry>& entries_;
  std::vector<std::shared_ptr<WindowMode>> modes_;  ///< nullptr until a person goes there
  std::size_t front_ = 0;
  Looks looks_;
  ReportFile report_;
  Stopwatch since_draw_;
  Stopwatch since_update_;
};

}  // namespace

void run_window_loop(const WindowParts& parts, const std::vector<ModeEntry>& modes, std::size_t first) {
  WindowLoop(parts, modes).run(first);
}

}  // namespace ganscope
