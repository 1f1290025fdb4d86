#include "engine/onednn_health.hpp"

#include <ATen/Context.h>

#include <dnnl.hpp>
#include <numeric>
#include <vector>

namespace ganscope {
namespace {

using Tag = dnnl::memory::format_tag;

/// Packs numbers and unpacks them again.
bool comes_back(const dnnl::engine& engine, const dnnl::memory::dims& dims, Tag plain, Tag blocked) {
  constexpr auto kFloat = dnnl::memory::data_type::f32;
  const dnnl::memory::desc here(dims, kFloat, plain);
  std::vector<float> numbers(here.get_size() / sizeof(float));
  std::iota(numbers.begin(), numbers.end(), 1.f);
  std::vector<float> back(numbers.size());
  dnnl::memory from(here, engine, numbers.data());
  dnnl::memory packed({dims, kFloat, blocked}, engine);
  dnnl::memory to(here, engine, back.data());
  dnnl::stream stream(engine);
  dnnl::reorder(from, packed).execute(stream, from, packed);
  dnnl::reorder(packed, to).execute(stream, packed, to);
  stream.wait();
  return back == numbers;
}

}  // namespace

bool onednn_packs_right() {
  static const bool right = [] {
    try {
      const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
      return comes_back(engine, {48, 8}, Tag::ab, Tag::AB16b32a) &&
             comes_back(engine, {98, 20}, Tag::ab, Tag::AB16b64a) &&
             comes_back(engine, {20, 20, 3, 3}, Tag::abcd, Tag::ABcd16b16a) &&
             comes_back(engine, {40, 3, 3, 3}, Tag::abcd, Tag::Acdb32a);
    } catch (const dnnl::error&) {
      return false;
    }
  }();
  return right;
}

void avoid_broken_onednn() {
  if (!onednn_packs_right()) at::globalContext().setUserEnabledMkldnn(false);
}

}  // namespace ganscope
