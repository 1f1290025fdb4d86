#include "engine/mlp/row_kernels.hpp"

namespace ganscope::mlp {

namespace plain {
extern const RowKernels<float> kFloat;
extern const RowKernels<double> kDouble;
}  // namespace plain
#ifdef __x86_64__
namespace avx2 {
extern const RowKernels<float> kFloat;
extern const RowKernels<double> kDouble;
}  // namespace avx2
namespace avx512 {
extern const RowKernels<float> kFloat;
extern const RowKernels<double> kDouble;
}  // namespace avx512
#endif

namespace {

struct Choice {
  const char* name;
  const RowKernels<float>* of_float;
  const RowKernels<double>* of_double;
};

/// From the narrowest to the widest.
std::vector<Choice> available() {
  std::vector<Choice> out{{"plain", &plain::kFloat, &plain::kDouble}};
#ifdef __x86_64__
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    out.push_back({"avx2", &avx2::kFloat, &avx2::kDouble});
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    out.push_back({"avx512", &avx512::kFloat, &avx512::kDouble});
#endif
  return out;
}

const Choice& chosen() {
  static const Choice choice = available().back();
  return choice;
}

}  // namespace

template <>
const RowKernels<float>& row_kernels<float>() {
  return *chosen().of_float;
}
template <>
const RowKernels<double>& row_kernels<double>() {
  return *chosen().of_double;
}

std::vector<const RowKernels<float>*> every_row_kernels() {
  std::vector<const RowKernels<float>*> out;
  for (const Choice& choice : available()) out.push_back(choice.of_float);
  return out;
}

const char* row_kernels_name() { return chosen().name; }

}  // namespace ganscope::mlp
