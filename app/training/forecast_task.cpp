#include "training/forecast_task.hpp"

#include <pthread.h>

#include <algorithm>
#include <ctime>
#include <exception>
#include <optional>
#include <utility>

#include "plumb/diagnostics/forecast_record.hpp"
#include "training/forecast_input.hpp"
#include "training/forecast_work.hpp"
#include "training/run_length.hpp"

namespace plumb {
namespace {

/// Seconds of a thread's clock; nothing where the thread has ended.
std::optional<double> seconds_of(clockid_t clock) {
  timespec time{};
  if (clock_gettime(clock, &time) != 0) return std::nullopt;
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// What the thread works on: nothing of it is a tensor.
struct Work {
  std::filesystem::path directory;
  ForecastRecord record;  // all but the forecast
  ForecastNetwork network;
  ForecastBatch batch;
  ForecastOptions options;
};

void make_forecast(Work& work) {
  try {
    work.record.forecast = forecast(work.network, work.batch, work.options);
    write_forecast(work.directory, work.record);
  } catch (const std::exception&) {
    // Stopped, or a full disk: the run has no forecast.
  }
}

}  // namespace

void ForecastTask::start(const std::filesystem::path& directory, const RunConfig& config,
                         const NetworkOptions& options, const TensorSplit& train) {
  try {
    begin(directory, config, options, train);
  } catch (const std::exception&) {
    // A network that the forecast refuses, or no thread to be had.
  }
}

void ForecastTask::begin(const std::filesystem::path& directory, const RunConfig& config,
                         const NetworkOptions& options, const TensorSplit& train) {
  Work work;
  work.network = describe_network(options);
  const auto samples = std::min(update_samples(config), train.count());
  const auto affordable = affordable_forecast(work.network, static_cast<std::size_t>(samples));
  if (!affordable) return;
  work.options = *affordable;
  const std::uint64_t seed = config.running.seed;
  work.batch = describe_batch(first_batch(train, seed, samples), config.training.loss,
                              config.training.label_smoothing);
  work.directory = directory;
  work.record.data = config.data.data;
  work.record.batch_size = work.batch.size;
  work.record.seed = seed;
  thread_ = std::jthread([this, work = std::move(work)](const std::stop_token& stop) mutable {
    work.options.stop = stop;
    make_forecast(work);
    cpu_seconds_ = seconds_of(CLOCK_THREAD_CPUTIME_ID).value_or(0);
  });
}

void ForecastTask::finish() {
  if (thread_.joinable()) thread_.join();
}

double ForecastTask::cpu_seconds() const {
  clockid_t clock{};
  if (thread_.joinable() && pthread_getcpuclockid(thread_.native_handle(), &clock) == 0) {
    if (const auto seconds = seconds_of(clock)) return *seconds;
  }
  return cpu_seconds_;
}

}  // namespace plumb
