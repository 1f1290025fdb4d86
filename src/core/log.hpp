#pragma once
#include <functional>
#include <string_view>

namespace ganscope {

enum class LogLevel { debug, info, warning, error };

using LogSink = std::function<void(LogLevel, std::string_view message)>;

/// Writes one line; safe from every thread. By default info and above go to standard error.
void log(LogLevel level, std::string_view message);

/// Replaces where lines go and returns the sink before it. Tests use this to fail on warnings.
LogSink set_log_sink(LogSink sink);

}  // namespace ganscope
