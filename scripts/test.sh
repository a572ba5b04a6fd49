#!/usr/bin/env bash
# Sets up, builds everything and runs the tests. Arguments go to ctest:
#
#   scripts/test.sh                  all tests
#   scripts/test.sh -L unit          those with a label: unit, torch, golden, integration, packaging, gpu
#   scripts/test.sh -R clip          those whose name matches
#
#   PLUMB_PRESET     the CMake preset (default release, or cuda where PLUMB_TORCH=cuda)
#   PLUMB_DATA_DIR   where MNIST is; tests that need it skip without
set -euo pipefail
# shellcheck source=scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

preset=$(default_preset)
use_data_beside_checkout
"$repository/scripts/setup.sh"
configure_and_build "$preset"

say "Running the tests"
cd "$repository"
ctest --preset "$preset" --no-tests=error --parallel "$(nproc)" "$@"
