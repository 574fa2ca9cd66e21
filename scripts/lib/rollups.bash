# rollups.bash: what a folder of rollups holds, and what each of its days must have been made of. Sourced by rollup, which makes
# the days, and by annual-report, which reads them and holds every one against this.
#
#   ROLLUPS/receipts/FILE.came.ndjson            of a file of events: its size and hash, how many events it holds of each day, and
#                                                where the lines are that could not be read
#   ROLLUPS/receipts/FILE.follows.ndjson.zst     the follow events in it, as they came
#   ROLLUPS/settings.ndjson                      of which zone and measure the days are
#   ROLLUPS/2024/07/15.ndjson                    a day that is made: of what, and which parts it has
#   ROLLUPS/2024/07/15.HASH.ndjson.zst           its partials, but those of income, which counts on the first of the month that it
#   ROLLUPS/2024/07/15.HASH.2024-06.ndjson.zst   settles: for each such month they are a part of their own
#   ROLLUPS/2024/07/15.HASH.ids.ndjson.zst       the ids that it counts, as a partial of their number (also behind a month)
#
# A part that no record of a day names is none: it is there while a day is made, or after a run that was killed.
# shellcheck disable=SC2034  # the scripts that source this have the rest
set -euo pipefail

FILES=()                 # the files of events, as they are called in their folder, in the order in which a report reads them
declare -A STAT_OF=()    # of each file that was received: its size and times, which change when it does
declare -A HASH_OF=()    # the hash of its bytes
declare -A SOURCES_OF=() # of each day: the files that hold events of it, and their hashes, in their order
declare -A KEY_OF=()     # of each day that is made: what it was made of (day_key)
declare -A TABLES_OF=()  # the hash of the tables that it was made with
declare -A AS_OF_OF=()   # the day from which on what was received does not count in it
declare -A KNOWN_OF=()   # the same for the follow events that it was made with
declare -A STATE_OF=()   # "KNOWN DAY": a hash of who followed whom up to the end of the day, as was known at KNOWN
FIRST_FOLDER=''          # of the folders by day of receipt, the first and the last
LAST_FOLDER=''
SEPARATOR=$'\x1e' # of the sources of a day

# events_in FOLDER: its files of events, in FOUND.
events_in() {
  FOUND=("$1"/events*.ndjson{,.gz,.zst} "$1"/????/??/??/events*.ndjson{,.gz,.zst})
}

