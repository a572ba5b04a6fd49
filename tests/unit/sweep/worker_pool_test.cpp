#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <stdexcept>

#include "support/catch.hpp"
#include "sweep/worker_pool.hpp"

using plumb::reason_of;
using plumb::WorkerPool;
using plumb::WorkerResult;

namespace {

std::map<std::size_t, WorkerResult> wait_for_all(WorkerPool& pool) {
  std::map<std::size_t, WorkerResult> results;
  while (pool.running() > 0) {
    for (auto& result : pool.wait(std::chrono::seconds(10))) results[result.job] = result;
  }
  return results;
}

}  // namespace

TEST_CASE("a worker's end is told apart: done, refused, thrown, crashed") {
  WorkerPool pool;
  pool.start(0, [] { return 0; });
  pool.start(1, [] {
    std::fprintf(stderr, "a warning\nthe depth is wrong\n");
    return 2;
  });
  pool.start(2, []() -> int { throw std::runtime_error("no such thing"); });
  pool.start(3, []() -> int {
    std::signal(SIGABRT, SIG_DFL);
    std::abort();
  });
  pool.start(4, []() -> int {
    kill(getpid(), SIGKILL);
    return 0;
  });
  CHECK(pool.running() == 5);
  auto results = wait_for_all(pool);
  REQUIRE(results.size() == 5);
  CHECK(results[0].exit_code == 0);
  CHECK(results[0].message.empty());
  CHECK(results[1].exit_code == 2);
  CHECK(reason_of(results[1]) == "the depth is wrong");
  CHECK(results[2].exit_code == 1);
  CHECK(reason_of(results[2]) == "no such thing");
  CHECK_FALSE(results[3].exit_code.has_value());
  CHECK_THAT(reason_of(results[3]), ContainsSubstring("killed by signal 6"));
  CHECK(results[4].signal == SIGKILL);
  CHECK_THAT(reason_of(results[4]), ContainsSubstring("want of memory"));
}

TEST_CASE("a wait ends with its time, and workers with a signal") {
  WorkerPool pool;
  pool.start(7, [] {
    std::signal(SIGTERM, SIG_DFL);
    for (;;) pause();
    return 0;
  });
  CHECK(pool.wait(std::chrono::milliseconds(20)).empty());
  pool.signal_all(SIGTERM);
  auto results = wait_for_all(pool);
  CHECK(results[7].signal == SIGTERM);
}

TEST_CASE("more than a pipe holds does not block a worker") {
  WorkerPool pool;
  pool.start(0, [] {
    for (int i = 0; i < 20'000; ++i) std::fprintf(stderr, "line %d of many\n", i);
    return 1;
  });
  auto results = wait_for_all(pool);
  CHECK(reason_of(results[0]) == "line 19999 of many");
}
