#include "app/commands/system_info.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/window/egl_context.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "core/version.hpp"
#include "engine/inference/tile_kernels.hpp"
#include "engine/mlp/product.hpp"
#include "engine/mlp/row_kernels.hpp"
#include "engine/threads.hpp"
#include "view/capture/recorder.hpp"
#include "view/gpu/gl.hpp"

namespace ganscope {
namespace {

nlohmann::ordered_json gl_json() {
  try {
    const EglContext context;
    const GlInfo gl = gl_info();
    return {{"vendor", gl.vendor}, {"renderer", gl.renderer}, {"version", gl.version}};
  } catch (const Error& e) {
    return {{"error", e.what()}};
  }
}

/// What multiplies the matrices of the toy mode's networks.
std::string small_products() {
  const mlp::Product<float> product(
      {.rows = 64, .columns = 32, .inner = 20, .left_stride = 32, .right_stride = 32, .out_stride = 32});
  return product.is_made() ? "libxsmm" : "plain loops";
}

}  // namespace

int print_system_info(bool json) {
  const EngineInfo engine = engine_info();
  const TileKernels* tiles = best_tile_kernels();
  const nlohmann::ordered_json gl = gl_json();
  nlohmann::ordered_json encoders = nlohmann::ordered_json::object();
  for (const auto& [extension, encoder] : available_encoders()) encoders[extension] = encoder;
  nlohmann::ordered_json out{
      {"ganscope", version()},
      {"libtorch", engine.libtorch},
      {"cuda", engine.cuda},
      {"blas", engine.blas},
      {"blas_is_reference", engine.blas_is_reference},
      {"parallel", engine.parallel},
      {"onednn", engine.onednn},
      {"onednn_is_broken", engine.onednn_is_broken},
      {"generator_kernels", tiles != nullptr ? tiles->name : "oneDNN"},
      {"small_networks", {{"kernels", mlp::row_kernels_name()}, {"products", small_products()}}},
      {"opengl", gl},
      {"encoders", encoders},
      {"cores", engine.cores},
      {"threads",
       {{"window", default_training_threads(true)}, {"headless", default_training_threads(false)}}}};
  if (json) {
    std::printf("%s\n", out.dump(2).c_str());
    return 0;
  }
  const auto line = [](const char* name, const std::string& value) {
    std::printf("%-10s %s\n", name, value.c_str());
  };
  line("ganscope", std::string(version()));
  line("LibTorch", engine.libtorch + (engine.cuda ? ", CUDA" : ", CPU") + ", " + engine.parallel);
  line("BLAS", engine.blas);
  if (engine.blas_is_reference)
    line("", "this is the reference BLAS, many times slower; install libopenblas0-openmp");
  line("oneDNN", engine.onednn);
  if (engine.onednn_is_broken)
    line("", "it packs weights wrongly; LibTorch's convolutions do without it and are slower");
  line("generators",
       tiles != nullptr ? std::string("by kernels for ") + tiles->name : "by oneDNN alone: no AVX2 here");
  line("small nets", std::string(mlp::row_kernels_name()) + " kernels, products by " + small_products());
  if (gl.contains("error")) {
    line("OpenGL", gl["error"].get<std::string>());
  } else {
    line("OpenGL", gl["version"].get<std::string>());
    line("", gl["renderer"].get<std::string>() + ", " + gl["vendor"].get<std::string>());
  }
  std::vector<std::string> parts;
  for (const auto& [extension, encoder] : encoders.items())
    parts.push_back(extension + " " + encoder.get<std::string>());
  line("encoders", join(parts, ", "));
  line("cores", std::to_string(engine.cores));
  line("threads", std::to_string(default_training_threads(true)) + " with a window, " +
                      std::to_string(default_training_threads(false)) + " headless");
  return 0;
}

}  // namespace ganscope
