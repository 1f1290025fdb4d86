#include "engine/inference/onednn_blocks.hpp"

#include <doctest/doctest.h>

#include <dnnl.hpp>
#include <numeric>

#include "engine/inference/onednn_compat.hpp"
#include "engine/onednn_health.hpp"

using namespace ganscope;

namespace {

using Tag = dnnl::memory::format_tag;

dnnl::memory::desc described(const dnnl::memory::dims& dims, Tag tag) {
  return {dims, dnnl::memory::data_type::f32, tag};
}

std::vector<float> counted_up(const dnnl::memory::desc& plain) {
  std::vector<float> numbers(plain.get_size() / sizeof(float));
  std::iota(numbers.begin(), numbers.end(), 1.f);
  return numbers;
}

}  // namespace

TEST_SUITE("onednn blocks") {
  TEST_CASE("rows of four in blocks of two rows and three columns, by hand") {
    // aB... of a 3 x 4 table as AB2a3b: two by two blocks, each 2 x 3, the columns of a block fastest.
    const BlockedLayout layout{
        .dims = {3, 4}, .padded = {4, 6}, .strides = {12, 6}, .inner_size = {2, 3}, .inner_dim = {0, 1}};
    REQUIRE(layout.size() == 24);
    std::vector<float> plain(12);
    std::iota(plain.begin(), plain.end(), 1.f);
    std::vector<float> out(24, -1.f);
    lay_out_in_blocks(plain.data(), layout, out.data());
    CHECK(out ==
          std::vector<float>{1, 2, 3, 5, 6, 7, 4, 0, 0, 8, 0, 0, 9, 10, 11, 0, 0, 0, 12, 0, 0, 0, 0, 0});
  }

  TEST_CASE("every layout equals oneDNN's reorder, where that is right") {
    if (!onednn_packs_right()) {
      MESSAGE("skipped: this oneDNN's reorders are wrong");
      return;
    }
    const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    dnnl::stream stream(engine);
    struct Case {
      dnnl::memory::dims dims;
      Tag plain, blocked;
    };
    for (const Case& c : std::vector<Case>{{{98, 20}, Tag::ab, Tag::AB16b64a},
                                           {{17, 8}, Tag::ab, Tag::AB16b32a},
                                           {{48, 33}, Tag::ab, Tag::ba},
                                           {{20, 20, 3, 3}, Tag::abcd, Tag::ABcd16b16a},
                                           {{20, 40, 4, 4}, Tag::abcd, Tag::ABcd16a16b},
                                           {{40, 3, 3, 3}, Tag::abcd, Tag::Acdb32a},
                                           {{5, 7, 2, 3}, Tag::abcd, Tag::acdb},
                                           {{2, 9, 5, 3, 3}, Tag::abcde, Tag::aBCde16b16c}}) {
      const dnnl::memory::desc plain = described(c.dims, c.plain);
      const dnnl::memory::desc wanted = described(c.dims, c.blocked);
      std::vector<float> numbers = counted_up(plain);
      dnnl::memory from(plain, engine, numbers.data());
      dnnl::memory to(wanted, engine);
      dnnl::reorder(from, to).execute(stream, from, to);
      stream.wait();
      const std::optional<BlockedLayout> layout = onednn::blocked_layout(wanted);
      REQUIRE(layout);
      std::vector<float> ours(layout->size(), -1.f);
      lay_out_in_blocks(numbers.data(), *layout, ours.data());
      const auto* theirs = static_cast<const float*>(to.get_data_handle());
      CHECK(ours == std::vector<float>(theirs, theirs + ours.size()));
    }
  }
}
