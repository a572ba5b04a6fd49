#include "training/save_pace.hpp"

#include "support/catch.hpp"

TEST_CASE(
    "a run saves itself at every epoch while that is cheap, and no more than a tenth of its time") {
  plumb::SavePace pace;
  REQUIRE(pace.is_due(0));  // before training
  pace.add(0.02);
  REQUIRE_FALSE(pace.is_due(0.1));
  REQUIRE(pace.is_due(0.2));
  // Epochs of 5 ms, checkpoints of 20 ms: one for each 0.2 s.
  double elapsed = 0.2;
  int saved = 0;
  for (int epoch = 0; epoch < 1000; ++epoch) {
    elapsed += 0.005;
    if (!pace.is_due(elapsed)) continue;
    ++saved;
    pace.add(0.02);
    elapsed += 0.02;
  }
  REQUIRE(saved >= 26);
  REQUIRE(saved <= 29);  // 5 s of epochs and a tenth of all for checkpoints: 5.56 s, 27.8 of them
}
