#pragma once
#include <cstdint>
#include <string>

#include "view/capture/ffmpeg.hpp"
#include "view/scene/image.hpp"

namespace ganscope {

/// Turns pictures into what an encoder takes, by a libavfilter description with one input (8-bit
/// RGB) and one output, e.g. "scale=out_color_matrix=bt709,format=yuv420p".
class FilterGraph {
 public:
  struct Input {
    int width;
    int height;
    AVRational time_base;
  };

  /// Throws Error when this FFmpeg cannot build the graph.
  FilterGraph(const std::string& description, const Input& input);

  /// Hands in one picture of the input's size; `pts` in units of the time base.
  void push(const Image& image, std::int64_t pts);
  /// Says that no more pictures come.
  void end();
  /// Moves the next result into `out` (pts in units of the input's time base); false when it needs
  /// more input, or is done.
  [[nodiscard]] bool pull(AVFrame* out);

 private:
  Input input_;
  ffmpeg::Graph graph_;
  AVFilterContext* source_ = nullptr;
  AVFilterContext* sink_ = nullptr;
};

}  // namespace ganscope
