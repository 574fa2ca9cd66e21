# pipeline.bash: what all events go through before a section sees their aggregates: the words by which groupings ask, and
# ndgroup's call that makes them. Sourced by report.bash.
#
# The calls are arrays of words, for they are run as well as shown: a reader gets, beside a figure, the very calls that made
# it. Files are named as they are called in the folder of the events, where everything is run.
set -euo pipefail

# The words of the groupings, each a let; those without their table say nothing, not something wrong.
declare -A LET=() TABLE_OF=()
LET_ORDER=(day year month hour topics trending native verticals category valid follows close surface outside heritage farming)
TABLE_ORDER=(videos names trend creators followings tabs)

# table NAME: the file of a dimension table, in REPLY; empty if there is none.
table() {
  for REPLY in "$TABLES/dim_$1.ndjson"{,.gz,.zst}; do
    if [[ -s $REPLY ]]; then return; fi
  done
  REPLY=
}

# known_table NAME FILE KEYS: the table NAME is to be had, if there is the file dim_FILE.
known_table() {
  table "$2"
  if [[ -n $REPLY ]]; then TABLE_OF[$1]="${REPLY##*/}:$3"; fi
}

# find_tables: those that are there. FOLLOWS and NAMES are files that were made from the events and from dim_topics.
find_tables() {
  known_table videos videos video_id
  known_table trend topics topic_id@start_dt..end_dt
  known_table creators creators author_id
  known_table tabs tabs tab
  known_table followings follows user_id,author_id@from_ms
  if [[ -s ${FOLLOWS-} ]]; then TABLE_OF[followings]="$FOLLOWS:user_id,author_id@from_ms"; fi
  if [[ -s ${NAMES-} ]]; then TABLE_OF[names]="$NAMES:name"; fi
}

# What an event is about, and when.
find_subjects() {
  local topics=.topic_ids trending='[]' native=false
  LET[day]='.time_ms|ms|day' LET[year]='.time_ms|ms|year' LET[month]='.time_ms|ms|month' LET[hour]='.time_ms|ms|hour'
  LET[verticals]='[]' LET[category]='null'
  if [[ -n ${TABLE_OF[videos]-} ]]; then
    topics+=' // $videos[.video_id].topic_ids'
    LET[category]='$videos[.video_id].first_level_category_name'
  fi
  if [[ -n ${TABLE_OF[names]-} ]]; then topics+=' // $names[(.keyword // "") | nfkc_casefold].topic_ids'; fi
  if [[ -n ${TABLE_OF[trend]-} ]]; then
    trending='[$topics[] | select(asof($trend; .; $day).is_trending == true)]'
    native='[$trending[] | select(asof($trend; .; $day).origin == "native")] != []'
  fi
  LET[topics]="$topics // []" LET[trending]=$trending LET[native]=$native
  if [[ -n ${TABLE_OF[creators]-} ]]; then LET[verticals]='$creators[.author_id].verticals // []'; fi
}

# What people do: a valid play is one of seven seconds, or of all of something shorter (KuaiRand's rule); pan-private are the
# surfaces on which people meet creators whom they know.
find_conduct() {
  LET[valid]='.type == "play" and (.play_time_ms >= 7000 or (.duration_ms > 0 and .play_time_ms >= .duration_ms))'
  LET[follows]=false
  if [[ -n ${TABLE_OF[followings]-} ]]; then LET[follows]='asof($followings; [.user_id, .author_id]; .time_ms).follows == true'; fi
  LET[close]='.tab == "follow" or .tab == "profile" or .tab == "message" or .tab == "group" or
    (.tab == "live_room" and $follows)'
  LET[surface]='.tab == "feature" or .tab == "selection" or .tab == "follow" or .tab == "profile" or .tab == "message" or
    .tab == "group" or .tab == "live_room" or .tab == "nearby" or .tab == "search" or .tab == "external"'
  if [[ -n ${TABLE_OF[tabs]-} ]]; then
    LET[surface]='$tabs[.tab].domain != null'
    LET[close]='$tabs[.tab].domain == "pan_private" and ($tabs[.tab].needs_follow != true or $follows)'
  fi
  LET[outside]='.source != null and .source != "app" and .source != "web" and .source != "kuaishou"' # of an exposure: not the platform
  LET[heritage]='$category == "非遗" or ($verticals | index("ich") != null)'
  LET[farming]='$verticals | index("agri") != null'
}

