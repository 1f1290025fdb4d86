#include "engine/threads.hpp"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <dlfcn.h>
#include <dnnl.h>
#include <malloc.h>
#include <omp.h>
#include <torch/cuda.h>
#include <torch/version.h>
#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

#include <algorithm>
#include <filesystem>
#include <thread>

#include "engine/onednn_health.hpp"

namespace ganscope {
namespace {

/// Symbols that only one BLAS has, asked of the libraries already loaded.
template <class Function>
Function loaded_symbol(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_DEFAULT, name));
}

std::string library_that_defines(const char* symbol) {
  void* address = ::dlsym(RTLD_DEFAULT, symbol);
  Dl_info info{};
  if (address == nullptr || ::dladdr(address, &info) == 0 || info.dli_fname == nullptr) return "unknown";
  std::error_code ignored;
  const std::filesystem::path real = std::filesystem::canonical(info.dli_fname, ignored);
  return ignored ? std::string(info.dli_fname) : real.string();
}

}  // namespace

int default_training_threads(bool window) {
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  if (window) return cores > 2 ? std::min(cores - 1, 4) : 1;
  return std::min(cores, 4);
}

int headless_threads(int wanted) { return wanted > 0 ? wanted : default_training_threads(false); }

void use_threads(int count) {
  at::set_num_threads(count);
  omp_set_num_threads(count);
}

int threads_in_use() { return at::get_num_threads(); }

void keep_freed_memory() {
  mallopt(M_MMAP_THRESHOLD, 256 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
}

EngineInfo engine_info() {
  EngineInfo info;
  info.libtorch = TORCH_VERSION;
  info.cores = static_cast<int>(std::thread::hardware_concurrency());
  info.cuda = torch::cuda::is_available();
  const dnnl_version_t& onednn = *dnnl_version();
  info.onednn =
      std::to_string(onednn.major) + "." + std::to_string(onednn.minor) + "." + std::to_string(onednn.patch);
  info.onednn_is_broken = !onednn_packs_right();
  info.parallel = "OpenMP";
  if (at::get_parallel_info().find("native thread pool") != std::string::npos) info.parallel = "native";
  if (const auto config = loaded_symbol<char* (*)()>("openblas_get_config")) {
    info.blas = config();
  } else if (at::hasMKL()) {
    info.blas = "MKL";
  } else {
    info.blas = library_that_defines("sgemm_");
    info.blas_is_reference = info.blas.find("/blas/") != std::string::npos;
  }
  return info;
}

void give_way_to_drawing() {
#ifdef __linux__
  constexpr int kNice = 10;
  // On Linux the priority of a "process" is that of one thread. Best effort: without it pictures wait.
  static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNice));
#endif
}

}  // namespace ganscope
