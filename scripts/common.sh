# Sourced by the other scripts: where things are, and how they speak. Not a program.
# shellcheck shell=bash

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/plumb

# Where setup.sh puts a newer CMake than the system's, on systems whose own is too old.
if [[ -d $cache/tools/bin ]]; then
  PATH=$cache/tools/bin:$PATH
fi

say() { printf '== %s\n' "$*"; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# An environment that an earlier, interrupted run left half-made is made anew.
make_environment() {
  if ! "$1/bin/python" -m pip --version >/dev/null 2>&1; then
    mkdir -p "$(dirname "$1")"
    "${PLUMB_PYTHON:-python3}" -m venv --clear "$1"
  fi
}

# install_pinned ENVIRONMENT FILE: the wheels that a file in scripts/ names, by their digests, from PyPI.
install_pinned() {
  make_environment "$1" &&
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes \
      -r "$repository/scripts/$2"
}

# The data that lies beside a checkout, for whoever has not said where theirs is.
use_data_beside_checkout() {
  if [[ -z ${PLUMB_DATA_DIR:-} && -d $repository/../shared/data ]]; then
    PLUMB_DATA_DIR=$(cd "$repository/../shared/data" && pwd)
  fi
  if [[ -n ${PLUMB_DATA_DIR:-} ]]; then
    export PLUMB_DATA_DIR
  fi
}

# configure_and_build PRESET [TARGET…]
configure_and_build() {
  local preset=$1
  shift
  local build=$repository/build/$preset
  if [[ ! -d $build ]]; then
    say "Building for the first time: a few minutes on two cores, most of it LibTorch's headers"
  fi
  (
    cd "$repository" || exit
    cmake --preset "$preset"
    cmake --build --preset "$preset" ${1+--target "$@"}
  )
}

default_preset() {
  if [[ -n ${PLUMB_PRESET:-} ]]; then
    printf '%s\n' "$PLUMB_PRESET"
  elif [[ ${PLUMB_TORCH:-} == cuda ]]; then
    printf 'cuda\n'
  else
    printf 'release\n'
  fi
}
