#!/usr/bin/env bats
# Editions of one report: what changed from each to the next, and why; who signed it; and as of when it is.
# shellcheck disable=SC2154  # bats sets stderr

load helper

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return
  make_platform platform
  mkdir -p early
  cp platform/dim_* early
  ndfilter '.type != "play" or (.time_ms|ms|day) != "2024-03-05"' platform/events.ndjson -o early/events.ndjson
  # Scripts of which one has a fault and another way to count.
  cp -r "$SCRIPTS" others
  sed -i 's|"the plays of the report.s days" .all |"the plays of the report'"'"'s days" "(.all + 1)" |' others/sections/20-topics
  sed -i 's|the month with the highest mean of its days|the month with the best mean|' others/sections/80-rhythm
  "$SCRIPTS/annual-report" -o first --events early 2>messages
  others/annual-report -o second --events platform --previous first 2>>messages
  "$SCRIPTS/annual-report" -o third --events platform --previous second 2>>messages
}

# correction EDITION FIGURE: what is told of it, as kind, before and now.
correction() {
  ndfilter --argjson edition "$1" --arg figure "$2" '.edition == $edition and .figure == $figure' third/corrections.ndjson |
    ndmap -r '"\(.kind) \(.before) \(.now)"'
}

@test "editions: new data is a revision, another method a redefinition, and the same of both with another value an error" {
  local before now
  before=$(value_of first/figures.ndjson '.figure == "F31"')
  now=$(value_of third/figures.ndjson '.figure == "F31"')
  ((before < now))
  [[ $(correction 2 F31) == "revision $before $((now + 1))" ]]
  [[ $(correction 3 F31) == "error $((now + 1)) $now" ]]
  [[ $(correction 2 F35) == redefinition* && $(correction 3 F35) == redefinition* ]]
  # What did not change is not told.
  [[ -z $(correction 2 F08) && -z $(correction 3 F11) ]]
  [[ $(ndfilter '.edition == 3' third/corrections.ndjson | ndmap -r .figure | sort -u | tr '\n' ' ') == 'F31 F35 ' ]]
}

@test "editions: the log holds all editions, the page the changes since the last, and all is verified" {
  [[ ! -e first/corrections.ndjson && ! -e first/history.ndjson.zst ]]
  diff <(ndfilter '.edition == 2' third/corrections.ndjson) second/corrections.ndjson
  [[ $(ndgroup -g edition -a n=count third/history.ndjson.zst | ndmap -r .edition | tr '\n' ' ') == '1 2 ' ]]
  grep -q '| error  *|' third/report.md
  run ! grep -q '| revision  *|' third/report.md
  "$SCRIPTS/verify-report" --previous second third
  "$SCRIPTS/verify-report" first
  run -1 "$SCRIPTS/verify-report" --previous first third
  grep -q '^corrections: .*first is not the edition that this one follows' <<<"$output"
}

@test "editions: figures that are new or gone are told, and who comes into a ranking" {
  mkdir -p fewer
  cp platform/dim_videos.ndjson fewer
  cp platform/events.ndjson fewer
  "$SCRIPTS/annual-report" -o fewer_report --events fewer --previous first 2>/dev/null
  [[ $(ndfilter '.figure == "F03_topic" and .kind == "gone"' fewer_report/corrections.ndjson | ndmap -r .of | sort -u | wc -l) == 12 ]]
  "$SCRIPTS/annual-report" -o more_report --events platform --previous fewer_report 2>/dev/null
  [[ $(ndfilter '.edition == 3 and .figure == "F03_topic" and .kind == "new"' more_report/corrections.ndjson | wc -l) == 12 ]]
  "$SCRIPTS/verify-report" --previous fewer_report more_report
}

@test "editions: the same report again is an edition without changes" {
  "$SCRIPTS/annual-report" -o again --events platform --previous third 2>/dev/null
  [[ -z $(ndfilter '.edition == 4' again/corrections.ndjson) ]]
  run ! grep -q 'Changes since' again/report.md
  diff <(found third/figures.ndjson) <(found again/figures.ndjson)
}

@test "editions: a report of other days, or of another type of event, is no edition of this one" {
  run -2 --separate-stderr "$SCRIPTS/annual-report" -o other --events platform --year 2023 --previous first
  [[ $stderr == "annual-report: the report in 'first' is of play from 2024-01-01 to 2024-12-31, this one of play from 2023-01-01 to 2023-12-31; editions are of the same days" ]]
  [[ ! -e other ]]
}

