#include "view/capture/filter_graph.hpp"

extern "C" {
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavutil/mem.h>
}

#include <cstring>

namespace ganscope {
namespace {

struct InOut {
  AVFilterInOut* list = nullptr;
  InOut(AVFilterContext* filter, const char* name) : list(avfilter_inout_alloc()) {
    ffmpeg::check_made(list, "making a filter");
    list->name = av_strdup(name);
    list->filter_ctx = filter;
  }
  ~InOut() { avfilter_inout_free(&list); }
  InOut(const InOut&) = delete;
  InOut& operator=(const InOut&) = delete;
};

}  // namespace

FilterGraph::FilterGraph(const std::string& description, const Input& input)
    : input_(input), graph_(ffmpeg::check_made(avfilter_graph_alloc(), "making the filters")) {
  const std::string arguments =
      "video_size=" + std::to_string(input.width) + "x" + std::to_string(input.height) +
      ":pix_fmt=rgb24:pixel_aspect=1/1:time_base=" + std::to_string(input.time_base.num) + "/" +
      std::to_string(input.time_base.den);
  ffmpeg::check(avfilter_graph_create_filter(&source_, avfilter_get_by_name("buffer"), "in",
                                             arguments.c_str(), nullptr, graph_.get()),
                "making the filters' input");
  ffmpeg::check(avfilter_graph_create_filter(&sink_, avfilter_get_by_name("buffersink"), "out", nullptr,
                                             nullptr, graph_.get()),
                "making the filters' output");
  // Seen from the description, our source is an open output and our sink an open input.
  InOut outputs(source_, "in");
  InOut inputs(sink_, "out");
  ffmpeg::check(
      avfilter_graph_parse_ptr(graph_.get(), description.c_str(), &inputs.list, &outputs.list, nullptr),
      "reading the filters '" + description + "'");
  ffmpeg::check(avfilter_graph_config(graph_.get(), nullptr), "joining the filters '" + description + "'");
}

void FilterGraph::push(const Image& image, std::int64_t pts) {
  const ffmpeg::Frame frame = ffmpeg::make_frame();
  frame->format = AV_PIX_FMT_RGB24;
  frame->width = input_.width;
  frame->height = input_.height;
  frame->pts = pts;
  frame->color_range = AVCOL_RANGE_JPEG;
  frame->colorspace = AVCOL_SPC_RGB;
  ffmpeg::check(av_frame_get_buffer(frame.get(), 0), "making a frame");
  // Copied, because filters keep their input for as long as they like.
  const std::size_t row = static_cast<std::size_t>(input_.width) * 3;
  for (int y = 0; y < input_.height; ++y)
    std::memcpy(frame->data[0] + static_cast<std::ptrdiff_t>(y) * frame->linesize[0],
                image.rgb.data() + static_cast<std::size_t>(y) * row, row);
  ffmpeg::check(av_buffersrc_add_frame(source_, frame.get()), "filtering a frame");
}

void FilterGraph::end() { ffmpeg::check(av_buffersrc_add_frame(source_, nullptr), "ending the filters"); }

bool FilterGraph::pull(AVFrame* out) {
  av_frame_unref(out);
  const int code = av_buffersink_get_frame(sink_, out);
  if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return false;
  ffmpeg::check(code, "filtering a frame");
  out->pts = av_rescale_q(out->pts, av_buffersink_get_time_base(sink_), input_.time_base);
  return true;
}

}  // namespace ganscope
