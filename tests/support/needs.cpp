#include "support/needs.hpp"

#include <cstdlib>
#include <iostream>

#include "support/catch.hpp"
#include "support/skipped_tests.hpp"

void leave_out(const std::string& reason) {
  // Alone on a line: scripts/test.sh looks for it.
  std::cout << "skipped: " << reason << std::endl;
}

bool skip_test(const std::string& reason) {
  leave_out(reason);
#ifdef SKIP
  SKIP(reason);
#elif !defined(PLUMB_CATCH2_V3)
  skipped_tests::note();
#endif
  return true;
}

bool without_gnuplot() {
  static const bool is_there = std::system("gnuplot --version >/dev/null 2>&1") == 0;
  return !is_there && skip_test("gnuplot is not installed");
}
