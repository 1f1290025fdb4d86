// Compiled with this kind's flags (src/CMakeLists.txt).
#define GANSCOPE_KERNELS avx512
#include "engine/mlp/row_kernels.inl"
