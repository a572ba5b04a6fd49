#include "training/run_length.hpp"

#include <limits>

#include "support/catch.hpp"

using namespace plumb;

TEST_CASE("an epoch is as many updates as its samples fill, the last of them partly") {
  RunConfig config;
  config.training.batch_size = 8;
  config.training.accumulate = 2;
  CHECK(update_samples(config) == 16);
  CHECK(steps_per_epoch(config, 32) == 2);
  CHECK(steps_per_epoch(config, 33) == 3);
  CHECK(steps_per_epoch(config, 1) == 1);
  CHECK(steps_per_epoch(config, 0) == 0);
  config.training.epochs = 5;
  CHECK(planned_steps(config, 33) == 15);
  config.training.steps = 7;
  CHECK(planned_steps(config, 33) == 7);
}

TEST_CASE("lengths beyond any number are the largest there is") {
  constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  RunConfig config;
  config.training.batch_size = std::int64_t{1} << 62;
  config.training.accumulate = 4;
  CHECK(update_samples(config) == largest);
  CHECK(steps_per_epoch(config, 300) == 1);
  config.training.batch_size = 32;
  config.training.accumulate = 1;
  config.training.epochs = largest;
  CHECK(planned_steps(config, 300) == largest);
  config.training.steps = 5;
  CHECK(planned_steps(config, 300) == 5);
}
