#include "plumb/internal/parallel.hpp"

#include <stdexcept>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "support/needs.hpp"
#include "support/threads.hpp"

using plumb::parallel_shares;
using plumb::Share;

TEST_CASE("shares cover a loop once, and begin at multiples of 16") {
  for (const std::int64_t count : {0, 1, 15, 16, 17, 48, 1000}) {
    for (const std::int64_t of : {1, 2, 3, 8}) {
      INFO(count << " iterations, " << of << " shares");
      std::int64_t next = 0;
      for (std::int64_t i = 0; i < of; ++i) {
        const auto range = Share{i, of}.range(count);
        CHECK(range.first == next);
        CHECK(range.end >= range.first);
        if (range.size() > 0) CHECK(range.first % 16 == 0);
        next = range.end;
      }
      CHECK(next == count);
    }
  }
}

TEST_CASE("shares of a loop over rows begin at multiples of what it takes together") {
  CHECK(Share{0, 2}.range(256, 12).end == 132);
  CHECK(Share{1, 2}.range(256, 12).first == 132);
  CHECK(Share{1, 2}.range(256, 12).end == 256);
}

TEST_CASE("each share has a thread of its own") {
#ifdef __clang__
  if (skip_test("only what GCC compiled has more than one thread")) return;
#endif
  const ScopedThreads threads(3);
  std::vector<std::thread::id> ids(3);
  parallel_shares(1000, 100, [&](Share share) {
    ids.at(static_cast<std::size_t>(share.index)) = std::this_thread::get_id();
  });
  CHECK(ids[0] == std::this_thread::get_id());
  CHECK(ids[1] != ids[0]);
  CHECK(ids[2] != ids[0]);
  CHECK(ids[2] != ids[1]);
}

TEST_CASE("there are no more shares than the work is worth, and no fewer than one") {
  const ScopedThreads threads(4);
  const auto shares = [](std::int64_t work, std::int64_t grain) {
    std::int64_t of = 0;
    parallel_shares(work, grain, [&](Share share) {
      if (share.index == 0) of = share.of;
    });
    return of;
  };
  CHECK(shares(0, 10) == 1);
  CHECK(shares(19, 10) == 1);
  CHECK(shares(20, 10) == 2);
  CHECK(shares(39, 10) == 3);
  CHECK(shares(1000, 10) == 4);
}

TEST_CASE("a share does not share its own loops out again") {
  const ScopedThreads threads(2);
  std::vector<std::int64_t> inner(2);
  parallel_shares(2, 1, [&](Share outer) {
    parallel_shares(
        2, 1, [&](Share share) { inner.at(static_cast<std::size_t>(outer.index)) += share.of; });
  });
  CHECK(inner == std::vector<std::int64_t>{1, 1});
}

TEST_CASE("what a share throws reaches the caller") {
  const ScopedThreads threads(2);
  CHECK_THROWS_AS(parallel_shares(2, 1,
                                  [](Share share) {
                                    if (share.index == 1) throw std::runtime_error("here");
                                  }),
                  std::runtime_error);
}
