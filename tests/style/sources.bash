# sources.bash: which files the checks of this folder look at, and what they find. Sourced.
#
# A check that looks at nothing would find nothing wrong: where a pattern names no file, the check fails.
#
# shellcheck disable=SC2034  # the variables are for the checks
set -euo pipefail
shopt -s inherit_errexit nullglob globstar

bad=0
complain() {
  printf '%s\n' "$1"
  bad=1
}

# find_files PATTERN...: FILES become those that the patterns name, each of them one at least.
find_files() {
  local pattern file count
  FILES=()
  for pattern in "$@"; do
    count=${#FILES[@]}
    # shellcheck disable=SC2231  # it is a pattern
    for file in $pattern; do
      if [[ -f $file ]]; then FILES+=("$file"); fi
    done
    if ((${#FILES[@]} == count)); then complain "$pattern names no file; say in tests/style/${0##*/} what is checked"; fi
  done
}

# find_lines REGEX FILE...: FOUND become those of the files that match the extended regular expression, as FILE:LINE:TEXT.
find_lines() {
  local text status=0
  text=$(grep -nHE -e "$1" -- "${@:2}") || status=$?
  if ((status > 1)); then complain "grep failed on: $1"; fi
  FOUND=()
  if [[ -n $text ]]; then mapfile -t FOUND <<<"$text"; fi
}
