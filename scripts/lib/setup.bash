# setup.bash: what quickstart, test and bench need of the machine. Sourced.
#
# Belongs here: Debian packages and the build. Does not belong here: anything a report script needs (report.bash).

# The lists below are for the scripts that source this file.
# shellcheck disable=SC2034
export LC_ALL=C.UTF-8 TZ=UTC

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly ROOT

# What the build needs, what the tests need besides, and what tests/style/tidy does.
readonly BUILD_PACKAGES=(
  g++ cmake ninja-build pkg-config
  libcli11-dev libsimdjson-dev libfmt-dev libxxhash-dev libexpected-dev
  libre2-dev libutf8proc-dev zlib1g-dev libzstd-dev tzdata xxhash
)
readonly TEST_PACKAGES=(
  doctest-dev bats shellcheck shfmt clang-format mandoc man-db jq sqlite3 python3 python3-venv gzip zstd
)
readonly TIDY_PACKAGES=(clang-14 clang-tidy-14)

# say MESSAGE...: one line to the person who watches.
say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# die MESSAGE...: says it and ends.
die() {
  say "$@"
  exit 1
}

# missing_packages PACKAGE...: prints those that are not installed.
missing_packages() {
  local package status
  for package in "$@"; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || status=absent
    [[ $status == installed ]] || printf '%s\n' "$package"
  done
}

# need_packages PACKAGE...: installs what is missing with apt-get, as root or through sudo.
need_packages() {
  local list
  list=$(missing_packages "$@")
  [[ -n $list ]] || return 0
  local -a packages as_root=()
  mapfile -t packages <<<"$list"
  command -v apt-get >/dev/null || die "please install: ${packages[*]}"
  if ((EUID != 0)); then
    command -v sudo >/dev/null || die "please install, as root: ${packages[*]}"
    as_root=(sudo)
  fi
  say "installing ${packages[*]}"
  "${as_root[@]}" apt-get update -qq >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${packages[@]}" >&2
}

# build PRESET: configures and builds, quietly unless something is wrong.
build() {
  local log
  log=$(mktemp)
  say "building ($1)"
  if ! (cd "$ROOT" && cmake --preset "$1" && cmake --build --preset "$1") >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    die "the build failed; the whole log is in $log"
  fi
  rm -f "$log"
}
