#!/usr/bin/env bats
# The importers: rows made up here, in the form of the public data.

load helper

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return
  mkdir -p weibo kuairand
  printf '%s\n' '{"date":"2023-01-01","seq":1,"url":"x","title":"一"}' '{"date":"2023-01-01","seq":2,"url":"x","title":"一"}' \
    >weibo/weibo_hot_2023.ndjson
  printf '%s\n' '{"date":"2024-01-01","seq":1,"url":"x","title":"二"}' | gzip >weibo/weibo_hot_2024.ndjson.gz
  cat >kuairand/video_features_basic.csv <<'CSV'
video_id,author_id,video_type,upload_dt,upload_type,video_duration,tag
7,70,NORMAL,2022-04-01,ShortImport,9000,"12,65"
CSV
  printf '%s\n' user_id,user_active_degree,follow_user_num,fans_user_num,friend_user_num,register_days \
    3,UNKNOWN,5,-124,0,400 >kuairand/user_features.csv
  cat >kuairand/log_1.csv <<'CSV'
user_id,video_id,date,hourmin,time_ms,is_like,is_follow,is_comment,is_forward,is_hate,is_profile_enter,play_time_ms,duration_ms,is_rand,tab
3,7,20220425,1400,1650866700000,1,0,0,0,0,0,5000,9000,0,1
3,7,20220425,1400,1650866700000,1,0,0,0,0,0,5000,9000,0,1
3,8,20220425,0,1650819600000,0,1,0,0,0,0,0,9000,0,1
CSV
}

@test "import: weibo makes an event of each title of a day, received on that day" {
  "$SCRIPTS/import/weibo" weibo events/of_weibo
  [[ $(ls -A events/of_weibo) == events.ndjson ]]
  ndmap '{id, type, time_ms, late: (.recv_ms - .time_ms), keyword, search_source}' events/of_weibo/events.ndjson >found
  diff found - <<'END'
{"id":"2023-01-01 一","type":"search","time_ms":1672545600000,"late":0,"keyword":"一","search_source":"HOT_LIST"}
{"id":"2023-01-01 一","type":"search","time_ms":1672545600000,"late":0,"keyword":"一","search_source":"HOT_LIST"}
{"id":"2024-01-01 二","type":"search","time_ms":1704081600000,"late":0,"keyword":"二","search_source":"HOT_LIST"}
END
}

@test "import: kuairand makes exposures, plays and the rest, with authors and the end of the hour of receipt" {
  "$SCRIPTS/import/kuairand" kuairand events/of_kuairand
  [[ $(ls -A events/of_kuairand) == $'dim_users.ndjson\ndim_videos.ndjson\nevents.ndjson' ]]
  ndmap '{id, type, author_id, action, late: (.recv_ms - .time_ms)}' events/of_kuairand/events.ndjson >found
  diff found - <<'END'
{"id":"3-7-1650866700000-show","type":"exposure","author_id":"a70","action":null,"late":3300000}
{"id":"3-7-1650866700000-play","type":"play","author_id":"a70","action":null,"late":3300000}
{"id":"3-7-1650866700000-like","type":"interact","author_id":"a70","action":"like","late":3300000}
{"id":"3-7-1650866700000-show","type":"exposure","author_id":"a70","action":null,"late":3300000}
{"id":"3-7-1650866700000-play","type":"play","author_id":"a70","action":null,"late":3300000}
{"id":"3-7-1650866700000-like","type":"interact","author_id":"a70","action":"like","late":3300000}
{"id":"3-8-1650819600000-show","type":"exposure","author_id":null,"action":null,"late":0}
{"id":"3-8-1650819600000-follow","type":"follow","author_id":null,"action":"follow","late":0}
END
  [[ $(cat events/of_kuairand/dim_users.ndjson) == '{"user_id":"u3","follow_user_num":5,"friend_user_num":0,"register_days":400}' ]]
}

@test "import: into a folder that is there, what it makes is replaced and the rest is kept" {
  mkdir -p there
  touch there/events.ndjson there/note
  "$SCRIPTS/import/weibo" weibo there
  [[ $(ls -A there) == $'events.ndjson\nnote' && -s there/events.ndjson ]]
  printf '{"date":' >weibo/weibo_hot_2025.ndjson
  run -3 "$SCRIPTS/import/weibo" weibo there
  rm weibo/weibo_hot_2025.ndjson
  [[ $(ls -A there) == $'events.ndjson\nnote' && -s there/events.ndjson ]]
}

