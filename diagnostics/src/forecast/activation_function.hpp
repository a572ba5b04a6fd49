#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb::forecasting {

/// An activation as a function of one number, with what is known of its Gaussian moments.
struct ActivationFunction {
  enum class Form {
    piecewise_linear,  ///< α x below 0 and x above: closed form (Cho and Saul 2009)
    exponential,       ///< closed form
    series,            ///< Hermite series
  };

  std::string name;
  double (*value)(double);
  double (*slope)(double);
  Form form = Form::series;
  double lower_slope = 1;     ///< α of piecewise_linear
  double slope_jump = 0;      ///< φ′(0+) − φ′(0−), of a series
  double curvature_jump = 0;  ///< φ″(0+) − φ″(0−), of a series
};

/// The function of that name. Throws Error for a name that the forecast does not know.
const ActivationFunction& find_activation_function(std::string_view name);

/// Every name that find_activation_function() knows.
std::vector<std::string> activation_function_names();

}  // namespace plumb::forecasting
