#pragma once

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace plumb {

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define PLUMB_HAS_CPU_DISPATCH 1
#endif

namespace detail {

inline int supported_vector_bytes() {
#ifdef PLUMB_HAS_CPU_DISPATCH
  if (__builtin_cpu_supports("x86-64-v4")) return 64;
  if (__builtin_cpu_supports("x86-64-v3")) return 32;
#endif
  return 16;
}

/// For tests and measurements of what other processors run.
inline int allowed_vector_bytes() {
  const char* capability = std::getenv("PLUMB_CPU_CAPABILITY");
  if (capability == nullptr) return 64;
  if (capability == std::string_view("default")) return 16;
  return capability == std::string_view("avx2") ? 32 : 64;
}

}  // namespace detail

/// Of the registers that kernels use: 64 (AVX-512), 32 (AVX2) or 16. The environment variable
/// PLUMB_CPU_CAPABILITY, "avx2" or "default", keeps to fewer than the processor has.
inline int vector_bytes() {
  static const int bytes =
      std::min(detail::supported_vector_bytes(), detail::allowed_vector_bytes());
  return bytes;
}

}  // namespace plumb

/// Defines `result name parameters` by the template name_in<bytes>, [[gnu::always_inline]], of
/// which there is one copy for each instruction set; `bytes`: of its vector registers. A portable
/// binary so uses the machine.
#ifdef PLUMB_HAS_CPU_DISPATCH
#define PLUMB_DISPATCH(result, name, parameters, arguments)                  \
  [[gnu::target("arch=x86-64-v4")]] static result name##_avx512 parameters { \
    return name##_in<64> arguments;                                          \
  }                                                                          \
  [[gnu::target("arch=x86-64-v3")]] static result name##_avx2 parameters {   \
    return name##_in<32> arguments;                                          \
  }                                                                          \
  static result name##_default parameters {                                  \
    return name##_in<16> arguments;                                          \
  }                                                                          \
  result name parameters {                                                   \
    switch (vector_bytes()) {                                                \
      case 64:                                                               \
        return name##_avx512 arguments;                                      \
      case 32:                                                               \
        return name##_avx2 arguments;                                        \
      default:                                                               \
        return name##_default arguments;                                     \
    }                                                                        \
  }
#else
#define PLUMB_DISPATCH(result, name, parameters, arguments) \
  result name parameters {                                  \
    return name##_in<16> arguments;                         \
  }
#endif
