#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "step_json.hpp"

namespace plumb {
namespace {

/// How much a step would be missed: first by what no other may tell, then by its norm.
struct Rank {
  enum Tells : std::uint8_t { size, failure, origin, kept_gradients };
  Tells tells = size;
  double norm = 0;  // of steps that tell no more than that; of others the first one counts

  bool operator<(const Rank& other) const {
    return tells != other.tells ? tells < other.tells : norm < other.norm;
  }
};

Rank rank_of(const StepRecord& record) {
  if (record.gradients_kept) return {Rank::kept_gradients};
  if (record.origin) return {Rank::origin};
  if (!std::isfinite(record.norm) || !std::isfinite(record.loss)) return {Rank::failure};
  return {Rank::size, record.norm};
}

Rank rank_of(const nlohmann::json& line) {
  if (!line.is_object()) return {Rank::failure};
  if (line.contains("gradients_kept")) return {Rank::kept_gradients};
  if (line.contains("origin")) return {Rank::origin};
  // What is not finite is a string.
  const auto norm = line.find("norm"), loss = line.find("loss");
  const bool is_finite =
      norm != line.end() && norm->is_number() && loss != line.end() && loss->is_number();
  return is_finite ? Rank{Rank::size, norm->get<double>()} : Rank{Rank::failure};
}

/// A step that the file has.
struct Line {
  Rank rank;
  bool probed = false;
  std::string text;
};

/// One that it will have.
struct Waiting {
  StepRecord record;
  std::int64_t epoch = 0;
};

Rank rank_of(const Line& line) {
  return line.rank;
}
Rank rank_of(const Waiting& step) {
  return rank_of(step.record);
}
bool is_probed(const Line& line) {
  return line.probed;
}
bool is_probed(const Waiting& step) {
  return !step.record.probes.empty();
}

// What turns a step into text has left the caches by the next one: six times as long for one step
// as for one of many.
constexpr std::size_t steps_at_a_time = 32;

/// Beside the step of the highest rank, the one that would be missed most of those that tell more
/// than their norm, a probed one of equal ones; the end where there is none.
template <typename Step>
auto next_to_tell(std::vector<Step>& steps, typename std::vector<Step>::iterator high) {
  const auto is_missed_more = [](const Step& a, const Step& b) {
    return rank_of(a).tells != rank_of(b).tells ? rank_of(a).tells > rank_of(b).tells
                                                : is_probed(a) && !is_probed(b);
  };
  auto next = steps.end();
  for (auto step = steps.begin(); step != steps.end(); ++step) {
    if (step == high || rank_of(*step).tells == Rank::size) continue;
    if (next == steps.end() || is_missed_more(*step, *next)) next = step;
  }
  return next;
}

/// Keeps two steps in their order: that of the highest rank, and another one that tells more than
/// its norm, or else a probed one, or, without such, that of the lowest rank.
template <typename Step>
std::vector<Step> extremes(std::vector<Step> steps) {
  if (steps.size() <= 2) return steps;
  const auto by_rank = [](const Step& a, const Step& b) { return rank_of(a) < rank_of(b); };
  auto high = std::max_element(steps.begin(), steps.end(), by_rank);
  auto low = next_to_tell(steps, high);
  if (low == steps.end())
    low = std::find_if(steps.begin(), steps.end(), [](const Step& s) { return is_probed(s); });
  if (low == steps.end()) low = std::min_element(steps.begin(), steps.end(), by_rank);
  if (low == high) high = low == std::prev(steps.end()) ? steps.begin() : std::prev(steps.end());
  if (low > high) std::swap(low, high);
  std::vector<Step> kept;
  kept.push_back(std::move(*low));
  if (low != high) kept.push_back(std::move(*high));
  return kept;
}

}  // namespace

class StepWriter::Impl {
 public:
  Impl(std::filesystem::path file, const std::vector<ParameterInfo>& parameters, std::int64_t limit,
       std::chrono::milliseconds flush_interval)
      : file_(std::move(file)),
        json_(parameters),
        limit_(std::max<std::int64_t>(limit, 4)),
        flush_interval_(flush_interval) {
    std::ifstream existing(file_);
    for (std::string line; std::getline(existing, line);) ++lines_;
    open(std::ios::app);
  }

