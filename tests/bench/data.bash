# data.bash: the data sets that the questions are asked of, each made once for a size and kept. Sourced by scripts/bench.
#
# Belongs here: what a data set is made of and which fields it has. Does not belong here: questions (questions.txt).

# shellcheck disable=SC2034,SC2153  # FOLDER and SIZE are scripts/bench's
set -euo pipefail

# Real logs, where they are: beside the project.
readonly REAL=$ROOT/../shared/data

# The fields of each data set, for the engines that are told them; `*` in questions.txt.
readonly EVENT_FIELDS='id text, type text, time_ms int, recv_ms int, user_id text, video_id text, live_id text,
 author_id text, kind text, tab text, play_time_ms int, duration_ms int, agent text, action text, text text,
 upload_type text, topic_ids texts, status text, search_session_id text, keyword text, search_source text,
 click_cnt int'
declare -rA ALL_FIELDS=(
  [events]=$EVENT_FIELDS
  [shuffled]=$EVENT_FIELDS
  [csv]='id text, type text, user_id text, author_id text, kind text, tab text, play_time_ms int, duration_ms int,
 time_ms int'
  [kuairand]='user_id int, video_id int, date int, hourmin int, time_ms int, is_click int, is_like int, is_follow int,
 is_comment int, is_forward int, is_hate int, long_view int, play_time_ms int, duration_ms int, profile_stay_time int,
 comment_stay_time int, is_profile_enter int, is_rand int, tab int'
)

# The bytes of all events of a profile, about: which one is large enough for a size.
readonly SMALL=450000000 MEDIUM=17500000000 LARGE=175000000000

# kept FILE COMMAND...: FILE holds what the command prints; it is run if FILE is not there, and appears whole or not at all.
kept() {
  local file=$1
  shift
  if [[ -e $file ]]; then return; fi
  say "making ${file#"$ROOT"/}"
  "$@" >"$file.part"
  mv "$file.part" "$file"
}

# make_events: about SIZE bytes of events: 24 equal parts of the two years, each from the start of its part.
make_events() {
  local profile=small whole=$SMALL each part
  if ((SIZE > SMALL)); then profile=medium whole=$MEDIUM; fi
  if ((SIZE > MEDIUM)); then profile=large whole=$LARGE; fi
  each=$((whole > SIZE ? whole / SIZE : 1))
  for ((part = 0; part < 24; ++part)); do
    ndgen --profile "$profile" --shard "$((part * each + 1))/$((24 * each))" events
  done
}

# make_shuffled: the events with the fields of each record in an order of its own, by hash.
make_shuffled() {
  ndmap '. as $e | to_entries | sort_by([.key, $e.id] | xxh3) | from_entries' "$FOLDER/events.ndjson"
}

# make_csv: the plays of videos, whose fields are always there.
make_csv() {
  ndfilter '.kind == "video"' "$FOLDER/events.ndjson" |
    ndtable --format csv -c id,type,user_id,author_id,kind,tab,play_time_ms,duration_ms,time_ms
}

# make_creators: the table of the join.
make_creators() {
  ndgen --profile large creators | head -n 100000 | ndmap --keep author_id,fans_user_num
}

# make_platform: a folder of events and tables as the report wants it; prints nothing.
make_platform() {
  local folder=$FOLDER/platform.made profile=nano table
  if ((SIZE > SMALL / 2)); then profile=small; fi
  mkdir -p "$folder"
  ndgen --profile "$profile" events -o "$folder/events.ndjson"
  for table in users creators creator_city videos topics tabs; do
    ndgen --profile "$profile" "$table" -o "$folder/dim_$table.ndjson"
  done
}

# make_mixed: the same folder with its events in an order of their hashes; prints nothing.
make_mixed() {
  local folder=$FOLDER/platform-mixed.made
  mkdir -p "$folder"
  ln -sf "$FOLDER"/platform.made/dim_* "$folder"
  ndsort -k 'by=(.id|xxh3)' "$FOLDER/platform.made/events.ndjson" -o "$folder/events.ndjson"
}

# repeated COMMAND...: what it prints, again and again until it is SIZE bytes.
repeated() {
  local base=$FOLDER/base written=0
  "$@" >"$base"
  while ((written < SIZE)); do
    cat "$base"
    written=$((written + $(stat -c %s "$base")))
  done
  rm "$base"
}

make_github() { repeated ndparse "$REAL"/github_events/*.ndjson.gz; }
make_zeek() { repeated ndparse --from ndjson "$REAL"/zeek_json/*.json.gz; }
make_kuairand() { repeated ndparse --from csv --infer "$REAL"/kuairand_pure/log_*.csv.gz; }

# data_path NAME: where a data set lies.
data_path() {
  case $1 in
    csv) printf '%s' "$FOLDER/plays.csv" ;;
    platform*) printf '%s' "$FOLDER/$1.made" ;;
    *) printf '%s' "$FOLDER/$1.ndjson" ;;
  esac
}

# can_make NAME: whether this machine has what the data set is made of.
can_make() {
  case $1 in
    github) [[ -d $REAL/github_events ]] ;;
    zeek) [[ -d $REAL/zeek_json ]] ;;
    kuairand) [[ -d $REAL/kuairand_pure ]] ;;
  esac
}

# make_data NAME: makes the data set, and those that it is made of. Requires: can_make NAME.
make_data() {
  local file
  kept "$FOLDER/events.ndjson" make_events
  kept "$FOLDER/creators.ndjson" make_creators
  if [[ $1 == platform* ]]; then
    kept "$FOLDER/platform.done" make_platform
    if [[ $1 == platform-mixed ]]; then kept "$FOLDER/platform-mixed.done" make_mixed; fi
    return
  fi
  file=$(data_path "$1")
  kept "$file" "make_$1"
}
