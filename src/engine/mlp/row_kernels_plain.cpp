// Compiled with this kind's flags (src/CMakeLists.txt).
#define GANSCOPE_KERNELS plain
#include "engine/mlp/row_kernels.inl"
