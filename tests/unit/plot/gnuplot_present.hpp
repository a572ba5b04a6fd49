#pragma once

#include "plot/gnuplot.hpp"
#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"

/// Whether a test can draw; says so where it cannot.
inline bool has_gnuplot() {
  try {
    plumb::check_gnuplot("gnuplot");
    return true;
  } catch (const plumb::Error&) {
    WARN("gnuplot is not installed: nothing is drawn in this test");
    return false;
  }
}
