#!/usr/bin/env bash
# The main job: trains the deep linear network without clipping, with the total gradient norm clipped to 1 and with
# each tensor's clipped to 1, side by side on the same batches, and draws the runs. Arguments go to `plumb compare`:
#
#   scripts/demo.sh                  about 6 minutes, after the build
#   scripts/demo.sh --epochs 2       a shorter look
#
#   PLUMB_DATA_DIR   where MNIST is; without it, and offline, the built-in digits are used
set -euo pipefail
# shellcheck source=scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

next_free_run() {
  local number=1
  while [[ -e $repository/runs/demo-$number ]]; do
    number=$((number + 1))
  done
  printf '%s\n' "$repository/runs/demo-$number"
}

# MNIST is what the experiments were measured on. Without it the command takes the best set that is there.
ensure_mnist() {
  local sets
  sets=$("$plumb" data list)
  if grep -Eq '^mnist .* (missing|incomplete in .*)$' <<<"$sets"; then
    say "Downloading MNIST: 11 MB, some seconds"
    "$plumb" data fetch mnist || say "It could not be downloaded: going on with a set that is here"
  fi
}

preset=$(default_preset)
use_data_beside_checkout
"$repository/scripts/setup.sh"
configure_and_build "$preset" plumb

plumb=$repository/build/$preset/bin/plumb
runs=$(next_free_run)

ensure_mnist
say "Training deep-linear three times: without clipping, norm:1 and tensor:1"
"$plumb" compare deep-linear --vary clip=none,norm:1,tensor:1 --epochs 6 --out "$runs" "$@"

say "Side by side: $runs/figures and comparison.json; each run: $runs/*/, with its figures"
