#!/usr/bin/env bats
# Every figure of the report against SQL that shares no code with the tools (oracle.py), and the plausible wrong computations.
# shellcheck disable=SC2312  # a test that finds nothing fails

load helper

readonly NANO=$BATS_TEST_DIRNAME/../../../shared/data/platform_nano

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return
  if ! command -v python3 >/dev/null; then return; fi
  if [[ -d $NANO ]]; then
    mkdir nano
    cp "$NANO"/dim_* nano
    ndfilter true "$NANO/events.ndjson.gz" -o nano/events.ndjson
    report nano
  fi
}

# oracle FOLDER [OPTION...]: what SQL says.
oracle() {
  python3 "$BATS_TEST_DIRNAME/oracle.py" "$@"
}

# needs WHAT: the test is skipped where python3, or the platform of that name, is not there.
needs() {
  if ! command -v python3 >/dev/null; then skip 'python3 is not installed'; fi
  if [[ $1 == nano && ! -d nano ]]; then skip 'there is no ../shared/data/platform_nano beside the project'; fi
}

# more_of_nano: platform_nano with what makes every trap give another value: in MORE, whose report must still be right.
more_of_nano() {
  local i
  mkdir -p more
  cp nano/dim_* more
  cp nano/events.ndjson more/events-1.ndjson
  # Everyone unfollows everyone in the last moment of the year: whom one follows is to be asked of the moment of an event.
  ndfilter '.type == "follow" and .action == "follow"' nano/events.ndjson |
    ndmap '.id = .id + "-end" | .action = "unfollow" | .time_ms = 1735660799999 | .recv_ms = 1735660800999' -o more/events-2.ndjson
  # Short plays of heritage, two for each.
  ndfilter --table videos=nano/dim_videos.ndjson:video_id \
    '.type == "play" and .agent == null and $videos[.video_id].first_level_category_name == "非遗"' nano/events.ndjson |
    ndmap '.play_time_ms = 3000 | .duration_ms = 60000 | (.id + "-a", .id + "-b") as $id | .id = $id' -o more/events-3.ndjson
  # A post in a topic after its dates, a search of three pages and two by their words alone, what is not yet settled, an
  # exposure without a count, a play of the year before that came too late for a report on that year; an income of the year before that was taken back too
  # late for it, and one of December that was logged in January. Editions with a year
  # left out, one twice, and one that is still to come.
  printf '%s\n' \
    '{"id":"m1","type":"post","time_ms":1727700000000,"recv_ms":1727700000500,"user_id":"late","video_id":"vm1","author_id":"late","topic_ids":["t_love"]}' \
    '{"id":"m2","type":"search","time_ms":1723000000000,"recv_ms":1723000000500,"user_id":"u1","search_session_id":"s1","keyword":"x","topic_ids":["t_paris"],"search_source":"USER_INPUT"}' \
    '{"id":"m3","type":"search","time_ms":1723000001000,"recv_ms":1723000001500,"user_id":"u1","search_session_id":"s1","keyword":"x","topic_ids":["t_paris"],"search_source":"USER_INPUT"}' \
    '{"id":"m4","type":"search","time_ms":1723000002000,"recv_ms":1723000002500,"user_id":"u1","search_session_id":"s1","keyword":"x","topic_ids":["t_paris"],"search_source":"USER_INPUT"}' \
    '{"id":"m5","type":"search","time_ms":1723000003000,"recv_ms":1723000003500,"user_id":"u2","keyword":"黑神话:悟空","search_source":"USER_INPUT"}' \
    '{"id":"m6","type":"search","time_ms":1723600000000,"recv_ms":1723600000500,"user_id":"u2","keyword":"黑神话：悟空","search_source":"USER_INPUT"}' \
    '{"id":"m7","type":"income","time_ms":1723600000000,"recv_ms":1723600000500,"author_id":"late","amount_fen":99000000,"stream":"ad","settle_month":"2024-08","status":"pending"}' \
    '{"id":"m8","type":"exposure","time_ms":1723600000000,"recv_ms":1723600000500,"video_id":"v3245","author_id":"a4060","source":"kuaishou"}' \
    '{"id":"m9","type":"play","time_ms":1703900000000,"recv_ms":1704700000000,"user_id":"u1","video_id":"v1","author_id":"a213","kind":"video","tab":"feature","play_time_ms":9000,"duration_ms":10000}' \
    '{"id":"m10","type":"income","time_ms":1709222400000,"recv_ms":1709222400500,"author_id":"a0","amount_fen":-99000000,"stream":"adjust","settle_month":"2023-12","status":"reversed"}' \
    '{"id":"m11","type":"income","time_ms":1735790400000,"recv_ms":1735790400500,"author_id":"january","amount_fen":100,"stream":"ad","settle_month":"2024-12","status":"settled"}' \
    >more/events-4.ndjson
  # A day of July with more users than others: the mean of the days' shares is not the share of all days as one.
  for i in {1..40}; do
    printf '{"id":"o%s","type":"app_open","time_ms":1720600000000,"recv_ms":1720600000500,"user_id":"guest%s"}\n' "$i" "$i"
  done >more/events-5.ndjson
  # Agricultural creators who began in one of the two years, three in four of them with an income after 40, 80 or 120 days;
  # and a topic of native origin that another platform showed before anyone posted in it.
  for i in {1..240}; do printf '{"i":%s}\n' "$i"; done |
    ndmap '{author_id: "g\(.i)", i: .i, first_post_ms: (if .i <= 120 then 1677600000000 else 1709222400000 end + .i * 3600000)}' >begun
  ndmap '{author_id, verticals: ["agri"], first_post_ms}' begun >>more/dim_creators.ndjson
  {
    ndmap '{id: "g-post\(.i)", type: "post", time_ms: .first_post_ms, recv_ms: .first_post_ms, author_id, video_id: "g\(.i)"}' begun
    ndfilter '.i % 4 > 0' begun | ndmap --tz Asia/Shanghai '(.first_post_ms + .i % 4 * 3456000000) as $at | {id: "g-income\(.i)", type: "income",
      time_ms: $at, recv_ms: $at, author_id, amount_fen: 100, stream: "gift", settle_month: ($at | ms | month), status: "settled"}'
    printf '{"id":"m12","type":"exposure","time_ms":1672600000000,"recv_ms":1672600000500,"topic_ids":["t_wheat"],"source":"weibo","cnt":5}\n'
  } >more/events-6.ndjson
  printf '{"edition_year":%s,"released":"%s-01-10"}\n' 2016 2017 2018 2019 2019 2020 2020 2021 2020 2021 2021 2022 2022 2023 \
    2023 2024 2024 2025 2025 2026 >more/dim_reports.ndjson
}

