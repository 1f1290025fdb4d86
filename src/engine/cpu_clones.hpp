#pragma once

/// In front of a function: compiled for plain x86-64 and for AVX2 with FMA; the loader picks one. Not with
/// sanitizers, whose runtime isn't there yet when the loader asks.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define GANSCOPE_CLONES __attribute__((target_clones("arch=haswell", "default")))
#else
#define GANSCOPE_CLONES
#endif
