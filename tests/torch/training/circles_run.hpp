#pragma once

#include <cstdint>
#include <utility>

#include "config/keys.hpp"

/// A small run of 22 steps an epoch.
inline plumb::RunConfig circles_run(std::int64_t epochs) {
  plumb::RunConfig config;
  for (const auto& [key, value] : {std::pair{"data", "circles"},
                                   {"model", "mlp"},
                                   {"width", "8"},
                                   {"optimizer", "adam"},
                                   {"epoch-gradient", "off"}})
    plumb::set_key(config, key, value);
  config.training.epochs = epochs;
  return config;
}
