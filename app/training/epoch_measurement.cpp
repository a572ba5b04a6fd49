#include "training/epoch_measurement.hpp"

#include <string>
#include <utility>

#include "config/choices.hpp"
#include "training/evaluation.hpp"
#include "training/time_gradient_measurement.hpp"

namespace plumb {
namespace {

/// Of "off" or "every:N"; 0 for off.
std::int64_t interval_of(const std::string& epoch_gradient) {
  return epoch_gradient == "off" ? 0 : std::stoll(epoch_gradient.substr(6));
}

}  // namespace

EpochMeasurement::EpochMeasurement(const RunConfig& config, const Subject& subject,
                                   RunRecorder& recorder)
    : subject_(subject),
      recorder_(recorder),
      gradient_interval_(interval_of(config.running.epoch_gradient)),
      recurrent_(is_recurrent_model(config.network.model)) {}

EpochMeasurement::Result EpochMeasurement::measure(EpochRow& row, std::int64_t step, bool last) {
  const auto& [network, loss, precision, train, validation] = subject_;
  const bool wants_gradient = gradient_interval_ > 0 && row.epoch % gradient_interval_ == 0;
  const bool one_pass = wants_gradient && !depends_on_mode(network);
  std::optional<double> largest;
  Evaluation train_evaluation;
  NamedValues gradients;
  if (wants_gradient) {
    FullGradient gradient = full_gradient(network, train, loss, precision);
    train_evaluation = gradient.evaluation;
    largest = recorder_.add_gradients({row.epoch, step}, gradient.norms);
    if (recurrent_) recorder_.add(row.epoch, measure_time_gradients(network, train, loss));
    gradients = std::move(gradient.gradients);
  }
  measure_histograms({row.epoch, step}, last, gradients);
  if (!one_pass) train_evaluation = evaluate(network, train, loss, precision);
  ClassHits hits(loss);
  const Evaluation held_out = evaluate(network, validation, loss, precision, &hits);
  row.train_eval_loss = train_evaluation.loss;
  row.train_eval_accuracy = train_evaluation.accuracy;
  row.val_loss = held_out.loss;
  row.val_accuracy = held_out.accuracy;
  return {largest, hits.counts()};
}

void EpochMeasurement::measure_histograms(const RunPosition& position, bool last,
                                          const NamedValues& gradients) {
  const auto [epoch, step] = position;
  if (!recorder_.wants_histograms(epoch, last)) return;
  HistogramMeasurement measurement;
  measurement.add(HistogramKind::weights, weight_values(subject_.network));
  measurement.add(HistogramKind::gradients, matrices(gradients));
  measurement.add(HistogramKind::activations,
                  activation_values(subject_.network, subject_.train, subject_.precision));
  recorder_.add(measurement.read(epoch), step, last);
}

}  // namespace plumb
