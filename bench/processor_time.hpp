#pragma once

#include <ctime>

/// Processor time of this process in milliseconds, all threads together: unlike the clock's, it
/// does not count what other programs take.
inline double processor_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}
