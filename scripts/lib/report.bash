# report.bash: what the scripts of the report share. Sourced first by each of them.
#
# A section (sections/NN-name) defines GROUPINGS, what to aggregate of the clean, enriched events, and the functions title,
# reduce (partials -> figures), claims (what the figures in the file $FIGURES say, one sentence a line), page (their tables)
# and pipeline (a figure by hand, if that is of use); it ends with: section "$@"
set -euo pipefail
shopt -s inherit_errexit nullglob
export LC_ALL=C.UTF-8 TZ=UTC

# The settings of a report; annual-report sets them from its options.
export TZ_REPORT=${TZ_REPORT:-Asia/Shanghai} # the zone of its days
export FROM=${FROM:-2024-01-01}              # its first and last day, in one year
export TO=${TO:-2024-12-31}
export YEAR=${TO%%-*} LAST_YEAR=$((${TO%%-*} - 1))
export AS_OF=${AS_OF:-$((YEAR + 1))-01-05} # what was received on this day or later is left out
export MEASURE=${MEASURE:-play}            # the type of event that is counted: play, search or post
export TABLES=${TABLES:-.}                 # the folder of dim_*.ndjson
export FORMAT=${FORMAT:-markdown}          # of pages: markdown or text
# The same dates a year before, as text.
export FROM_BEFORE=$LAST_YEAR${FROM#????} TO_BEFORE=$LAST_YEAR${TO#????}
export AS_OF_BEFORE=$((${AS_OF%%-*} - 1))${AS_OF#????}
# What the counted events are called, in the plural.
if [[ -z ${EVENTS_WORD-} ]]; then EVENTS_WORD=${MEASURE/%search/searche}s; fi
export EVENTS_WORD

# die MESSAGE...: ends the script.
die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# need TOOL...: they must be there.
need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || die "$tool is not in PATH; build the tools, then put their folder there"
  done
}

# work_folder: makes $WORK, a folder that is removed at the end.
work_folder() {
  WORK=$(mktemp -d)
  trap 'rm -rf "$WORK"' EXIT
}

# table NAME: the file of a dimension table; nothing if there is none.
table() {
  local file
  for file in "$TABLES/dim_$1.ndjson"{,.gz,.zst}; do
    if [[ -s $file ]]; then printf '%s' "$file" && return; fi
  done
}

# facts NAME: the values of one grouping, of the partials that stage map made.
facts() { ndmerge --only "$1"; }

# figure ID UNIT TITLE METHOD VALUE [FIELDS]: records -> figures. VALUE is an expression over the record, FIELDS one that
# gives an object of further fields.
figure() {
  ndmap --arg id "$1" --arg unit "$2" --arg title "$3" --arg method "$4" --arg as_of "$AS_OF" --arg tz "$TZ_REPORT" \
    "{figure: \$id, title: \$title, value: ($5), unit: \$unit} + (${6:-{\}}) |
     . + {status: (if .value == null then \"unsupported\" else \"ok\" end), method: \$method, as_of: \$as_of, tz: \$tz}"
}

# show FIELD [NDTABLE OPTION...]: one record -> the field's value as a person reads it.
show() { ndtable --format tsv -c "$@" | tail -n 1; }

# heading TEXT, note TEXT (after a table), no_data TEXT (instead of one): parts of a page.
heading() { if [[ $FORMAT == text ]]; then printf '\n%s\n%s\n\n' "$1" "${1//?/-}"; else printf '\n## %s\n\n' "$1"; fi; }
note() { printf '\n%s\n' "$*"; }
no_data() { printf '%s, so this section has no data.\n' "$*"; }

# section STEP: one step of the section that calls it.
section() {
  work_folder
  case ${1-} in
    groupings) printf '%s\n' "${GROUPINGS[@]}" ;;
    title | reduce | claims | page | pipeline) "$1" ;;
    *) die "say what to do: groupings, title, reduce, claims, page or pipeline" ;;
  esac
}