# in_order FILE...: the names in the order of events_in, wherever the files are, in ORDERED.
in_order() {
  local name
  local -a flat=() flat_gz=() flat_zst=() dated=() gz=() zst=()
  for name in "$@"; do
    case $name in
      */*.gz) gz+=("$name") ;;
      */*.zst) zst+=("$name") ;;
      */*) dated+=("$name") ;;
      *.gz) flat_gz+=("$name") ;;
      *.zst) flat_zst+=("$name") ;;
      *) flat+=("$name") ;;
    esac
  done
  ORDERED=("${flat[@]}" "${flat_gz[@]}" "${flat_zst[@]}" "${dated[@]}" "${gz[@]}" "${zst[@]}")
}

# read_receipts: what is known of the files that have come: FILES, STAT_OF, HASH_OF and SOURCES_OF.
read_receipts() {
  local kind file day hash stat source i
  local -a names=() lists=("$ROLLUPS"/receipts/*.came.ndjson "$ROLLUPS"/receipts/????/??/??/*.came.ndjson)
  FILES=() STAT_OF=() HASH_OF=() SOURCES_OF=()
  RECEIPTS=()
  if ((${#lists[@]} == 0)); then return; fi
  names=("${lists[@]#"$ROLLUPS/receipts/"}")
  in_order "${names[@]%.came.ndjson}"
  FILES=("${ORDERED[@]}")
  for file in "${FILES[@]}"; do
    if [[ $file != */* ]]; then continue; fi
    if [[ -z $FIRST_FOLDER || $file < $FIRST_FOLDER ]]; then FIRST_FOLDER=${file%/*}; fi
    if [[ $file > $LAST_FOLDER ]]; then LAST_FOLDER=${file%/*}; fi
  done
  RECEIPTS=("${FILES[@]/#/"$ROLLUPS/receipts/"}")
  RECEIPTS=("${RECEIPTS[@]/%/.came.ndjson}")
  ndmap -r 'if .kind == "file" then "file\t\(.xxh3)\t\(.stat)" elif .kind == "came" then "came\t\(.day)" else empty end' \
    "${RECEIPTS[@]}" >"$WORK/receipts"
  i=-1
  while IFS=$'\t' read -r kind hash stat; do
    if [[ $kind == file ]]; then
      i=$((i + 1))
      file=${FILES[i]}
      HASH_OF[$file]=$hash STAT_OF[$file]=$stat
      source=$SEPARATOR$file$'\t'$hash
    else
      day=$hash
      if [[ ${SOURCES_OF[$day]-} != *"$source" ]]; then SOURCES_OF[$day]+=$source; fi
    fi
  done <"$WORK/receipts"
}

# stats_of FOLDER FILE...: the size and times of files in the folder, a line each, in the file $WORK/stats.
stats_of() (
  cd -- "$1"
  shift
  printf '%s\0' "$@" | xargs -0 stat -L -c '%s %y %z %i' -- >"$WORK/stats"
)

# read_days: what the days were made of that there are.
read_days() {
  local day as_of known tables key names name
  local -a of
  DAYS_MADE=("$ROLLUPS"/????/??/??.ndjson)
  KEY_OF=() TABLES_OF=() AS_OF_OF=() KNOWN_OF=()
  if ((${#DAYS_MADE[@]} == 0)); then return; fi
  ndmap -r '([.parts[] | .file, (.ids? // empty)] | join("\t")) as $names |
    "\(.day)\u001f\(.as_of)\u001f\(.known)\u001f\(.tables)\u001f\($names)\u001f\(.key)"' "${DAYS_MADE[@]}" >"$WORK/days"
  while IFS=$'\x1f' read -r day as_of known tables names key; do
    # One that lacks a part is none.
    IFS=$'\t' read -r -a of <<<"$names"
    for name in "${of[@]}"; do if [[ ! -e $ROLLUPS/$name ]]; then continue 2; fi; done
    KEY_OF[$day]=$key TABLES_OF[$day]=$tables AS_OF_OF[$day]=$as_of KNOWN_OF[$day]=$known
  done <"$WORK/days"
}

# hash_tables: of the contents of the tables that there are from the start, in TABLES_HASH.
hash_tables() {
  local -a tables=("$TABLES"/dim_*.ndjson{,.gz,.zst})
  TABLES_HASH=none
  if ((${#tables[@]} == 0)); then return; fi
  TABLES_HASH=$(cd -- "$TABLES" && xxhsum -q -H2 -- "${tables[@]##*/}" | xxhsum -q -H2)
  TABLES_HASH=${TABLES_HASH%% *}
}

