#!/usr/bin/env bash
# Makes docs/gallery.md's runs, their reports and their pictures anew: about twenty minutes on two cores.
#
#   scripts/gallery.sh               runs that are there already are kept: remove runs/gallery to train anew
#
# Needs chromium, python3 and gnuplot; with pngquant the pictures are a third of the size.
#   PLUMB_DATA_DIR   where MNIST is
set -euo pipefail
# shellcheck source=scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

preset=$(default_preset)
use_data_beside_checkout
"$repository/scripts/setup.sh"
configure_and_build "$preset" plumb

plumb=$repository/build/$preset/bin/plumb
runs=$repository/runs/gallery
figures=$repository/docs/figures
mkdir -p "$runs"
cd "$runs"

# once FOLDER COMMAND…: trains into the folder, unless it is there.
once() {
  local folder=$1
  shift
  [[ -e $folder ]] || "$plumb" "$@" --out "$folder"
}

# picture FOLDER NAME [options of picture.py]: of the folder's report.
picture() {
  local folder=$1 name=$2
  shift 2
  "$repository/scripts/picture.py" "$folder/report.html" "$figures/$name.png" "$@"
}

say "Training"
once vanishing train sigmoid-mlp --epochs 10
once clipping compare deep-linear --vary clip=none,norm:1,tensor:1 --epochs 6
once cured train sigmoid-mlp --activation relu --init he-normal --epochs 2
once recurrent compare --data adding --loss mse --width 64 --batch-size 64 --limit 6400 --lr 0.01 --clip norm:1 \
  --epochs 6 --vary model=rnn,lstm
once sweep sweep --data mnist --limit 3200 --model mlp --steps 100 --seeds 0..1 --epoch-gradient off \
  --vary activation=sigmoid,tanh,relu,gelu --vary init=glorot-uniform,he-normal,orthogonal,normal:0.05 \
  --vary depth=5,15,30

say "Reports"
for folder in vanishing clipping/clip-none clipping cured recurrent sweep; do
  "$plumb" report "$folder"
done

say "Pictures"
picture vanishing gallery-vanishing --height 740
picture vanishing report-plumb-line --only '#plumb-line'
picture vanishing gallery-forecast --only '#forecast'
picture vanishing gallery-distributions --only '#distributions'
picture vanishing report-phone --width 360 --height 720 --dark
picture clipping/clip-none gallery-exploding --height 650
picture clipping/clip-none gallery-heat-map --only '#heat-map'
picture cured gallery-cured --only '#verdict, #plumb-line'
picture clipping report-comparison --height 900 --colours 128
picture clipping gallery-clipping --only '#learning, #clipping'
picture recurrent gallery-recurrent --only '#time-lags'
picture sweep report-sweep --height 1180 --colours 128
