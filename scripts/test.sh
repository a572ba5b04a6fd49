#!/usr/bin/env bash
# Sets up, builds everything and runs the tests. Arguments go to ctest:
#
#   scripts/test.sh                  all tests
#   scripts/test.sh -L unit          those with a label: unit, torch, golden, integration, packaging, gpu
#   scripts/test.sh -R clip          those whose name matches
#
#   PLUMB_PRESET     the CMake preset (default release, or cuda where PLUMB_TORCH=cuda)
#   PLUMB_DATA_DIR   where MNIST is; those that need it skip without
set -euo pipefail
# shellcheck source=scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# TensorBoard's reader, for the test that reads our event files with it.
ensure_tensorboard() {
  local environment=$cache/tensorboard
  if ! "$environment/bin/python" -c 'import tensorboard' 2>/dev/null; then
    say "Installing TensorBoard into $environment, for the test of event files: half a minute, 40 MB"
    if ! install_pinned "$environment" tensorboard.txt; then
      say "TensorBoard could not be installed from PyPI: the test tensorboard_reader is skipped"
      return
    fi
  fi
  export PLUMB_TENSORBOARD_PYTHON=$environment/bin/python
}

# CUDA's headers, for the test that compiles the file with CUDA in it where LibTorch has none.
ensure_cuda_headers() {
  local environment=$cache/cuda-headers
  local folder="$environment/lib/python3*/site-packages/nvidia/cu13/include"
  if ! { compgen -G "$folder/cuda.h" && compgen -G "$folder/crt/host_config.h"; } >/dev/null; then
    say "Installing CUDA's headers into $environment, for the test that compiles with them: a few seconds, 30 MB"
    if ! install_pinned "$environment" cuda-headers.txt; then
      say "CUDA's headers could not be installed from PyPI: the test cuda_source is skipped unless there are others"
      return
    fi
  fi
  PLUMB_CUDA_HEADERS=$(compgen -G "$folder")
  export PLUMB_CUDA_HEADERS
}

# What could not be run here passes, or is skipped as a whole; neither says what was not tested.
tell_skipped() {
  local reasons
  reasons=$(grep --no-filename '^skipped: ' "$repository/build/$preset/Testing/Temporary/LastTest.log" 2>/dev/null |
    sort | uniq --count) || return 0
  say "Not tested here, how many times and why:"
  printf '%s\n' "$reasons"
}

preset=$(default_preset)
use_data_beside_checkout
"$repository/scripts/setup.sh"
configure_and_build "$preset"
ensure_tensorboard
ensure_cuda_headers

say "Running the tests"
cd "$repository"
status=0
ctest --preset "$preset" --no-tests=error --parallel "$(nproc)" "$@" || status=$?
tell_skipped
exit "$status"
