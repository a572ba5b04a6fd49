#pragma once

#include <cmath>
#include <string>

#include "plumb/diagnostics/forecast_record.hpp"
#include "plumb/diagnostics/histograms.hpp"
#include "plumb/diagnostics/run_directory.hpp"

/// A run of three epochs and two layers that explodes in its second.
inline plumb::RecordedRun sample_run() {
  const double none = std::nan("");
  plumb::RecordedRun run;
  run.name = "deep-linear";
  run.epochs = {{0, none, none, 2.4, 0.08, 2.3, 0.09, 1},
                {1, 0.9, 0.71, 0.7, 0.78, 0.69, 0.79, 20},
                {2, 44370, 0.59, 17, 0.57, 16.4, 0.58, 21}};
  run.gradients.parameters = {"dense_01.weight", "dense_01.bias", "output.weight", "output.bias"};
  run.gradients.epochs = {0, 1, 2};
  run.gradients.norms = {0.05, 9, 0.3, 9, 0.29, 9, 0.72, 9, 40.1, 9, 1820, 2000};
  run.summary = {{"exploded_epoch", "2"}};
  return run;
}

/// The same with a recurrent layer of four steps, whose gradient vanishes and later overflows.
inline plumb::RecordedRun recurrent_run() {
  auto run = sample_run();
  run.name = "rnn";
  run.time_gradients = {{0, "rnn_1", {0.1, 0.01, 1e-3, 0}},
                        {0, "rnn_2", {1, 1, 1, 1}},
                        {1, "rnn_1", {0.2, 2, 20, 200}},
                        {1, "rnn_2", {1, 1, 1, 1}},
                        {2, "rnn_1", {0.3, 30, INFINITY, std::nan("")}}};
  return run;
}

/// Three layers whose gradient was expected to shrink tenfold a layer and more.
inline plumb::ForecastRecord sample_forecast() {
  plumb::ForecastRecord record;
  record.forecast.layers = {{"dense_01.weight", 1e-3, 1e-3, 4e-4, 2e-3, 0.5},
                            {"dense_02.weight", 0.02, 0.02, 0.01, 0.04, 0.5},
                            {"output.weight", 1, 1, 0.8, 1.3, 0.5}};
  record.forecast.verdict = plumb::ForecastVerdict::vanishing;
  record.batch_size = 32;
  return record;
}

/// Its gradients and activations before and after training: those of the first layer vanish.
inline std::vector<plumb::EpochHistograms> sample_histograms() {
  using plumb::HistogramKind;
  std::vector<plumb::EpochHistograms> rows;
  for (const std::int64_t epoch : {0, 1, 2}) {
    const double shift = static_cast<double>(epoch);
    rows.push_back({epoch,
                    HistogramKind::gradients,
                    2,
                    {{"dense_01.weight", {-4 - shift, -3.5 - shift, {3, 1}, 2, 0, 0, 1}},
                     {"output.weight", {-2, -1.25, {1, 6, 2}, 0, 1, 0, 1}}}});
    rows.push_back({epoch,
                    HistogramKind::activations,
                    3,
                    {{"input", {0, 255, {9, 1}, 0, 0, 1, 1}},
                     {"dense_01", {-1, 1, {1, 2, 3, 2, 1}, 0, 0, 0, 1}},
                     {"output", {shift, shift, {4}, 0, 0, shift, 0}}}});
  }
  return rows;
}

/// Everything that a name can do to gnuplot, XML and a shell.
inline const std::string hostile_name =
    "it's `touch pwned` $(id) \"q\" \\n a_b^2{c} @x ~y & <script>alert(1)</script>\nplot x \xff";
