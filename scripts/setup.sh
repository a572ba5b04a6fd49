#!/usr/bin/env bash
# Installs what building Plumb needs and this machine lacks. Quick, and changes nothing, when nothing is missing.
#
#   PLUMB_TORCH=cuda          a CUDA build of LibTorch instead of a CPU one
#   PLUMB_PYTHON=/path/python the Python to look in for torch, and to make an environment with
#   CMAKE_PREFIX_PATH, Torch_DIR   a LibTorch of your own, 2.11 to 2.13
#   XDG_CACHE_HOME            what is installed without apt goes to its folder plumb (default ~/.cache/plumb)
#   PLUMB_LIBTORCH_SHA256     expected digest of the LibTorch archive, if not the pinned one
set -euo pipefail
# shellcheck source=scripts/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

torch_release=2.13.0
archive_url=https://download.pytorch.org/libtorch/cpu/libtorch-shared-with-deps-$torch_release%2Bcpu.zip
archive_sha256=${PLUMB_LIBTORCH_SHA256:-edbf4cbed78433d803e90a65f1752e57783d164bce66c95c0872b2ab8f5c159e}

case ${PLUMB_TORCH:-cpu} in
  cpu | cuda) wanted_torch=${PLUMB_TORCH:-cpu} ;;
  *) fail "PLUMB_TORCH=$PLUMB_TORCH: it is cpu or cuda" ;;
esac

# ---- what is there ----------------------------------------------------------------------------------------

compiler() { command -v "${CXX:-c++}" || command -v g++; }

has_program() { command -v "$1" >/dev/null; }

has_cxx20() { "$(compiler)" -std=c++20 -fsyntax-only -x c++ - </dev/null >/dev/null 2>&1; }

has_header() { "$(compiler)" -E -x c++ - <<<"#include <$1>" >/dev/null 2>&1; }

has_cmake() {
  has_program cmake || return 1
  local version
  version=$(cmake --version | sed -n 's/^cmake version \([0-9.]*\).*/\1/p')
  [[ $(printf '%s\n3.24\n' "$version" | sort -V | head -n 1) == 3.24 ]]
}

has_file() { [[ -e $1 ]]; }

has_venv() { "${PLUMB_PYTHON:-python3}" -c 'import venv, ensurepip' >/dev/null 2>&1; }

torch_directory() {
  local require_cuda=OFF
  [[ $wanted_torch == cuda ]] && require_cuda=ON
  cmake -DPLUMB_REQUIRE_CUDA=$require_cuda -P "$repository/cmake/LocateTorch.cmake" 2>/dev/null
}

# What is missing, as Debian names it. Required: there is no building without. Otherwise CMake downloads a pinned
# copy of the library, or only figures or speed are lost.
find_missing() {
  required=()
  optional=()
  has_cxx20 || required+=(g++)
  has_cmake || required+=(cmake)
  has_program ninja || required+=(ninja-build)
  has_header zlib.h || required+=(zlib1g-dev)
  has_header curl/curl.h || required+=(libcurl4-openssl-dev)
  has_header openssl/evp.h || required+=(libssl-dev)
  has_program git || optional+=(git)
  has_program ccache || optional+=(ccache)
  has_program gnuplot || optional+=(gnuplot-nox)
  has_program doxygen || optional+=(doxygen)
  has_file /usr/share/javascript/chart.js/chart.min.js || optional+=(libjs-chart.js)
  has_header fmt/format.h || optional+=(libfmt-dev)
  has_header CLI/CLI.hpp || optional+=(libcli11-dev)
  has_header nlohmann/json.hpp || optional+=(nlohmann-json3-dev)
  has_header protozero/pbf_writer.hpp || optional+=(libprotozero-dev)
  has_header toml++/toml.h || optional+=(libtomlplusplus-dev)
  has_header catch2/catch.hpp || has_header catch2/catch_all.hpp || optional+=(catch2)
  # Python is needed only to install torch with it.
  if ! has_cmake || ! torch_directory >/dev/null; then
    has_venv || optional+=(python3 python3-venv)
  fi
}

# ---- system packages --------------------------------------------------------------------------------------

as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif [[ -t 0 ]]; then
    sudo "$@"
  else
    sudo --non-interactive "$@"
  fi
}

may_install() {
  has_program apt-get || return 1
  [[ $EUID -eq 0 ]] && return 0
  has_program sudo || return 1
  [[ -t 0 ]] || sudo --non-interactive true 2>/dev/null
}

install_system_packages() {
  local packages=("${required[@]}" "${optional[@]}")
  say "Missing: ${packages[*]}"
  if may_install; then
    say "Installing them with apt: about a minute, at most 150 MB"
    as_root apt-get update -q || say "apt-get update failed; trying with the package lists that are here"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}" ||
      say "apt-get install failed"
  elif has_program apt-get; then
    say "Root rights are needed to install them. To do it by hand:"
    printf '  sudo apt-get update && sudo apt-get install --no-install-recommends %s\n' "${packages[*]}"
  else
    say "There is no apt here. Install them with your package manager; the names are Debian's."
  fi
}

