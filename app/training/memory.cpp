#include "training/memory.hpp"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace plumb {

void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

}  // namespace plumb
