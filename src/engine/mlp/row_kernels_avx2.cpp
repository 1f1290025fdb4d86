// Compiled with this kind's flags (src/CMakeLists.txt).
#define GANSCOPE_KERNELS avx2
#include "engine/mlp/row_kernels.inl"
