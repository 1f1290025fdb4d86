#include "engine/recovery/recovery_table.hpp"

#include <doctest/doctest.h>

using namespace ganscope;

TEST_CASE("recovery table: errors by hand") {
  CHECK(latent_error({1, 2, 3, 4}, {1, 2, 3, 4}) == 0);
  CHECK(latent_error({1, 2, 3, 4}, {0, 2, 5, 4}) == doctest::Approx(1.25));
}

TEST_CASE("recovery table: shares, wins and what is significant, worked by hand") {
  const std::vector<double> disabled{1.0, 0.5, 2e-5, 0.1, 0.3};
  const std::vector<double> ours{0.4, 0.4, 8e-5, 0.1, 0.9};
  const Criterion criterion = parse_criterion("hard:2.5");
  const RecoveryTableRow row = recovery_table_row(criterion, ours, disabled);
  CHECK(row.below ==
        std::array<double, 5>{0.2, 0.2, 0.2, 0.2, 1});  // an error of just a threshold isn't below it
  CHECK(row.wins.value() == doctest::Approx(0.4));
  // By a factor of 2: better once (1.0), worse twice (2e-5 and 0.3).
  CHECK(row.significant_wins.value() == doctest::Approx(1.0 / 3));
  CHECK(row.mean_error == doctest::Approx((0.4 + 0.4 + 8e-5 + 0.1 + 0.9) / 5));
  const RecoveryTableRow first = recovery_table_row({}, disabled, {});
  CHECK_FALSE(first.wins.has_value());
  CHECK_FALSE(first.significant_wins.has_value());
  // Where nothing differs, nobody wins significantly; two exact hits are no win either.
  const RecoveryTableRow same = recovery_table_row(criterion, {0, 0.5}, {0, 0.5});
  CHECK(same.wins.value() == 0);
  CHECK_FALSE(same.significant_wins.has_value());
  const RecoveryTableRow exact = recovery_table_row(criterion, {0, 0.5}, {0.1, 0.5});
  CHECK(exact.significant_wins.value() == 1);
}

TEST_CASE("recovery table: the paper's rows stand at their criteria") {
  const auto& rows = paper_table();
  REQUIRE(rows.size() == 18);
  const auto row = [&](const std::string& text) {
    for (const RecoveryTableRow& r : rows)
      if (to_text(r.criterion) == text) return r;
    FAIL("no row " << text);
    return rows[0];
  };
  CHECK(row("none").mean_error == 0.864);
  CHECK_FALSE(row("none").wins.has_value());
  CHECK(row("hard:3").below[2] == doctest::Approx(0.3));
  CHECK(row("trunc-normal:2.75").significant_wins.value() == doctest::Approx(0.9667));
  CHECK(row("trunc-normal:3.75").mean_error == 0.67);
  CHECK(row("logistic:2,2").mean_error == 0.162);
  CHECK(row("logistic:3,2").mean_error == 0.202);
  CHECK(row("logistic:2,2.5").mean_error == 0.303);
  CHECK(row("logistic:4,3").below[4] == doctest::Approx(0.69));
}
