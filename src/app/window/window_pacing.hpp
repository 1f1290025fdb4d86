#pragma once

namespace ganscope {

constexpr double kInteractionInterval =
    1.0 / 60;                       ///< seconds between pictures while someone uses mouse or keys
constexpr double kIdleWait = 0.25;  ///< longest sleep in seconds: notices fade, signals are seen

/// When a mode wants to be drawn.
struct Pacing {
  double interval = 1.0 / 30;  ///< shortest time between two pictures, seconds
  bool pending = false;        ///< there is something new to draw
  double longest = kIdleWait;  ///< longest sleep while there is nothing
  bool restless = false;       ///< there is work beside drawing: no sleep for the sake of the interval
};

}  // namespace ganscope
