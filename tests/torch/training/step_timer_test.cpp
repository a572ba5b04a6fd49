#include "training/step_timer.hpp"

#include "support/catch.hpp"

namespace {

/// Stretches of steps on a made-up clock, on which the warm-up's steps take ten times as long.
struct Timed {
  double now = 0;
  plumb::StepTimer timer{[] { return 0.0; }, [this] { return now; }, [this] { return now; }};
  int made = 0;

  void stretch(int steps, double seconds) {
    timer.start();
    for (int i = 0; i < steps; ++i) {
      now += made++ < 10 ? 10 * seconds : seconds;
      if (timer.count()) timer.start();
    }
    timer.stop();
    now += 100;  // an evaluation
  }
};

}  // namespace

TEST_CASE("the time of a step leaves the warm-up out, however short the epochs are") {
  const int epoch = GENERATE(1, 3, 5, 10, 20, 40);
  Timed timed;
  while (timed.made < 40) timed.stretch(epoch, 0.5);
  CHECK(timed.timer.ms_per_step() == Approx(500));
  CHECK(timed.timer.cpu_ms_per_step() == Approx(500));
}

TEST_CASE("the time of a step is the warm-up's where there is no other") {
  const int steps = GENERATE(1, 4, 10);
  Timed timed;
  for (int i = 0; i < steps; ++i) timed.stretch(1, 0.5);
  CHECK(timed.timer.ms_per_step() == Approx(5000));
}

TEST_CASE("without a step there is no time of one") {
  CHECK(Timed().timer.ms_per_step() == 0);
}