  ~Impl() {
    try {
      put_out();
    } catch (...) {
      // A destructor must not throw: flush() reports what is wrong.
    }
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void write(const StepRecord& record, const std::vector<TapInfo>& taps, std::int64_t epoch) {
    if (taps.size() > taps_.size()) taps_ = taps;  // those of earlier steps stay where they are
    bucket_.push_back({record, epoch});
    ++seen_in_bucket_;
    if (bucket_.size() > 2) bucket_ = extremes(std::move(bucket_));
    if (seen_in_bucket_ >= steps_per_bucket_) finish_bucket();
  }

  void flush() {
    finish_bucket();
    put_out();
    out_.flush();
    check();
  }

 private:
  using Clock = std::chrono::steady_clock;

  void open(std::ios::openmode mode) {
    out_.open(file_, mode);
    check();
  }

  /// Throws once writing has failed, with the reason of the first time: the stream keeps none.
  void check() {
    if (out_) return;
    if (!failure_) failure_ = errno;
    throw write_error(file_, *failure_);
  }

  void finish_bucket() {
    lines_ += static_cast<std::int64_t>(bucket_.size());
    std::move(bucket_.begin(), bucket_.end(), std::back_inserter(waiting_));
    bucket_.clear();
    seen_in_bucket_ = 0;
    if (waiting_.size() >= steps_at_a_time) put_out();
    if (lines_ >= limit_) thin();
    show();
  }

  void put_out() {
    for (const auto& step : waiting_) out_ << json_.line(step.record, taps_, step.epoch) << '\n';
    waiting_.clear();
    check();
  }

  /// Lets other processes see what is written, now and then.
  void show() {
    const auto now = Clock::now();
    if (now - shown_ < flush_interval_) return;
    shown_ = now;
    put_out();
    out_.flush();
    check();
  }

  /// Halves the file by merging four neighbouring lines into two.
  void thin() {
    put_out();
    out_.flush();
    check();
    std::string content;
    std::int64_t kept = 0;
    {
      std::ifstream in(file_);
      std::vector<Line> group;
      const auto close_group = [&] {
        for (const auto& line : extremes(std::move(group))) {
          content += line.text + '\n';
          ++kept;
        }
        group.clear();
      };
      for (std::string text; std::getline(in, text);) {
        group.push_back(line_of(std::move(text)));
        if (group.size() == 4) close_group();
      }
      close_group();
    }
    write_file_atomically(file_, content);  // where that fails, the file goes on as it was
    out_.close();
    lines_ = kept;
    // Two lines a bucket from here on: the first thinning turns single steps into buckets of four.
    steps_per_bucket_ = steps_per_bucket_ == 1 ? 4 : steps_per_bucket_ * 2;
    open(std::ios::app);
  }

  static Line line_of(std::string text) {
    const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
    return {rank_of(json), json.is_object() && json.contains("weights"), std::move(text)};
  }

  std::filesystem::path file_;
  StepJson json_;
  std::int64_t limit_;
  std::chrono::milliseconds flush_interval_;
  Clock::time_point shown_ = Clock::now();
  std::ofstream out_;
  std::optional<int> failure_;  // errno
  std::int64_t lines_ = 0;
  std::int64_t steps_per_bucket_ = 1;
  std::int64_t seen_in_bucket_ = 0;
  std::vector<TapInfo> taps_;
  std::vector<Waiting> bucket_;
  std::vector<Waiting> waiting_;  // of finished buckets
};

StepWriter::StepWriter(std::filesystem::path file, std::vector<ParameterInfo> parameters,
                       std::int64_t limit, std::chrono::milliseconds flush_interval)
    : impl_(std::make_unique<Impl>(std::move(file), parameters, limit, flush_interval)) {}
StepWriter::~StepWriter() = default;
StepWriter::StepWriter(StepWriter&&) noexcept = default;
StepWriter& StepWriter::operator=(StepWriter&&) noexcept = default;

void StepWriter::write(const StepRecord& record, const std::vector<TapInfo>& taps,
                       std::int64_t epoch) {
  impl_->write(record, taps, epoch);
}
void StepWriter::flush() {
  impl_->flush();
}

}  // namespace plumb