@test "oracle: every figure of platform_nano is as in SQL" {
  needs nano
  oracle nano --figures nano_report/figures.ndjson
}

@test "oracle: every figure of the synthetic platform is as in SQL, whatever the seed" {
  local seed
  needs python3
  for seed in 1 2 3; do
    make_whole_platform "seed$seed" --seed "$seed"
    report "seed$seed"
    oracle "seed$seed" --figures "seed${seed}_report/figures.ndjson"
  done
}

@test "oracle: the known wrong computations on platform_nano give what is known of them" {
  needs nano
  oracle nano | ndfilter '.wrong != null' | ndmap -r '"\(.figure)|\(.wrong)|\(.value)"' >wrong
  cat >known <<'WRONG'
F03|plays joined with topics|974
F03|plays outside the dates|1010
F03|plays joined with topics, outside the dates|1084
F04|chosen from lists|311
F04|all typed searches|311
F07|posts|14
F07|posts at any time|20
F08|the sum over topics|2208
F08|posts at any time|1935
F08|authors of videos with the topics|1936
F09|posts|61
F10|posts|15
F10|posts at any time|37
F12|raw events of UTC days|0.1573733011558491
F12|January to July|0.09612779491313464
F12_window|totals instead of daily means|0.09462207225525647
F13|any page|0.8651209677419355
F13|different users of the month|0.6385927505330491
F14|any view|200
F14|plays alone|160
F14|valid plays alone|140
F14|without an interaction|125
F14|on any days|110
F16|viewers|11
F16|who ever followed|8.03825136612022
F17|any month|0.12665198237885464
F17|the mean of the months|0.13170650175497242
F17|exactly 10,000 yuan|0.13972055888223553
F17|without reversals|0.13861386138613863
F18|those without income|9750
F18|the median|7296.835
F19|the unknown in the base|0.55
F19|the city at the start|0.57
F20|F20_total|1.015
F20|F20_panel|0.41859461356340444
F20|F20_median|0.21655464844527056
F23|the own platform|1500
F23|rows|125
WRONG
  [[ -z $(grep -vxF -f wrong known) ]]
}

@test "oracle: where every trap gives another value, the report is right" {
  local id value
  needs nano
  more_of_nano
  oracle more --traps
  report more
  oracle more --figures more_report/figures.ndjson
  # None of it is in these figures.
  while read -r id value; do
    [[ $(value_of more_report/figures.ndjson ".figure == \"$id\"") == "$value" ]]
  done <<'FIGURES'
F02 7
F09 43
F14 95
F14_3 135
F16 8
F17 0.14
F06_first 2
F21_active 0.75
F21_soon 0.5
FIGURES
  # One search of three pages, and one of words that name a topic within its dates; the other is before them.
  [[ $(value_of more_report/figures.ndjson '.figure == "F04"') == 113 ]]
  [[ $(value_of more_report/figures.ndjson '.figure == "F23"') == 4013 ]]
}

@test "oracle: the events of platform_nano in any order, split and compression, and with more copies, give the same figures" {
  needs nano
  mkdir -p shuffled/2024/07/01
  cp nano/dim_* shuffled
  # Copies that were received later, with other content: the first counts.
  ndfilter '.id | endswith("7")' nano/events.ndjson |
    ndmap '.recv_ms = .recv_ms + 60000 | .play_time_ms = 0 | .amount_fen = 1 | .action = "like" | .user_id = "copy"' -o copies
  cat nano/events.ndjson copies | shuf --random-source=nano/events.ndjson >all
  [[ $(wc -l <copies) -gt 10000 ]]
  split -n r/7 --numeric-suffixes=1 -a 1 --additional-suffix=.ndjson all shuffled/events-
  gzip -1 shuffled/events-2.ndjson
  zstd -q --rm shuffled/events-5.ndjson
  mv shuffled/events-7.ndjson shuffled/2024/07/01
  report shuffled
  diff <(found nano_report/figures.ndjson) <(found shuffled_report/figures.ndjson)
}
