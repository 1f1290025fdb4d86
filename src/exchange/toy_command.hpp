#pragma once
#include <cstdint>
#include <variant>

#include "exchange/toy_config.hpp"
#include "exchange/toy_frame.hpp"

namespace ganscope {

/// What a frame should hold. Parts that no layer shows are not computed.
struct FrameRequest {
  int samples = 1024;  ///< real and generated samples each, 16 to 65536
  bool field = true;
  bool mesh = true;
  bool gradients = false;
  bool trails = false;
  Bounds field_bounds;     ///< data the picture shows; for 1-D data only x counts
  int field_columns = 64;  ///< cells, 2 to 1024; for 1-D data 1 row
  int field_rows = 36;
  int mesh_resolution = 41;  ///< vertices along each side of the latent grid
  bool operator==(const FrameRequest&) const = default;
};

/// What a toy's worker can be told: by a session, which makes these of what a person asks for, and by runs
/// without a window.
namespace command {
struct Run {};
struct Pause {};
struct StepGenerator {};
struct StepDiscriminator {};
struct StepBoth {};
/// The next phase of one iteration.
struct StepPhase {};
/// While running, walks one phase each so many seconds instead of whole iterations; 0 is full speed.
struct SlowMotion {
  double seconds_per_phase = 0;
};
/// Starts anew; stays paused or running as it was, or as it was before it diverged. The run so far is put
/// aside, in place of the one that was.
struct Reset {
  ToyConfig config;
};
/// The run that was put aside goes on where it stood, with its curves, and the run so far is put aside in
/// its place. Nothing happens where there is none.
struct TakeBack {};
/// Takes the live options of `config` into the running training. A learning rate that changes is the one of
/// the next step and decays from there; so is one that is said anew, whatever it has decayed to.
struct SetLive {
  ToyConfig config;
  bool generator_rate_anew = false;
  bool discriminator_rate_anew = false;
};
struct Observe {
  FrameRequest request;
};
/// At most this many iterations between two frames; 0 is no limit.
struct Pace {
  int iterations_per_frame = 0;
};
/// From now on the frame of every iteration that is a multiple of this is kept for
/// ToyWorker::next_frame(); none is lost, training waits for a slow reader. 0 ends it.
struct Record {
  int every = 0;
};
}  // namespace command

using ToyCommand =
    std::variant<command::Run, command::Pause, command::StepGenerator, command::StepDiscriminator,
                 command::StepBoth, command::StepPhase, command::SlowMotion, command::Reset,
                 command::TakeBack, command::SetLive, command::Observe, command::Pace, command::Record>;

}  // namespace ganscope