# know_follows KNOWN: who followed whom, as was known at that day, of the follow events that were kept: the file
# $WORK/follows.KNOWN and STATE_OF of every day. Where there is a table dim_follows, it is one of the tables.
know_follows() {
  local AS_OF=$1 files day kind hash state=0
  table follows
  : >"$WORK/follows.$1"
  if [[ -n $REPLY || ${#FILES[@]} -eq 0 ]]; then return; fi
  local -a kept=("${FILES[@]/#/"$ROLLUPS/receipts/"}")
  printf -v files ' %q' "${kept[@]/%/.follows.ndjson.zst}"
  follows_text "${files# }"
  (cd -- "$TABLES" && eval "$REPLY") >"$WORK/follows.$1"
  {
    ndgroup --tz "$TZ_REPORT" -g 'day=(.from_ms|ms|day)' -a 'rows=list(.)' "$WORK/follows.$1" | ndmap -r '"\(.day) 1 \(.rows | xxh3)"'
    printf '%s 2\n' "${!SOURCES_OF[@]}"
  } | sort >"$WORK/states"
  # The state of a day is made of that of the day before and of what changed on it.
  while read -r day kind hash; do
    if ((kind == 1)); then state=$((state * 6364136223846793005 + 16#$hash)); else STATE_OF["$1 $day"]=$state; fi
  done <"$WORK/states"
}

# map_call KNOWN: the call that maps a day with these follows: its words in MAP, and a hash of what it asks in MAP_HASH.
map_call() {
  local words=$WORK/words.none
  if [[ -s $WORK/follows.$1 ]]; then words=$WORK/words.some; fi
  if [[ ! -f $words ]]; then
    # It asks the same whatever the table holds, if it holds anything.
    ln -sf "follows.$1" "$WORK/follows"
    FOLLOWS=$WORK/follows GIVEN_WORK='' "$HERE/stage" words >"$words"
    mapfile -d '' -t MAP <"$words"
    printf '%s\0' "${MAP[@]//"$WORK"/}" | xxhsum -q -H1 >"$words.hash"
  fi
  MAP_HASH=$(<"$words.hash")
  MAP_HASH=${MAP_HASH%% *}
  mapfile -d '' -t MAP <"$words"
  MAP=("${MAP[@]/#"followings=$WORK/follows:"/"followings=$WORK/follows.$1:"}")
}

# cut_of DAY REPORT AS_OF: the day from which on what was received does not count in a report of the year REPORT as of AS_OF, for
# DAY: AS_OF itself, or so many years earlier or later as the year of DAY is. In REPLY.
cut_of() {
  REPLY=$((10#${3%%-*} + 10#${1%%-*} - 10#$2))${3#????}
}

# day_key DAY AS_OF KNOWN: what the day must be made of, in REPLY: MAP_HASH is that of the call.
day_key() {
  REPLY="as of $2, who follows whom ${STATE_OF["$3 $1"]-none}, map $MAP_HASH${SOURCES_OF[$1]-}"
}

# window: the condition under which an event of the receipts counts in the report, in REPLY.
window() {
  REPLY="(.due >= \"$FROM\" and .due <= \"$TO\" and .received < \"$AS_OF\") or
    (.due >= \"$FROM_BEFORE\" and .due <= \"$TO_BEFORE\" and .received < \"$AS_OF_BEFORE\")"
}

# take_rollups: what the stages clean and map would have given annual-report, which has read the receipts, is made of the days
# instead: $WORK/partials, $WORK/inputs, $WORK/rejects and $WORK/clean (the counts). No event is read. Where these would not be
# the same, it stops.
take_rollups() {
  local -a needed=() stale=() parts=() ids=()
  local job
  unchanged
  read_days
  hash_tables
  make_names
  make_topics
  know_follows "$AS_OF"
  export FOLLOWS=$WORK/follows.$AS_OF
  map_call "$AS_OF"
  needed_days
  days_as_needed
  received_counts
  parts_of_window
  ids_once &
  job=$!
  ndmerge --partial --expect "$WORK/expected" "${parts[@]}" >"$WORK/partials"
  wait "$job"
}

# same_settings: the days must be those of the zone and the measure that are asked for.
same_settings() {
  local known
  [[ -s $ROLLUPS/settings.ndjson ]] || die 2 "there are no rollups in '$ROLLUPS'; rollup makes them"
  known=$(ndmap -r '"\(.measure) events in days of \(.tz)"' "$ROLLUPS/settings.ndjson")
  [[ $known == "$MEASURE events in days of $TZ_REPORT" ]] ||
    die 2 "what is in '$ROLLUPS' is of $known, not of $MEASURE events in days of $TZ_REPORT; rollup --measure and --tz make it, in another folder"
}

# unchanged: the files of events that are still there are as they were received. Those of later days of receipt are left out.
unchanged() {
  local name i
  local -a stats names=()
  events_in "${TABLES%/}"
  for name in "${FOUND[@]#"${TABLES%/}"/}"; do
    if [[ -n ${STAT_OF[$name]-} || $name != */* || ! ${name%/*} > $LAST_FOLDER ]]; then names+=("$name"); fi
  done
  if ((${#names[@]} == 0)); then return; fi
  stats_of "$TABLES" "${names[@]}"
  mapfile -t stats <"$WORK/stats"
  for i in "${!names[@]}"; do
    if [[ ${STAT_OF[${names[i]}]-} != "${stats[i]}" ]]; then remake "'${names[i]}' came or changed after the last rollup"; fi
  done
}

# remake WHY [OPTION]: ends the report, and says how the days become what it needs.
remake() {
  local default=$((YEAR + 1))-01-05 command
  printf -v command 'rollup --events %q --rollups %q --tz %q --measure %s --for %s' "$TABLES" "$ROLLUPS" "$TZ_REPORT" "$MEASURE" "$YEAR"
  if [[ $AS_OF != "$default" ]]; then command+=" --as-of $AS_OF"; fi
  die 3 "$1; make the days as this report needs them with: $command${2:+ $2}"
}

# needed_days: those with an event that counts in the report. There must be none of which the rollups cannot tell.
needed_days() {
  local odd
  window
  ndfilter ".kind == \"came\" and ($REPLY)" "${RECEIPTS[@]}" >"$WORK/kept"
  odd=$(ndmap -r 'select(.day == "unreadable" or .received == "unreadable" or (.due | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}$") | not)) | "\(.n) events that count on \(.due)"' \
    "$WORK/kept" | sed -n 1p)
  if [[ -n $odd ]]; then die 3 "of $odd the day, or that of receipt, is not told as days are; such a report can be made of the events alone, without --rollups"; fi
  ndgroup -g day "$WORK/kept" | ndmap -r .day >"$WORK/needed"
  mapfile -t needed <"$WORK/needed"
  ((${#needed[@]} > 0)) || die 3 "no event that came to '$ROLLUPS' counts from $FROM to $TO or a year before; choose the days with --year, or --from and --to"
}

# days_as_needed: each of them is made, of what it would be made of now.
days_as_needed() {
  local day other='' told
  for day in "${needed[@]}"; do
    cut_of "$day" "$YEAR" "$AS_OF"
    day_key "$day" "$REPLY" "$AS_OF"
    if [[ ${KEY_OF[$day]-} != "$REPLY" ]]; then
      stale+=("$day")
    elif [[ ${TABLES_OF[$day]} != "$TABLES_HASH" ]]; then
      stale+=("$day")
      other=--tables
    fi
  done
  if ((${#stale[@]} == 0)); then return; fi
  told=${stale[0]}
  if ((${#stale[@]} > 1)); then told+=" and $((${#stale[@]} - 1)) others"; fi
  remake "of ${#needed[@]} days, these are not there, or not made of what there is now: $told" "$other"
}

# received_counts: of all files: their hashes, the lines that could not be read, and the counts of cleaning but the last.
received_counts() {
  local kept
  ndmap --arg folder "${TABLES%/}/" 'select(.kind == "file") | {file: ($folder + .file), bytes, xxh3}' "${RECEIPTS[@]}" >"$WORK/inputs"
  ndmap --arg folder "${TABLES%/}/" 'select(.kind == "reject") | {file: ($folder + .file), line, byte, error}' "${RECEIPTS[@]}" >"$WORK/rejects"
  kept=$(ndgroup -a 'n=sum(.n)' "$WORK/kept" | ndmap '.n // 0')
  ndgroup -a 'read=sum(.read?)' -a 'rejected=sum(.rejected?)' -a 'people=sum(select(.kind == "came") | .n)' \
    -a 'agents=sum(select(.kind == "agents") | .n)' "${RECEIPTS[@]}" |
    ndmap --argjson kept "$kept" '.people //= 0 | .agents //= 0 |
      {read, used: (.read - .rejected), rejected, tallies: {agents, dates: (.people - $kept)}}' >"$WORK/counts"
  if ndfilter -q '.rejected * 100 > .read' "$WORK/counts"; then
    die 3 'more than 1% of the lines of events could not be read; the receipts of the rollups say which'
  fi
}

# parts_of_window: the files of partials of the days that count, in parts and ids, what they must hold ($WORK/expected), and the
# counts of cleaning, now with its last.
parts_of_window() {
  local written
  local -a days=("${needed[@]//-//}")
  days=("${days[@]/#/"$ROLLUPS/"}")
  window
  # Of what they hold, the cut by receipt has been made.
  ndmap ".parts[] | . + {received: \"\"} | select($REPLY)" "${days[@]/%/.ndjson}" >"$WORK/parts"
  ndmap '{label, bytes}' "$WORK/parts" >"$WORK/expected"
  ndmap -r .file "$WORK/parts" >"$WORK/part_files"
  ndmap -r '.ids? // empty' "$WORK/parts" >"$WORK/id_files"
  mapfile -t parts <"$WORK/part_files"
  mapfile -t ids <"$WORK/id_files"
  parts=("${parts[@]/#/"$ROLLUPS/"}") ids=("${ids[@]/#/"$ROLLUPS/"}")
  written=$(ndgroup -a 'n=sum(.n)' "$WORK/parts" | ndmap '.n // 0')
  ndmap --argjson written "$written" '. + {written: $written}' "$WORK/counts" >"$WORK/clean"
}

# ids_once: cleaning keeps one event of an id. Days are cleaned each by itself: that is the same where no id is on two of them.
ids_once() {
  local twice
  if ((${#ids[@]} < ${#parts[@]})); then
    printf '%s: %s of the days are kept without ids: whether an event stands on two days was not looked at\n' "${0##*/}" "$((${#parts[@]} - ${#ids[@]}))" >&2
  fi
  if ((${#ids[@]} == 0)); then return; fi
  twice=$(ndmerge "${ids[@]}" | ndmap -r 'select(.n != .ids) | .n - .ids')
  if [[ -n $twice ]]; then
    die 3 "$twice events have the id of an event of another day, and only one of them counts; such a report can be made of the events alone, without --rollups"
  fi
}
