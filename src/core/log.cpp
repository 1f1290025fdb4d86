#include "core/log.hpp"

#include <cstdio>
#include <mutex>
#include <string>
#include <utility>

namespace ganscope {
namespace {

void to_standard_error(LogLevel level, std::string_view message) {
  if (level == LogLevel::debug) return;
  const char* prefix = level == LogLevel::warning ? "warning: " : level == LogLevel::error ? "error: " : "";
  const std::string line = std::string("ganscope: ") + prefix + std::string(message) + "\n";
  std::fputs(line.c_str(), stderr);
}

struct Log {
  std::mutex mutex;
  LogSink sink = to_standard_error;
};

// The one process-wide thing of the program: where lines of text go.
Log& the_log() {
  static Log log;
  return log;
}

}  // namespace

void log(LogLevel level, std::string_view message) {
  Log& log = the_log();
  const std::lock_guard lock(log.mutex);
  if (log.sink) log.sink(level, message);
}

LogSink set_log_sink(LogSink sink) {
  Log& log = the_log();
  const std::lock_guard lock(log.mutex);
  return std::exchange(log.sink, std::move(sink));
}

}  // namespace ganscope
