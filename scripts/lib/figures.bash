# figures.bash: from partials to figures: what a section's reduce is made of. Sourced by report.bash.
#
# Partials hold groupings. Their values are facts; some are of one person each (PRIVATE) and leave this script only as counts
# (derive). The rest and those counts are the cells, which are published, and of which every figure is made (from, figure,
# figures). Pipelines are texts: what is run is what is shown.
set -euo pipefail

PRIVATE=()                          # the groupings with a record for each person
declare -A DERIVED=() DERIVED_OF=() # of each derived cell its pipeline, and the groupings that this reads
FROM_TEXT='' FROM_CELLS=()          # of the source that is read now, the same
FORMS=()                            # the figures that were asked for
readonly MADE_TOPICS='"$TOPICS"'    # in a pipeline, the file of topics that was made for this run (topics_text)

# run_text TEXT: runs a pipeline in the folder of the events, where tables are called by their names alone.
run_text() { (cd -- "$TABLES" && bash -c "set -euo pipefail
$1"); }

# gather GROUPING...: partials -> the files $WORK/facts, the values of these groupings, and $WORK/cells, those that may be
# published. Where the values of all are there already (MERGED), no partials are read; where there are cells (GIVEN_CELLS),
# figures are made of them, and nothing is read.
gather() {
  local IFS=, name any='' keep=true
  if [[ -n ${GIVEN_CELLS-} ]]; then
    cp "$GIVEN_CELLS" "$WORK/cells"
    return
  fi
  if [[ -n ${MERGED-} ]]; then
    for name in "$@"; do any+="${any:+ or }.grouping == \"$name\""; done
    ndfilter "$any" "$MERGED" >"$WORK/facts"
  else
    ndmerge --only "$*" >"$WORK/facts"
  fi
  for name in "${PRIVATE[@]}"; do keep+=" and .grouping != \"$name\""; done
  ndfilter "$keep" "$WORK/facts" >"$WORK/cells"
}

# derive CELL,... GROUPING,... TEXT: more cells, of these names: what the pipeline TEXT makes of the facts of GROUPING.
derive() {
  local name
  local -a cells
  IFS=, read -r -a cells <<<"$1"
  for name in "${cells[@]}"; do DERIVED[$name]=$3 DERIVED_OF[$name]=$2; done
  if [[ -z ${GIVEN_CELLS-} ]]; then run_text "$3" <"$WORK/facts" >>"$WORK/cells"; fi
}

# from CELL,... TEXT: what the next figures are made of: the records that the pipeline TEXT makes of these cells.
from() {
  IFS=, read -r -a FROM_CELLS <<<"$1"
  FROM_TEXT=$2
  run_text "$2" <"$WORK/cells" >"$WORK/records"
}

# know_coverage: on how many of the report's days there are events of each type, and on how many of those a year before: asked
# once, of all types together, and handed to the scripts that are started from here. In COVERED_play, COVERED_any and so on.
know_coverage() {
  local type known
  if [[ -n ${COVERED_any-} ]]; then return; fi
  ndgroup -w '.grouping == "report.days"' -g 'type=(.type, "any")' \
    -a "days=distinct(select(.day >= \"$FROM\" and .day <= \"$TO\") | .day)" \
    -a "days_prev=distinct(select(.day >= \"$FROM_BEFORE\" and .day <= \"$TO_BEFORE\") | .day)" "$WORK/cells" |
    ndprint "{type} {{\"days\":{days},\"days_of\":$DAYS_OF,\"days_prev\":{days_prev},\"days_prev_of\":$DAYS_BEFORE_OF}}" >"$WORK/covered"
  for type in play search post any; do printf -v "COVERED_$type" '{"days":0,"days_of":%s,"days_prev":0,"days_prev_of":%s}' "$DAYS_OF" "$DAYS_BEFORE_OF"; done
  while read -r type known; do
    # Cells may be anybody's: a name is one of these, and nothing else is evaluated.
    if [[ $type =~ ^(play|search|post|any)$ ]]; then printf -v "COVERED_$type" %s "$known"; fi
  done <"$WORK/covered"
  export COVERED_play COVERED_search COVERED_post COVERED_any
}

# covered TYPE: what is known of it, as fields of a figure, in REPLY.
covered() {
  local name=COVERED_$1
  know_coverage
  REPLY=${!name}
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

# figures: makes those that were asked for, each with the pipeline that makes it alone: what a person would type in the
# folder of the events.
figures() {
  local i head all=
  local -a pipelines=()
  pipeline_head
  head=$HEAD
  for i in "${!FORMS[@]}"; do
    as_typed ndmap "${FORMS[i]}"
    pipelines+=(--arg "pipeline$i" "$head$TYPED")
    all+="${all:+,
}(${FORMS[i]} | .pipeline = \$pipeline$i)"
  done
  ndmap "${pipelines[@]}" "$all" "$WORK/records"
  FORMS=()
}

# pipeline_head: the pipeline up to the records of the source, in HEAD.
pipeline_head() {
  local cell name made=
  local -a words=() of=()
  for cell in "${FROM_CELLS[@]}"; do
    of=("$cell")
    if [[ -n ${DERIVED[$cell]-} ]]; then
      made=${DERIVED[$cell]}
      IFS=, read -r -a of <<<"${DERIVED_OF[$cell]}"
    fi
    for name in "${of[@]}"; do
      if [[ " ${words[*]} " != *" --grouping $name "* ]]; then add_grouping "$name"; fi
    done
  done
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
  local text
  if [[ $TYPED == *' followings=@follows@:'* ]]; then
    text=$(follows_text "${EVENTS:-events*.ndjson*}")
    TYPED=${TYPED/@follows@/"<($text)"}
  fi
  if [[ $TYPED == *' names=@names@:'* ]]; then
    text=$(table topics)
    text=$(names_text "${text##*/}")
    TYPED=${TYPED/@names@/"<($text)"}
  fi
  if [[ $made == *"$MADE_TOPICS"* ]]; then
    text=$(table topics)
    text=$(topics_text "${text##*/}")
    made=${made//"$MADE_TOPICS"/"<($text)"}
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
