#pragma once

// One copy of a function per instruction set, chosen at load time, so that a portable binary still
// uses the machine. Sanitizers run before the resolver could, hence the exception.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define PLUMB_TARGET_CLONES \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define PLUMB_TARGET_CLONES
#endif
