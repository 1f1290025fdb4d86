#include <doctest/doctest.h>
#include <malloc.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "app/toy/toy_session.hpp"
#include "core/rng.hpp"
#include "engine/data/manifold.hpp"
#include "engine/data/prior.hpp"
#include "exchange/random_config.hpp"
#include "support/temp_dir.hpp"

using namespace ganscope;
using namespace ganscope::test;
namespace vc = ganscope::toy_command;
namespace tc = ganscope::time_command;
namespace wc = ganscope::window_command;

namespace {

constexpr int kActions = 10000;

/// Whatever a person could do, at random: keys, drags, edits that may be refused, sizes.
class Monkey {
 public:
  explicit Monkey(std::uint64_t seed) : rng_(seed, "monkey"), configs_(static_cast<int>(seed)) {}

  void act(ToySession& session) {
    switch (rng_.below(12)) {
      case 0:
      case 1:
      case 2:
      case 3: {
        const auto& row = toy_commands().rows()[rng_.below(toy_commands().rows().size())];
        // Files are written elsewhere, and to quit ends the fun.
        if (!one_of<wc::SavePicture, vc::ExportCurves, wc::Quit>(row.command)) session.apply(row.command);
        break;
      }
      case 4:
        session.apply(vc::SelectPreset{toy_presets()[rng_.below(toy_presets().size())].name});
        break;
      case 5:
        session.apply(vc::EditDraft{edited(session.input().draft)});
        break;
      case 6:
        session.apply(vc::Zoom{{number(0, 1500), number(0, 1000)}, number(0.01f, 100)});
        break;
      case 7:
        session.apply(vc::Drag{{number(-3000, 3000), number(-3000, 3000)}});
        break;
      case 8:
        session.look_at({number(1, 4000), number(1, 2500)});
        break;
      case 9:
        session.apply(tc::LookAt{static_cast<std::int64_t>(number(-10, 5000))});
        break;
      case 10:
        session.apply(tc::SelectSpan{static_cast<std::int64_t>(number(-10, 500)),
                                     static_cast<std::int64_t>(number(-10, 500))});
        break;
      default:
        record(session);
    }
  }

 private:
  template <class... Kinds>
  static bool one_of(const ToyViewCommand& command) {
    return ((wish_in<Kinds>(command) != nullptr) || ...);
  }

  float number(float low, float high) { return static_cast<float>(rng_.uniform(low, high)); }

  /// One option of another configuration, valid or not; networks stay small enough to train.
  ToyConfig edited(ToyConfig draft) {
    const ToyConfig other = configs_.next();
    switch (rng_.below(8)) {
      case 0:
        draft.loss = other.loss;
        break;
      case 1:
        draft.generator = other.generator;
        draft.generator.widths = {8, 8};
        break;
      case 2:
        draft.discriminator = other.discriminator;
        draft.discriminator.widths = {8, 8};
        break;
      case 3:
        draft.data = manifold_list()[rng_.below(manifold_list().size())].name;
        break;
      case 4:
        draft.latent = rng_.below(4) == 0 ? "no-such-prior" : "normal:" + std::to_string(1 + rng_.below(4));
        break;
      case 5:
        draft.generator.updates = static_cast<int>(rng_.below(3));
        draft.discriminator.updates = static_cast<int>(rng_.below(3));
        break;
      case 6:
        draft.data = "file:/nowhere/points.csv";
        break;
      default:
        draft.generator.rate = draft.discriminator.rate = rng_.uniform(0, 10);  // may diverge
    }
    draft.batch = 16;
    return draft;
  }

  /// What the window does with the wish to record, without a file.
  void record(ToySession& session) {
    session.apply(vc::ToggleRecording{});
    const ToySession::RecordingWish wish = session.take_recording_wish();
    if (wish == ToySession::RecordingWish::start && !recording_) {
      session.recording_began({400, 300}, session.state());
      RecordingStatus status;
      status.state = RecordingStatus::State::on;
      session.set_recording(status);
      recording_ = true;
    } else if (wish == ToySession::RecordingWish::stop && recording_) {
      session.recording_ends();
      while (!session.kept_frames_ended()) static_cast<void>(session.take_kept_frame());
      session.set_recording({});
      recording_ = false;
    }
  }

  Rng rng_;
  RandomConfig configs_;
  bool recording_ = false;
};

std::size_t bytes_in_use() { return mallinfo2().uordblks; }

}  // namespace

TEST_CASE("ten thousand random actions leave a session that works, and nothing behind") {
  ToyRunOptions options;
  options.config.batch = 16;
  options.config.generator.widths = options.config.discriminator.widths = {8, 8};
  options.threads = 1;
  Monkey monkey(2026);
  std::size_t half_way = 0;
  ToySession session(options, {}, nullptr);
  for (int i = 0; i < kActions; ++i) {
    monkey.act(session);
    session.update();
    if (i % 5 == 0) static_cast<void>(session.take_kept_frame());
    if (i % 97 == 0) CHECK(nlohmann::json::parse(session.report({})).contains("iteration"));
    if (i == kActions / 2) half_way = bytes_in_use();
  }
  // The history may fill; beyond it nothing grows with the number of actions.
  const std::size_t grown = bytes_in_use() - std::min(bytes_in_use(), half_way);
  CHECK(grown < (std::size_t{160} << 20));
  // It still does what it is told.
  session.apply(tc::FollowTraining{});
  session.apply(vc::SelectPreset{"fig1d"});
  CHECK(session.input().draft.data == "spiral");
  session.apply(wc::Quit{});
  CHECK(session.quit());
}
