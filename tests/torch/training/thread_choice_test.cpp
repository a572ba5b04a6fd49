#include "training/thread_choice.hpp"

#include <ATen/Parallel.h>
#include <torch/types.h>

#include <cstdlib>

#include "config/keys.hpp"
#include "support/catch.hpp"
#include "support/threads.hpp"
#include "training/dataset_request.hpp"

namespace {

/// The number that is chosen for work of that many milliseconds, of which each of the threads that
/// are set has that share.
std::int64_t chosen(double milliseconds, double share, std::int64_t most) {
  double now = 0;
  const auto work = [&] {
    const double threads = at::get_num_threads();
    now += milliseconds / 1000 / (1 + share * (threads - 1));
  };
  return plumb::fastest_threads(work, most, [&] { return now; });
}

}  // namespace

TEST_CASE("threads that share the work are used, up to the most that are allowed") {
  const ScopedThreads restore;
  CHECK(chosen(40, 1, 4) == 4);
  CHECK(at::get_num_threads() == 4);
  CHECK(chosen(40, 1, 3) == 2);
  CHECK(chosen(40, 1, 1) == 1);
}

TEST_CASE("threads that hardly help, or wait for each other, are not used") {
  const ScopedThreads restore;
  CHECK(chosen(40, 0.1, 8) == 1);
  CHECK(chosen(10, -0.12, 8) == 1);
  CHECK(at::get_num_threads() == 1);
}

TEST_CASE("a number of threads that was asked for is kept, and 0 replaced") {
  const ScopedThreads restore;
  plumb::RunConfig config;
  for (const auto& [key, value] :
       {std::pair{"data", "circles"}, {"model", "mlp"}, {"width", "8"}, {"threads", "3"}})
    plumb::set_key(config, key, value);
  const plumb::Dataset dataset = plumb::load_dataset(plumb::dataset_request(config));
  plumb::settle_threads(config, dataset);
  CHECK(config.running.threads == 3);
  config.running.threads = 0;
  plumb::settle_threads(config, dataset);
  CHECK(config.running.threads >= 1);
  CHECK(config.running.threads <= plumb::usable_threads());
  CHECK(at::get_num_threads() == config.running.threads);
}

TEST_CASE("OMP_NUM_THREADS bounds the threads") {
  const char* before = std::getenv("OMP_NUM_THREADS");
  const std::string kept = before != nullptr ? before : "";
  setenv("OMP_NUM_THREADS", "1", 1);
  CHECK(plumb::usable_threads() == 1);
  if (before != nullptr)
    setenv("OMP_NUM_THREADS", kept.c_str(), 1);
  else
    unsetenv("OMP_NUM_THREADS");
}

TEST_CASE("steps that take more than twice the processor time are noticed within a second of it") {
  plumb::BarrierWatch watch;
  double seconds = 0;
  const auto steps = [&](int count, double each) {
    bool noticed = false;
    for (int i = 0; i < count; ++i) noticed = watch.add(seconds += each) || noticed;
    return noticed;
  };
  watch.begin(seconds);
  CHECK_FALSE(steps(20, 0.20));  // slow at first, as long as something else runs beside it
  CHECK_FALSE(steps(200, 0.06));
  CHECK_FALSE(steps(40, 0.13));
  seconds += 50;  // an evaluation
  watch.begin(seconds);
  CHECK_FALSE(steps(40, 0.06));
  CHECK(steps(10, 0.22));
}
