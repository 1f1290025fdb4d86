#include "engine/inference/row_kernels.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace ganscope;

TEST_SUITE("row kernels") {
  TEST_CASE("bias and slope, for widths that don't fill a vector") {
    for (const int channels : {1, 3, 8, 13}) {
      for (const float slope : {1.F, 0.F, 0.2F, -0.5F}) {
        std::vector<float> rows;
        std::vector<float> bias;
        for (int i = 0; i < 5 * channels; ++i) rows.push_back(static_cast<float>(i % 7) - 3);
        for (int c = 0; c < channels; ++c) bias.push_back(0.25F * static_cast<float>(c) - 1);
        std::vector<float> expected = rows;
        for (std::size_t i = 0; i < rows.size(); ++i) {
          const float value = rows[i] + bias[i % static_cast<std::size_t>(channels)];
          expected[i] = value > 0 ? value : slope * value;
        }
        add_bias_rows(rows.data(), 5, bias.data(), channels, slope);
        CHECK(rows == expected);
      }
    }
  }

  TEST_CASE("numbers that are none stay so") {
    std::vector<float> rows{NAN, 1};
    const std::vector<float> bias{0, 0};
    add_bias_rows(rows.data(), 1, bias.data(), 2, 0.2F);
    CHECK(std::isnan(rows[0]));
    CHECK(rows[1] == 1);
  }

  TEST_CASE("pixels become planes") {
    std::vector<float> planes(6);
    to_planes(std::vector<float>{1, 2, 3, 4, 5, 6}.data(), 2, 3, planes.data());
    CHECK(planes == std::vector<float>{1, 4, 2, 5, 3, 6});
    to_planes(std::vector<float>{1, 2, 3, 4, 5, 6}.data(), 3, 2, planes.data());
    CHECK(planes == std::vector<float>{1, 3, 5, 2, 4, 6});
    to_planes(planes.data(), 0, 4, planes.data());
  }

  TEST_CASE("a range becomes 0 to 1, clamped, and what is not finite is told") {
    const std::vector<float> from{-1, 0, 1, 5, -7, 0.5F, -1, 0, 1};
    std::vector<float> to(from.size());
    CHECK(to_unit_range(from.data(), 9, -1, 1, to.data()));
    CHECK(to == std::vector<float>{0, 0.5F, 1, 1, 0, 0.75F, 0, 0.5F, 1});
    for (const float broken : {NAN, INFINITY, -INFINITY})
      for (std::size_t at = 0; at < from.size(); ++at) {
        std::vector<float> bad = from;
        bad[at] = broken;
        CHECK_FALSE(to_unit_range(bad.data(), 9, -1, 1, to.data()));
      }
    CHECK(to_unit_range(nullptr, 0, 0, 1, nullptr));
  }
}