# Ubuntu 22.04 and Debian 11 have an older CMake than the build needs.
install_newer_cmake() {
  say "Installing CMake and Ninja with pip into $cache/tools: half a minute, 30 MB"
  make_environment "$cache/tools" &&
    "$cache/tools/bin/python" -m pip install --quiet 'cmake>=3.24,<4' ninja || return
  PATH=$cache/tools/bin:$PATH
}

ensure_system_packages() {
  find_missing
  if ((${#required[@]} + ${#optional[@]} == 0)); then
    return
  fi
  install_system_packages
  if ! has_cmake && has_venv; then
    install_newer_cmake || say "pip could not install CMake"
  fi
  find_missing
  if ((${#required[@]})); then
    fail "still missing, and needed: ${required[*]}"
  fi
  if ((${#optional[@]})); then
    say "Going on without ${optional[*]}: CMake downloads libraries; ccache saves time, gnuplot draws the figures"
  fi
}

# ---- LibTorch ---------------------------------------------------------------------------------------------

# From pip's configured index first, which may have the wheel on a local disk; PyPI has no CPU wheel of torch.
install_torch_wheel() {
  local pip=("$cache/python/bin/python" -m pip install --disable-pip-version-check)
  local wheel=(--no-deps --require-hashes -r "$repository/scripts/torch-cpu.txt")
  "${pip[@]}" "${wheel[@]}" 2>/dev/null ||
    "${pip[@]}" "${wheel[@]}" --index-url https://download.pytorch.org/whl/cpu || return
  "${pip[@]}" --quiet "torch==$torch_release+cpu" numpy ||
    say "PyTorch's own dependencies could not be installed. The build needs only its libraries and goes on."
}

install_torch_cpu() {
  say "Installing PyTorch $torch_release for the CPU into $cache/python, for the LibTorch in it:"
  say "a download of 190 MB and a few minutes; 1 GB on disk"
  make_environment "$cache/python" && install_torch_wheel
}

install_torch_cuda() {
  say "Installing PyTorch $torch_release for CUDA 13.0 into $cache/python-cuda, for the LibTorch in it:"
  say "a download of about 2.5 GB and 10 minutes or more; 6 GB on disk"
  make_environment "$cache/python-cuda" &&
    "$cache/python-cuda/bin/python" -m pip install --disable-pip-version-check \
      "torch==$torch_release" numpy --index-url https://download.pytorch.org/whl/cu130
}

# What CUDA graphs are compiled with: torch's wheel brings cuda.h, but not the crt/ that it includes. Pinned to the CUDA
# of the torch above, so not for another that is in use.
ensure_cuda_headers() {
  local headers="$cache/python-cuda/lib/python3*/site-packages/nvidia/cu13/include/crt/host_config.h"
  [[ $1 == "$cache"/python-cuda/* ]] && ! compgen -G "$headers" >/dev/null || return 0
  say "Installing CUDA's headers into $cache/python-cuda, for CUDA graphs: a few seconds, 30 MB"
  install_pinned "$cache/python-cuda" cuda-headers.txt ||
    say "CUDA's headers could not be installed from PyPI: unless CUDA_HOME has them, Plumb is built without CUDA graphs"
}

install_torch_archive() {
  local zip=$cache/libtorch-$torch_release.zip
  [[ $(uname -sm) == "Linux x86_64" ]] || fail "the LibTorch archive is for Linux on x86_64, and this is $(uname -sm)"
  say "Downloading LibTorch $torch_release for the CPU into $cache/libtorch: 126 MB, a few minutes; 500 MB on disk"
  mkdir -p "$cache"
  curl --fail --location --continue-at - --retry 3 --output "$zip.part" "$archive_url" ||
    fail "$archive_url could not be downloaded; run this again to go on where it stopped"
  if ! sha256sum --status --check - <<<"$archive_sha256  $zip.part"; then
    rm "$zip.part"
    fail "$archive_url does not have the digest $archive_sha256"
  fi
  rm -rf "$cache/libtorch.new" "$cache/libtorch"
  mkdir "$cache/libtorch.new"
  (cd "$cache/libtorch.new" && cmake -E tar xf "$zip.part")
  mv "$cache/libtorch.new/libtorch" "$cache/libtorch"
  rmdir "$cache/libtorch.new"
  rm "$zip.part"
}

ensure_torch() {
  if ! torch_directory >/dev/null; then
    if [[ $wanted_torch == cuda ]]; then
      install_torch_cuda || fail "PyTorch for CUDA could not be installed (see above)"
    elif ! { has_venv && install_torch_cpu; }; then
      install_torch_archive
    fi
  fi
  local directory
  directory=$(torch_directory) || fail "what was installed is no LibTorch that Plumb can use"
  if [[ $wanted_torch == cuda ]]; then
    ensure_cuda_headers "$directory"
  fi
  say "LibTorch: ${directory%/share/cmake/Torch}"
}

ensure_system_packages
ensure_torch