# asked_of TEXT...: the lets and tables of which the texts make use, directly or by others: into LETS and ASKED_TABLES.
asked_of() {
  local all="$*" name added=yes
  local -A found=()
  while [[ -n $added ]]; do
    added=
    for name in "${LET_ORDER[@]}"; do
      if [[ -z ${found[$name]-} && $all =~ [$]$name([^a-z_]|$) ]]; then
        found[$name]=1 all+=" ${LET[$name]}" added=yes
      fi
    done
  done
  LETS=() ASKED_TABLES=()
  for name in "${LET_ORDER[@]}"; do if [[ -n ${found[$name]-} ]]; then LETS+=("$name"); fi; done
  for name in "${TABLE_ORDER[@]}"; do
    if [[ $all =~ [$]$name([^a-z_]|$) ]]; then ASKED_TABLES+=("$name"); fi
  done
}

# group_words GROUPING_WORD...: the call of ndgroup that makes these groupings, in GROUP.
group_words() {
  local name
  asked_of "$@"
  GROUP=(ndgroup --tz "$TZ_REPORT")
  for name in "${ASKED_TABLES[@]}"; do GROUP+=(--table "$name=${TABLE_OF[$name]}"); done
  for name in "${LETS[@]}"; do GROUP+=(--let "$name=${LET[$name]}"); done
  GROUP+=("$@")
}

# clean_words: the call that cleans events, in CLEAN. Two years: the report's days and the same days a year before, cut by
# receipt alike; income belongs to the month that it settles, so that corrections have the same time in both years.
clean_words() {
  local kept='($due >= $from and $due <= $to and $received < $as_of) or
    ($due >= $from_before and $due <= $to_before and $received < $as_of_before)'
  CLEAN=(
    nduniq -k id --keep min:recv_ms --validate --tz "$TZ_REPORT" --let 'day=.time_ms|ms|day' --let 'received=.recv_ms|ms|day'
    --let 'due=if .type == "income" and .settle_month != null then .settle_month + "-01" else $day end'
    --arg from "$FROM" --arg to "$TO" --arg as_of "$AS_OF"
    --arg from_before "$FROM_BEFORE" --arg to_before "$TO_BEFORE" --arg as_of_before "$AS_OF_BEFORE"
    --let "kept=$kept" -w '.agent == null and $kept'
  )
}

