#pragma once

namespace plumb {

/// Which checkpoints are kept beside that of epoch 0.
enum class Retention {
  newest,  ///< the newest one
  ladder,  ///< and older ones ever farther apart, some two for each doubling of their age
};

}  // namespace plumb