@test "import: github makes posts and interactions, each event once, with its repository and owner" {
  mkdir -p github
  cat >github/2015-01-01-0.json <<'END'
{"id":"1","type":"PushEvent","actor":{"id":7},"repo":{"id":8,"name":"ann/x"},"payload":{},"created_at":"2015-01-01T00:00:01Z"}
{"id":"2","type":"WatchEvent","actor":{"id":7},"repo":{"id":8,"name":"ann/x"},"payload":{"action":"started"},"created_at":"2015-01-01T00:00:02Z"}
{"id":"3","type":"IssuesEvent","actor":{"id":7},"repo":{"id":8,"name":"ann/x"},"payload":{"action":"closed"},"created_at":"2015-01-01T00:00:03Z"}
{"id":"4","type":"IssuesEvent","actor":{"id":7},"repo":{"id":8,"name":"ann/x"},"payload":{"action":"opened"},"created_at":"2015-01-01T00:00:04Z"}
{"id":"5","type":"DeleteEvent","actor":{"id":7},"repo":{"id":8,"name":"ann/x"},"payload":{"action":null},"created_at":"2015-01-01T00:00:05Z"}
END
  "$SCRIPTS/import/github" github events/of_github
  [[ $(head -n 1 events/of_github/events.ndjson) == '{"id":"1","type":"post","time_ms":1420070401000,"recv_ms":1420070401000,"source":"github","user_id":"u7","video_id":"r8","author_id":"aann","github_type":"PushEvent"}' ]]
  ndmap '[.id, .type, .action]' events/of_github/events.ndjson >found
  diff found - <<'END'
["1","post",null]
["2","interact","like"]
["3","interact","closed"]
["4","post",null]
["5","interact","DeleteEvent"]
END
}

@test "import: kuairec makes plays of rows that have a time, and says how many have none" {
  mkdir -p kuairec
  cat >kuairec/user_features.csv <<'CSV'
user_id,user_active_degree,follow_user_num,fans_user_num,friend_user_num,register_days
3,UNKNOWN,5,-124,0,400
CSV
  printf 'video_id,feat\n7,"[27, 9]"\n8,[8]\n' >kuairec/item_categories.csv
  printf '%s\n' 'video_id,caption,first_level_category_id,first_level_category_name,second_level_category_id,second_level_category_name,third_level_category_id,third_level_category_name' \
    $'7,"一\r二",8,颜值,-124,UNKNOWN,-124,UNKNOWN' >kuairec/kuairec_caption_category.csv
  cat >kuairec/small_matrix.csv <<'CSV'
user_id,video_id,play_duration,video_duration,time,date,timestamp,watch_ratio
3,7,13838,10867,2020-07-05 00:08:23.438,20200705,1593878903.438,1.2733
3,8,5,7,,,,0.7
CSV
  run -0 --separate-stderr "$SCRIPTS/import/kuairec" kuairec events/of_kuairec
  # shellcheck disable=SC2154  # run sets stderr
  [[ $stderr == 'kuairec: 1 rows have no time and are left out' ]]
  [[ $(cat events/of_kuairec/events.ndjson) == '{"id":"3-7-1593878903438-play","type":"play","kind":"video","time_ms":1593878903438,"recv_ms":1593878903438,"user_id":"u3","video_id":"v7","play_time_ms":13838,"duration_ms":10867}' ]]
  [[ $(cat events/of_kuairec/dim_users.ndjson) == '{"user_id":"u3","follow_user_num":5,"friend_user_num":0,"register_days":400}' ]]
  diff events/of_kuairec/dim_videos.ndjson - <<'END'
{"video_id":"v7","tag":["27","9"],"caption":"一\r二","first_level_category_id":"8","first_level_category_name":"颜值"}
{"video_id":"v8","tag":["8"]}
END
}

@test "import: innovation_graph keeps counts by economy and quarter, and marks the union" {
  mkdir -p graph
  printf 'git_pushes,iso2_code,year,quarter\n5,NO,2024,1\n9,EU,2024,1\n' >graph/git_pushes.csv
  printf 'developers,iso2_code,year,quarter\n2,NO,2024,1\n3,NO,2024,2\n' >graph/developers.csv
  printf 'organizations,iso2_code,year,quarter\n1,NO,2024,1\n' >graph/organizations.csv
  printf 'repositories,iso2_code,year,quarter\n7,NO,2024,1\n' >graph/repositories.csv
  printf 'num_pushers,topic,iso2_code,year,quarter\n100,python,EU,2024,1\n' >graph/topics.csv
  printf 'num_pushers,spdx_license,iso2_code,year,quarter\n100,MIT,NO,2024,1\n' >graph/licenses.csv
  printf 'weight,source,destination,year,quarter\n11,NO,SE,2024,1\n' >graph/economy_collaborators.csv
  "$SCRIPTS/import/innovation_graph" graph facts
  cat facts/fact_economy_quarter.ndjson facts/fact_topic_quarter.ndjson facts/fact_license_quarter.ndjson \
    facts/fact_collaboration_quarter.ndjson >found
  diff found - <<'END'
{"quarter":"2024-Q1","economy":"EU","git_pushes":9,"is_union":true}
{"quarter":"2024-Q1","economy":"NO","git_pushes":5,"developers":2,"organizations":1,"repositories":7}
{"quarter":"2024-Q2","economy":"NO","developers":3}
{"quarter":"2024-Q1","economy":"EU","is_union":true,"topic":"python","num_pushers":100}
{"quarter":"2024-Q1","economy":"NO","license":"MIT","num_pushers":100}
{"quarter":"2024-Q1","source":"NO","destination":"SE","weight":11}
END
}

