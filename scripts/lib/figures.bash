# figures.bash: from partials to figures: what a section's reduce is made of. Sourced by report.bash.
#
# Partials hold groupings. Their values are facts; some are of one person each (PRIVATE) and leave this script only as counts
# (derive). The rest and those counts are the cells, which are published, and of which every figure is made (from, figure,
# figures). Pipelines are texts: what is run is what is shown. They run in the folder of the events, where tables are called by
# their names alone.
set -euo pipefail

PRIVATE=()                          # the groupings, and what is derived of them, with a record for each person
ALONE=()                            # the groupings that are merged for themselves (alone), for they have very many records
declare -A DERIVED=() DERIVED_OF=() # of each derived cell its pipeline, and the groupings that this reads
FROM_TEXT='' FROM_CELL=''           # of the source that is read now, the same
CELL_FILES=()                       # where the section's cells are
FORMS=()                            # the figures that were asked for of this source
TEXTS=() SOURCES=() MADE_OF=()      # what figures are made of: cells and texts; their records, as files; what is made of each
HEADS=()                            # the pipelines of all that is made
declare -A DERIVING=()              # of a derived cell the job that makes it
readonly MADE_TOPICS='"$TOPICS"'    # in a pipeline, the file of topics that was made for this run (topics_text)

# names_of WORD...: the groupings that these words declare, in NAMES_OF.
names_of() {
  NAMES_OF=()
  while (($# > 1)); do
    if [[ $1 == --grouping ]]; then NAMES_OF+=("$2"); fi
    shift
  done
}

# asked: the groupings of which the section's figures are made, a name a line; one that is merged alone behind a dash.
asked() {
  local name
  names_of "${GROUPINGS[@]}"
  for name in "${NAMES_OF[@]}"; do
    if [[ " ${ALONE[*]} " == *" $name "* ]]; then name=-$name; fi
    printf '%s\n' "$name"
  done
}

# own_file: standard input as a file that several programs may read at a time, in $STATES: itself, if it is one that nobody has
# begun to read.
own_file() {
  local -a at=()
  STATES=/proc/$$/fd/0
  if [[ -f $STATES && -r $STATES ]]; then
    read -r -u 3 -a at 3<"/proc/$$/fdinfo/0"
    if [[ ${at[*]} == 'pos: 0' ]]; then return; fi
  fi
  STATES=$WORK/states
  cat >"$STATES"
}

# merge GROUPING...: the values of these groupings in the partials ($STATES), a file for each in the folder $MERGED.
merge() {
  local IFS=, name
  for name in "$@"; do : >"$MERGED/$name"; done
  # ndmerge writes a record with its grouping first; what else there is says that it failed.
  ndmerge --only "$*" "$STATES" | {
    awk -v into="$MERGED/" -v head='{"grouping":"' 'index($0, head) == 1 {
      rest = substr($0, length(head) + 1)
      print >(into substr(rest, 1, index(rest, "\"") - 1))
    }' || exit 4
  }
}

# gather GROUPING...: the facts of which the section's figures are made; those that are not PRIVATE are cells. A section that is
# run by itself merges them from standard input. Where there are cells (GIVEN_CELLS), figures are made of them, and no partials
# are read.
gather() {
  local name
  if [[ -n ${GIVEN_CELLS-} ]]; then
    CELL_FILES=("$GIVEN_CELLS")
    return
  fi
  if [[ -z ${MERGED-} ]]; then
    own_file
    MERGED=$WORK/merged
    mkdir "$MERGED"
    merge "$@"
  fi
  for name in "$@"; do
    if [[ " ${PRIVATE[*]} " != *" $name "* ]]; then CELL_FILES+=("$MERGED/$name"); fi
  done
}

# cell_file CELL: the file that has it, in REPLY, once it is made.
cell_file() {
  local job=${DERIVING[$1]-}
  REPLY=${GIVEN_CELLS:-$WORK/cell.$1}
  if [[ -n $job ]]; then
    unset "DERIVING[$1]"
    wait "$job"
  fi
  if [[ ! -f $REPLY ]]; then REPLY=$MERGED/$1; fi
}

# derive CELL GROUPING,... TEXT: more cells, of this name: what the pipeline TEXT makes of the facts of GROUPING, or of what was
# derived alone. What is derived is made side by side.
derive() {
  local cell=$WORK/cell.$1
  local -a of
  DERIVED[$1]=$3 DERIVED_OF[$1]=$2
  if [[ -n ${GIVEN_CELLS-} ]]; then return; fi
  IFS=, read -r -a of <<<"$2"
  of=("${of[@]/#/$MERGED/}")
  if ((${#of[@]} == 1)); then
    (cd -- "$TABLES" && eval "$3") <"${of[0]}" >"$cell" &
  else
    cat "${of[@]}" | (cd -- "$TABLES" && eval "$3") >"$cell" &
  fi
  DERIVING[$1]=$!
  CELL_FILES+=("$cell")
}

# derive_alone CELL TEXT: what the pipeline makes of the groupings that are merged ALONE: for others to be derived of it. Unless
# it has been made already (alone).
derive_alone() {
  local of
  printf -v of '%s,' "${ALONE[@]}"
  DERIVED[$1]=$2 DERIVED_OF[$1]=${of%,}
  if [[ -z ${GIVEN_CELLS-} && ! -f $MERGED/$1 ]]; then ndmerge --only "${of%,}" "$STATES" | (cd -- "$TABLES" && eval "$2") >"$MERGED/$1"; fi
}

# from CELL TEXT: what the next figures are made of: the records that the pipeline TEXT makes of these cells.
from() {
  FROM_CELL=$1 FROM_TEXT=$2
  TEXTS+=("$1 $2")
}

# read_sources: the records of all that figures are made of, side by side, as files in SOURCES. Where a text says no more than
# which cells, it need not be run: their file has no others.
read_sources() {
  local one cell text job
  local -a running=()
  for one in "${TEXTS[@]}"; do
    cell=${one%% *} text=${one#* }
    cell_file "$cell"
    if [[ -n ${GIVEN_CELLS-} || $text != "ndfilter '.grouping == \"$cell\"'" || " ${SOURCES[*]} " == *" $REPLY "* ]]; then
      (cd -- "$TABLES" && eval "$text") <"$REPLY" >"$WORK/records.${#SOURCES[@]}" &
      running+=($!)
      REPLY=$WORK/records.${#SOURCES[@]}
    fi
    SOURCES+=("$REPLY")
  done
  for job in "${running[@]}" "${DERIVING[@]}"; do wait "$job"; done
}

# know_coverage: on how many of the report's days there are events of each type, and on how many of those a year before: asked
# once, of all types together, and handed to the scripts that are started from here. In COVERED_play, COVERED_any and so on.
know_coverage() {
  local type known
  if [[ -n ${COVERED_any-} ]]; then return; fi
  cell_file report.days
  ndgroup -w '.grouping == "report.days"' -g 'type=(.type, "any")' \
    -a "days=distinct(select(.day >= \"$FROM\" and .day <= \"$TO\") | .day)" \
    -a "days_prev=distinct(select(.day >= \"$FROM_BEFORE\" and .day <= \"$TO_BEFORE\") | .day)" "$REPLY" |
    ndprint "{type} {{\"days\":{days},\"days_of\":$DAYS_OF,\"days_prev\":{days_prev},\"days_prev_of\":$DAYS_BEFORE_OF}}" >"$WORK/covered"
  for type in play search post any; do printf -v "COVERED_$type" '{"days":0,"days_of":%s,"days_prev":0,"days_prev_of":%s}' "$DAYS_OF" "$DAYS_BEFORE_OF"; done
  while read -r type known; do
    # Cells may be anybody's: a name is one of these, and nothing else is evaluated.
    if [[ $type =~ ^(play|search|post|any)$ ]]; then printf -v "COVERED_$type" %s "$known"; fi
  done <"$WORK/covered"
  export COVERED_play COVERED_search COVERED_post COVERED_any
}

# covered TYPE: what is known of it, as fields of a figure, in REPLY; the days of both years in the array COVERED.
covered() {
  local name=COVERED_$1
  know_coverage
  REPLY=${!name}
  [[ $REPLY =~ \"days\":([0-9]+).*\"days_prev\":([0-9]+) ]]
  # shellcheck disable=SC2034  # sections have it
  COVERED=("${BASH_REMATCH[@]:1}")
}

# figure ID UNIT TITLE METHOD VALUE [FIELDS [WHEN]]: asks for a figure of each record for which WHEN holds. VALUE is an
# expression over the record, FIELDS one that gives an object of further fields: days and days_of among them, for what a
# sentence is made of. A figure of no days has no value.
figure() {
  local title=${3//\\/\\\\} method=${4//\\/\\\\}
  FORMS+=("${7:+select($7) | }{figure: \"$1\", title: \"${title//\"/\\\"}\", value: null, unit: \"$2\"} +
  (if has(\"suppressed\") then with_entries(select((.value | type) == \"string\" and .key != \"grouping\")) + {status: \"suppressed\"}
    else (${6:-{\}}) + {value: ($5)} end) |
  .value = (if .days == 0 then null else .value end) |
  .status = (.status // (if .value == null then \"unsupported\" else \"ok\" end)) |
  . + {method: \"${method//\"/\\\"}\", as_of: \"$AS_OF\", tz: \"$TZ_REPORT\"}")
}

# figures: those that were asked for of this source, each with the pipeline that makes it alone: what a person would type in
# the folder of the events.
figures() {
  local form all=
  pipeline_head
  for form in "${FORMS[@]}"; do
    as_typed ndmap "$form"
    all+="${all:+,
}($form | .pipeline = \$pipeline${#HEADS[@]})"
    HEADS+=("$HEAD$TYPED")
  done
  MADE_OF+=("$all")
  FORMS=()
}

# make_figures: all that were asked for, in that order.
make_figures() {
  local i all=empty
  local -a words=()
  read_sources
  if ((${#SOURCES[@]} == 0)); then return; fi
  for i in "${!HEADS[@]}"; do words+=(--arg "pipeline$i" "${HEADS[i]}"); done
  for ((i = ${#SOURCES[@]} - 1; i >= 0; --i)); do
    words+=(--arg "source$i" "${SOURCES[i]}")
    all="if input_filename == \$source$i then ${MADE_OF[i]}
else $all end"
  done
  ndmap "${words[@]}" "$all" "${SOURCES[@]}"
}

# pipeline_head: the pipeline up to the records of the source, in HEAD.
pipeline_head() {
  local name made=
  local -a words=() of=("$FROM_CELL")
  # What is derived of what was derived is made of nothing else.
  while [[ -n ${DERIVED[${of[0]}]-} ]]; do
    made="${DERIVED[${of[0]}]}${made:+ |
$made}"
    IFS=, read -r -a of <<<"${DERIVED_OF[${of[0]}]}"
  done
  for name in "${of[@]}"; do add_grouping "$name"; done
  group_words "${words[@]}"
  # The files that were made for this run stand for what makes them, whatever their folder is called.
  if [[ -n ${FOLLOWS-} ]]; then GROUP=("${GROUP[@]//"$FOLLOWS"/@follows@}"); fi
  if [[ -n ${NAMES-} ]]; then GROUP=("${GROUP[@]//"$NAMES"/@names@}"); fi
  as_typed "${GROUP[@]}"
  made_tables
  HEAD="$CLEAN_TYPED ${EVENTS:-events*.ndjson*} |
$TYPED |
${made:+$made |
}$FROM_TEXT |
"
}

# made_tables: a table that was made for this run stands in $TYPED, and in the text made, as what makes it. It is asked by
# pipeline_head.
made_tables() {
  if [[ $TYPED == *' followings=@follows@:'* ]]; then
    follows_text "${EVENTS:-events*.ndjson*}"
    TYPED=${TYPED/@follows@/"<($REPLY)"}
  fi
  if [[ $TYPED == *' names=@names@:'* ]]; then
    table topics
    names_text "${REPLY##*/}"
    TYPED=${TYPED/@names@/"<($REPLY)"}
  fi
  if [[ $made == *"$MADE_TOPICS"* ]]; then
    table topics
    topics_text "${REPLY##*/}"
    made=${made//"$MADE_TOPICS"/"<($REPLY)"}
  fi
}

# add_grouping NAME: its words, to those of pipeline_of.
add_grouping() {
  local word adding=
  for word in "${SHARED_GROUPINGS[@]}" "${GROUPINGS[@]}"; do
    if [[ -n $adding && $adding != name && $word == --grouping ]]; then adding=; fi
    case $adding in
      '') if [[ $word == --grouping ]]; then adding=name; fi ;;
      name) if [[ $word == "$1" ]]; then words+=(--grouping "$1") adding=yes; else adding=no; fi ;;
      yes) words+=("$word") ;;
      *) ;;
    esac
  done
}
