#include <chrono>
#include <fstream>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/diagnostics/step_follower.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using plumb::StepFollower;
using plumb::StepRecord;
using plumb::StepWriter;

namespace {

const std::vector<plumb::ParameterInfo> parameters{{"a.weight", {2, 2}, 4, {}}};

StepRecord record(std::int64_t step, double norm) {
  StepRecord record;
  record.step = step;
  record.loss = 1;
  record.norm = record.norm_after = norm;
  record.norms = {norm};
  return record;
}

std::vector<std::int64_t> steps_of(const StepFollower::News& news) {
  std::vector<std::int64_t> steps;
  for (const auto& row : news.rows) steps.push_back(row.step);
  return steps;
}

using Steps = std::vector<std::int64_t>;
constexpr std::chrono::milliseconds at_once{0};

}  // namespace

TEST_CASE("a follower sees each step once, while the run goes on") {
  const TemporaryFolder folder;
  StepFollower follower(folder.path());
  REQUIRE(follower.poll().rows.empty());  // there is no file yet

  StepWriter writer(folder.path() / "steps.jsonl", parameters, 1000, at_once);
  writer.write(record(0, 0.5), {}, 1);
  writer.write(record(1, 0.25), {}, 1);
  const auto news = follower.poll();
  REQUIRE(steps_of(news) == Steps{0, 1});
  REQUIRE(news.rows[1].norms.at(0) == 0.25);
  REQUIRE(follower.parameters() == std::vector<std::string>{"a.weight"});

  REQUIRE(follower.poll().rows.empty());
  writer.write(record(2, 1), {}, 1);
  REQUIRE(steps_of(follower.poll()) == Steps{2});
}

TEST_CASE("a step is not shown before its interval is over, nor kept back at a flush") {
  const TemporaryFolder folder;
  StepFollower follower(folder.path());
  StepWriter writer(folder.path() / "steps.jsonl", parameters, 1000, std::chrono::hours(1));
  writer.write(record(0, 1), {}, 1);
  REQUIRE(follower.poll().rows.empty());
  writer.flush();
  REQUIRE(steps_of(follower.poll()) == Steps{0});
}

TEST_CASE("a follower leaves a line alone until it is complete") {
  const TemporaryFolder folder;
  std::ofstream file(folder.path() / "steps.jsonl");
  StepFollower follower(folder.path());
  file << R"({"step":0,"epoch":1,"loss":2,"no)" << std::flush;
  REQUIRE(follower.poll().rows.empty());
  file << R"(rm":0.5,"norms":{}})" << '\n' << std::flush;
  REQUIRE(steps_of(follower.poll()) == Steps{0});
  file << "not a step\n" << std::flush;
  REQUIRE_THROWS_WITH(follower.poll(), ContainsSubstring("line 2"));
}

TEST_CASE("a follower begins again where the file was thinned") {
  const TemporaryFolder folder;
  StepFollower follower(folder.path());
  StepWriter writer(folder.path() / "steps.jsonl", parameters, 8, at_once);
  for (int i = 0; i < 7; ++i) writer.write(record(i, i), {}, 1);
  REQUIRE(follower.poll().rows.size() == 7);
  writer.write(record(7, 7), {}, 1);  // the eighth line halves the file
  const auto news = follower.poll();
  REQUIRE(news.restarted);
  REQUIRE(news.rows.size() == 4);
  REQUIRE(news.rows.back().step == 7);
  REQUIRE_FALSE(follower.poll().restarted);
}

TEST_CASE("a follower begins again where a resumed run went back") {
  const TemporaryFolder folder;
  StepFollower follower(folder.path());
  {
    StepWriter writer(folder.path() / "steps.jsonl", parameters, 1000, at_once);
    for (int i = 0; i < 6; ++i) writer.write(record(i, 1), {}, 1 + i / 3);
  }
  REQUIRE(follower.poll().rows.size() == 6);
  plumb::rewind_run(folder.path(), 1, 3);
  StepWriter writer(folder.path() / "steps.jsonl", parameters, 1000, at_once);
  for (int i = 3; i < 7; ++i) writer.write(record(i, 2), {}, 2);  // as long as before, and longer
  const auto news = follower.poll();
  REQUIRE(news.restarted);
  REQUIRE(steps_of(news) == Steps{0, 1, 2, 3, 4, 5, 6});
  REQUIRE(news.rows[5].norm == 2);
}