# as_typed WORD...: the words as a person would type them in a shell, long ones on lines of their own. Into TYPED.
as_typed() {
  local word
  TYPED=
  for word in "$@"; do
    if [[ $word == --grouping || $word == --let || $word == --table ]]; then TYPED+=$' \\\n '; fi
    if [[ ! $word =~ ^[A-Za-z0-9_./:,=@*?+-]+$ ]]; then word="'${word//\'/\'\\\'\'}'"; fi
    TYPED+=" $word"
  done
  TYPED=${TYPED# }
}

# What the tables are made by that are not there from the start, in REPLY: follows_text FILES [OPTION...]; names_text FILE;
# topics_text FILE: of a topic with a row for each of its names there is one row, by its last name, with all its days in the report.
follows_text() {
  REPLY="nduniq -k id --keep min:recv_ms${2:+ $2} --rejects /dev/null --tz $TZ_REPORT \\
  -w '.type == \"follow\" and .agent == null and .user_id != null and ((.time_ms|ms|day)? // null) != null and (.recv_ms|ms|day) < \"$AS_OF\"' $1 |
  nduniq -k user_id,author_id,time_ms --keep max:recv_ms |
  ndsort -k user_id,author_id,time_ms |
  ndmap '{user_id, author_id, from_ms: .time_ms, follows: (.action == \"follow\")}'"
}
names_text() { REPLY="ndmap '{name: ((.name, .aliases[]?) | nfkc_casefold), topic_ids: [.topic_id]}' $1 | nduniq -k name"; }
topics_text() {
  REPLY="ndmap '.days = (([.end_dt? // \"$TO\", \"$TO\"] | min + \"T00:00:00Z\" | time) -
    ([.start_dt? // \"$FROM\", \"$FROM\"] | max + \"T00:00:00Z\" | time)) / 86400 + 1' $1 |
  ndgroup -g topic_id -a 'start_dt=min(.start_dt? // \"\")' \\
    -a 'last=argmax({name: .name?, category: .category?, origin: .origin?, is_trending: .is_trending?}; .start_dt? // \"\")' \\
    -a 'end_dt=max(.end_dt? // \"~\")' -a 'days=sum(select(.days > 0) | .days)' |
  ndmap '{topic_id} + .last + {start_dt: (if .start_dt == \"\" then null else .start_dt end),
    end_dt: (if .end_dt == \"~\" then null else .end_dt end), days}'"
}

# make_names: the table of the names of topics, where there is one of topics: the file NAMES, or one for this run alone.
make_names() {
  table topics
  if [[ -z $REPLY ]]; then return; fi
  export NAMES=${NAMES:-$WORK/names}
  names_text "${REPLY##*/}"
  (cd -- "$TABLES" && eval "$REPLY") >"$NAMES"
}

# make_tables WORDS FILE...: makes those two that the words of groupings ask for and that are not there, of the events in these
# files, as the files NAMES and FOLLOWS name, or for this run alone. Where events are not in the order of their receipt, MIXED is
# not empty afterwards; mostly all are, if those are that are read here.
make_tables() {
  local status=0 files asked=$1
  shift
  MIXED=
  asked_of "$asked"
  asked=" ${LETS[*]} "
  if [[ $asked == *' topics '* && ! -e ${NAMES-} ]]; then make_names; fi
  table follows
  if [[ $asked == *' follows '* && -z $REPLY && ! -e ${FOLLOWS-} ]]; then
    FOLLOWS=${FOLLOWS:-$WORK/follows}
    printf -v files ' %q' "$@"
    follows_text "${files# }" '--ordered -j 0'
    (eval "$REPLY") >"$FOLLOWS" 2>"$WORK/messages" || status=$?
    # shellcheck disable=SC2310  # it is asked
    if ((status == 3)) && is_mixed; then
      # shellcheck disable=SC2034  # scripts/stage has it
      MIXED=yes
      status=0
      follows_text "${files# }"
      (eval "$REPLY") >"$FOLLOWS" 2>"$WORK/messages" || status=$?
    fi
    # What else is wrong with the events is told when they are cleaned.
    if ((status != 0)); then
      cat "$WORK/messages" >&2
      exit "$status"
    fi
  fi
  find_words
}

# make_topics: the file TOPICS, where the table of topics has several rows of one. Where there are cells (GIVEN_CELLS), no table is
# read, and who gives them knows whether there was such a file.
make_topics() {
  local topics twice
  table topics
  topics=$REPLY
  if [[ -z $topics || -n ${GIVEN_CELLS-} || -s ${TOPICS-} ]]; then return; fi
  twice=$(ndgroup -g topic_id -a n=count "$topics" | ndfilter -n 1 '.n > 1')
  if [[ -z $twice ]]; then return; fi
  topics_text "${topics##*/}"
  (cd -- "$TABLES" && eval "$REPLY") >"$WORK/one_topic_each"
  export TOPICS=$WORK/one_topic_each
}

# is_mixed: whether $WORK/messages say that events are not in the order of their receipt.
is_mixed() { grep -q '^nduniq: .*--ordered' "$WORK/messages"; }

# find_words: the tables, and the words that ask them.
find_words() {
  find_tables
  find_subjects
  find_conduct
}

find_words
clean_words
as_typed "${CLEAN[@]}" --rejects /dev/null --max-errors 1%
export CLEAN_TYPED=$TYPED