@test "import: the facts that another engine has found in the real data" {
  data=$BATS_TEST_DIRNAME/../../../shared/data
  if [[ ! -d $data ]]; then skip "no real data at $data"; fi
  local play plays
  "$SCRIPTS/import/kuairand" "$data/kuairand_pure" real/kuairand
  play=real/kuairand/events.ndjson
  [[ $(ndfilter -c '.type == "exposure"' "$play") == 228329 && $(ndfilter -c '.type == "play"' "$play") == 206066 ]]
  plays=$(ndgroup -w '.type == "play"' -a 'n=distinct(.id)' "$play")
  [[ $plays == '{"n":200198}' ]]
  [[ $(ndgroup -a 'n=distinct(.user_id)' "$play") == '{"n":25156}' ]]
  [[ $(ndgroup -w '.type == "play"' -a 'mean=mean(.play_time_ms)' -a 'median=median(.play_time_ms)' "$play" |
    ndprint '{mean:.1f} {median}') == '23817.5 6019' ]]
  "$SCRIPTS/import/weibo" "$data/weibo_hot_search" real/weibo
  ndgroup -g 'year=(.time_ms|ms|year)' -a 'n=distinct(.id)' real/weibo/events.ndjson >found
  diff found - <<<$'{"year":"2023","n":124603}\n{"year":"2024","n":145655}'
  "$SCRIPTS/import/innovation_graph" "$data/github_innovation_graph" real/graph
  ndgroup -w '.is_union == null' -g 'year=(.quarter[0:4])' -a 'n=sum(.git_pushes)' real/graph/fact_economy_quarter.ndjson |
    ndfilter '.year == "2023" or .year == "2024"' >found
  diff found - <<<$'{"year":"2023","n":581999978}\n{"year":"2024","n":632006426}'
  "$SCRIPTS/import/github" "$data/github_events" real/github
  [[ $(ndgroup -a 'n=distinct(.id)' -a m=count real/github/events.ndjson) == '{"n":9702,"m":9702}' ]]
  run -0 --separate-stderr "$SCRIPTS/import/kuairec" "$data/kuairec_side" real/kuairec
  [[ $(wc -l <real/kuairec/dim_videos.ndjson) == 10728 && $(wc -l <real/kuairec/dim_users.ndjson) == 7176 ]]
}

@test "import: Parquet by DuckDB, as ndevents(5) shows it" {
  local python=python3 command
  if ! "$python" -c 'import duckdb' 2>errors; then python=${ND_BUILD-}/../bench/python/bin/python; fi
  if ! "$python" -c 'import duckdb' 2>errors; then skip 'no DuckDB'; fi
  "$python" -c 'import duckdb, sys; duckdb.sql(sys.argv[1])' "copy (select 9007199254740993 as id, '一' as t,
    [1, 2] as list, {'a': null} as nested, timestamp '2024-07-01 12:00:00' as at) to 'log.parquet'"
  # The lines of the page, with the Python that has DuckDB.
  command=$(sed -n "/^python3 -c /,/^\.Ed/{/^\.Ed/d;s/\\\\(aq/'/g;s/\\\\e/\\\\/g;p}" "$BATS_TEST_DIRNAME/../../man/ndevents.5")
  [[ $command == python3*ndparse* ]]
  bash -o pipefail -c "${command/python3/\"\$0\"}" "$python"
  diff log.ndjson - <<<'{"id":9007199254740993,"t":"一","list":[1,2],"nested":{"a":null},"at":"2024-07-01 12:00:00"}'
  ndparse --time 'at=%Y-%m-%d %H:%M:%S' --tz Asia/Shanghai log.ndjson >timed
  [[ $(ndmap -r .at timed) == 2024-07-01T04:00:00Z ]]
  # A file that is read without that is refused with this way.
  run -3 ndparse log.parquet
  # shellcheck disable=SC2154  # run sets output
  [[ $output == *"copy (from 'FILE') to '/dev/stdout' (format json)"* ]]
}
