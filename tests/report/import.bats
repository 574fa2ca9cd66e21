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
