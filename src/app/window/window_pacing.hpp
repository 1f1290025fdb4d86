#pragma once

namespace ganscope {

constexpr double kInteractionInterval =
    1.0 / 60;                       ///< seconds between pictures while someone uses mouse or keys
constexpr double kIdleWait = 0.25;  ///< longest sleep in seconds: notices fade, signals are seen

}  // namespace ganscope
