#ifndef PLUMB_CATCH2_V3
#define CATCH_CONFIG_RUNNER
#endif
#include "support/catch.hpp"

#ifndef PLUMB_CATCH2_V3
#include "support/skipped_tests.hpp"

namespace {

bool skips = false;  // the test that is running
int tests = 0, skipped = 0;

class SkipCounter : public Catch::TestEventListenerBase {
 public:
  using TestEventListenerBase::TestEventListenerBase;
  void testCaseStarting(const Catch::TestCaseInfo&) override { skips = false; }
  void testCaseEnded(const Catch::TestCaseStats& stats) override {
    ++tests;
    if (skips && stats.totals.assertions.total() == 0) ++skipped;
  }
};
CATCH_REGISTER_LISTENER(SkipCounter)

}  // namespace

void skipped_tests::note() {
  skips = true;
}

bool skipped_tests::are_all() {
  return tests > 0 && skipped == tests;
}
#endif

int main(int argc, char* argv[]) {
  const int result = Catch::Session().run(argc, argv);
#ifndef PLUMB_CATCH2_V3
  constexpr int all_skipped = 4;  // as v3 has it
  if (result == 0 && skipped_tests::are_all()) return all_skipped;
#endif
  return result;
}