@test "editions: what two editions together tell of few people is said, and that they are of other files" {
  # Two people less in a topic than the first edition told of.
  mkdir -p less
  cp platform/dim_* less
  ndfilter '.type == "post" and .topic_ids == ["t_love"]' early/events.ndjson |
    nduniq -k author_id | ndfilter -n 2 . | ndmap -r .author_id >gone
  ndfilter --arg one "$(head -n 1 gone)" --arg two "$(tail -n 1 gone)" \
    '.type != "post" or .author_id != $one and .author_id != $two' early/events.ndjson -o less/events.ndjson
  "$SCRIPTS/annual-report" -o less_report --events less --previous first 2>less_messages
  grep -q '^annual-report: F09 t_love: 41 people, where edition 1 has 43: whoever has both knows of the few between$' less_messages
  grep -q '^annual-report: F08_topic t_love: 41 people, where edition 1 has 43' less_messages
  grep -q "^annual-report: edition 1 in 'first' was made of none of these files of events; if they are of another platform, this is no edition of it" less_messages
  # The same files with one more are another edition.
  mkdir -p more
  cp early/* more
  ndfilter '.type == "play" and (.time_ms|ms|day) == "2024-03-05"' platform/events.ndjson -o more/events-2.ndjson
  "$SCRIPTS/annual-report" -o more_files --events more --previous first 2>more_messages
  run ! grep -q 'none of these files' more_messages
}

@test "editions: a signature is of the manifest, and a file that was changed after it is told" {
  ssh-keygen -q -t ed25519 -N '' -f key
  "$SCRIPTS/annual-report" -o signed --events early --sign key 2>/dev/null
  "$SCRIPTS/verify-report" signed >signed_by
  grep -q "signed is as its cells have it; signed with the ED25519 key $(ssh-keygen -l -f key.pub | cut -d' ' -f2)" signed_by
  printf 'editor %s\n' "$(cat key.pub)" >allowed
  ssh-keygen -q -Y verify -f allowed -I editor -n annals -s signed/manifest.ndjson.sig <signed/manifest.ndjson
  cp signed/manifest.ndjson before
  sed -i 's/"lang":"en"/"lang": "en"/' signed/manifest.ndjson
  run -1 "$SCRIPTS/verify-report" signed
  grep -qx 'signature: it is not of this manifest' <<<"$output"
  # The next report in its place has none, unless it is signed too.
  "$SCRIPTS/annual-report" -o signed --events early 2>/dev/null
  [[ ! -e signed/manifest.ndjson.sig ]]
  "$SCRIPTS/verify-report" signed
  cp first/manifest.ndjson public
  run -4 --separate-stderr "$SCRIPTS/annual-report" -o unsigned --events early --sign public
  [[ $stderr == *"annual-report: cannot sign with 'public'"* && ! -e unsigned ]]
}

@test "editions: as of a day, what was received on it or later is left out, of both years alike" {
  local day
  "$SCRIPTS/annual-report" -o half --events platform --to 2024-06-30 --as-of 2024-07-02 2>/dev/null
  mkdir -p cut
  cp platform/dim_* cut
  ndfilter --tz Asia/Shanghai '(.recv_ms|ms|day) < "2024-07-02"' platform/events.ndjson -o cut/events.ndjson
  "$SCRIPTS/annual-report" -o cut_report --events cut --to 2024-06-30 --as-of 2024-07-02 2>/dev/null
  diff <(found half/figures.ndjson) <(found cut_report/figures.ndjson)
  ndfilter --tz Asia/Shanghai '(.recv_ms|ms|day) < "2023-07-02" or (.time_ms|ms|day) >= "2024-01-01"' cut/events.ndjson -o cut/both.ndjson
  mv cut/both.ndjson cut/events.ndjson
  "$SCRIPTS/annual-report" -o cut_report --events cut --to 2024-06-30 --as-of 2024-07-02 2>/dev/null
  diff <(found half/figures.ndjson) <(found cut_report/figures.ndjson)
  [[ $(value_of half/figures.ndjson '.figure == "F01"') == 2024-07-02 ]]
  # A year is not over before its end.
  for day in 2024-06-30 2024-12-31; do
    run -2 --separate-stderr "$SCRIPTS/annual-report" -o other --events platform --as-of "$day"
    [[ $stderr == *"a report as of $day cannot tell of days up to 2024-12-31; end it before with --to"* ]]
  done
}
