#include "exchange/resampling_criterion.hpp"

#include <array>

#include "core/error.hpp"
#include "core/text.hpp"

namespace ganscope {
namespace {

constexpr const char* kForms = "none, hard:C, trunc-normal:A, logistic:A,B or clip";

struct Form {
  CriterionKind kind;
  const char* name;
  std::size_t numbers;
};
constexpr std::array<Form, 5> kCriteria{{{CriterionKind::none, "none", 0},
                                         {CriterionKind::hard, "hard", 1},
                                         {CriterionKind::logistic, "logistic", 2},
                                         {CriterionKind::truncated_normal, "trunc-normal", 1},
                                         {CriterionKind::clip, "clip", 0}}};

constexpr double kLeast = 1e-3;
constexpr double kMost = 100;

}  // namespace

Criterion parse_criterion(const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string name = text.substr(0, colon);
  std::vector<std::string> numbers;
  if (colon != std::string::npos) numbers = split(text.substr(colon + 1), ',');
  for (const Form& form : kCriteria) {
    if (name != form.name) continue;
    if (numbers.size() != form.numbers) break;
    Criterion criterion{.kind = form.kind};
    const auto number = [&](std::size_t i) {
      return parse_number_in(numbers[i], "criterion " + name, kLeast, kMost);
    };
    if (form.numbers == 1) criterion.cutoff = number(0);
    if (form.numbers == 2) {
      criterion.steepness = number(0);
      criterion.cutoff = number(1);
    }
    return criterion;
  }
  throw out_of_range("criterion", text, kForms);
}

std::string to_text(const Criterion& criterion) {
  for (const Form& form : kCriteria) {
    if (form.kind != criterion.kind) continue;
    std::string text = form.name;
    if (form.numbers == 2)
      return text + ":" + exact_number(criterion.steepness) + "," + exact_number(criterion.cutoff);
    return form.numbers == 1 ? text + ":" + exact_number(criterion.cutoff) : text;
  }
  return "none";
}

const std::vector<Criterion>& table_criteria() {
  static const std::vector<Criterion> criteria = [] {
    std::vector<Criterion> all{{CriterionKind::none}};
    for (const double c : {2.5, 3.0, 3.5}) all.push_back({CriterionKind::hard, c});
    // Section 4.2.1 has 3.5 where Table 1 has 3.75; the table's figures stand beside ours.
    for (const double a : {2.5, 2.75, 3.0, 3.25, 3.75}) all.push_back({CriterionKind::truncated_normal, a});
    for (const double b : {2.0, 2.5, 3.0})
      for (const double a : {2.0, 3.0, 4.0}) all.push_back({CriterionKind::logistic, b, a});
    return all;
  }();
  return criteria;
}

}  // namespace ganscope
