#pragma once

#include <stop_token>
#include <vector>

#include "plumb/diagnostics/forecast.hpp"

namespace plumb::forecasting {

/// Networks from which the speed at a finite width is estimated: the median's error is a quarter of
/// the spread.
inline constexpr int speed_draws = 24;
/// The same at each depth of a search.
inline constexpr int search_draws = 8;

/// best_speed() of `draws` initializations at the network's widths, ascending; empty for networks
/// that cannot be drawn. The kernel of unlimited width is the mean over initializations, and of a
/// deep network few have it: layer by layer a random matrix multiplies lengths, whose logarithm has
/// a variance of about κ Σ 1/n_l over the widths n_l and a mean half of that below the mean's own
/// (Hanin and Nica 2018, "Products of many large random matrices and gradients in deep neural
/// networks"; Hanin and Rolnick 2018, "How to start training"). `curvature` as LearningSpeed has
/// it; from a fixed seed. Throws Error where it is told to stop.
std::vector<double> drawn_speeds(const ForecastNetwork& network, const ForecastBatch& batch,
                                 double curvature, int draws, const std::stop_token& stop);

/// Whether the widths are so large, for so many layers, that a speed of the limit that is far
/// enough above forecast_least_speed is not brought below it: by that law, of the largest κ of the
/// activations, 5, and with as much again for the spread.
bool is_wide_enough(const ForecastNetwork& network, double limit_speed);

double median_of_sorted(const std::vector<double>& sorted);

}  // namespace plumb::forecasting
