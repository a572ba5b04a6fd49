#pragma once

#include <chrono>
#include <ctime>

/// The clock's time in milliseconds, since some moment.
inline double clock_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::milli>(now).count();
}

/// Processor time of this process in milliseconds, all threads together: unlike the clock's, it
/// does not count what other programs take.
inline double processor_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}
