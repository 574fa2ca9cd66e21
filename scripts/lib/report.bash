# report.bash: what the scripts of the report share. Sourced first by each of them.
#
# A section (sections/NN-name) defines GROUPINGS, what to aggregate of the clean events and of what scripts/stage shares, and the functions title,
# reduce (partials -> figures), claims (what the figures in the file $FIGURES say, one sentence a line), page (their tables)
# and pipeline (a figure by hand, if that is of use); it ends with: section "$@"
set -euo pipefail
shopt -s inherit_errexit nullglob
source "${BASH_SOURCE[0]%/*}/script.bash"
source "${BASH_SOURCE[0]%/*}/settings.bash"
source "${BASH_SOURCE[0]%/*}/figures.bash"
source "${BASH_SOURCE[0]%/*}/sentences.bash"
need ndfilter ndmap nduniq ndjoin ndgroup ndmerge ndyoy ndtop ndsort ndtable

# What is aggregated for all sections: the days of each type that is counted, and how many there are.
# shellcheck disable=SC2034  # scripts/stage has it
readonly SHARED_GROUPINGS=(
  --grouping report.days -w '.type == "play" or .type == "search" or .type == "post"' -g 'type,day=$day' -a n=count
)

# table NAME: the file of a dimension table; nothing if there is none.
table() {
  local file
  for file in "$TABLES/dim_$1.ndjson"{,.gz,.zst}; do
    if [[ -s $file ]]; then printf '%s' "$file" && return; fi
  done
}

# show FIELD [HOW]: one record -> the field's value as a person reads it. HOW is int, pct, pct2 (two digits) or mean (whole
# unless it is small).
show() {
  local line record
  local -a lines options=()
  case ${2-} in
    int | mean) options=(--int "$1") ;;
    pct) options=(--pct "$1") ;;
    pct2) options=(--pct "$1" --digits 2) ;;
    small) options=(--digits 2) ;;
    *) ;;
  esac
  record=$(</dev/stdin)
  line=$(ndtable --format "$FORMAT" -c "$1" "${options[@]}" <<<"$record")
  mapfile -t lines <<<"$line"
  line=${lines[2]-}
  if [[ $FORMAT == markdown ]]; then line=${line#| } line=${line% |}; fi
  read -r line <<<"$line" || true
  if [[ ${2-}:$line == mean:? ]]; then line=$(show "$1" small <<<"$record"); fi
  printf '%s' "$line"
}

# heading TEXT, note TEXT (after a table), no_data TEXT (instead of one): parts of a page.
heading() { if [[ $FORMAT == text ]]; then printf '\n%s\n%s\n\n' "$1" "${1//?/-}"; else printf '\n## %s\n\n' "$1"; fi; }
note() { printf '\n%s\n' "$*"; }
no_data() { printf '%s, so this section has no data.\n' "$*"; }

# groupings: what the section aggregates, a word a line.
groupings() { printf '%s\n' "${GROUPINGS[@]}"; }

# section STEP...: these steps of the section that calls it; where INTO names a folder, each into a file of its name there.
section() {
  local step
  (($# > 0)) || set -- ''
  for step in "$@"; do
    case $step in
      claims | page) [[ -f ${FIGURES-} ]] || die 2 "name the file of the figures in the variable FIGURES" ;;
      groupings | title | reduce | pipeline) ;;
      *) die 2 'say what to do: groupings, title, reduce, claims, page or pipeline' ;;
    esac
  done
  if [[ $* != groupings && $* != title ]]; then work_folder; fi
  for step in "$@"; do
    if [[ -n ${INTO-} ]]; then "$step" >"$INTO/$step"; else "$step"; fi
  done
}
