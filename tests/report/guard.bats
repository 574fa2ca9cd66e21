#!/usr/bin/env bats
# The headline guard: a sentence on a period needs the period.

load helper

# A tenth of the synthetic platform, made once for all cases, and its days of two years.
setup_file() {
  cd "$BATS_FILE_TMPDIR" || return
  make_platform whole
  mkdir -p platform
  cp whole/dim_* platform
  ndfilter '.type == "post" or (.user_id | tostring | endswith("7"))' whole/events.ndjson -o platform/events.ndjson
}

@test "guard: fifteen days of a year are no year" {
  part days '$day >= "2024-03-01" and $day <= "2024-03-15" and .type == "play"'
  report days
  grep -qx '# Plays on the 15 days with data in 2024' days_report/report.md
  grep -q 'There are plays on 15 of these 366 days, the first on 2024-03-01, the last on 2024-03-15; there are none of the year before to compare with.' \
    days_report/report.md
  in_short days_report >sentences
  grep -q ' plays a day on the 15 days with data in 2024; there are none of the year before' sentences
  grep -q '^Creator a[0-9]*\( and others\)\? had the most plays on the 15 days with data in 2024[:,] ' sentences
  grep -q 'plays on the 15 days with data in 2024, of [0-9,]* in all, were of trending topics' sentences
  [[ -z $(grep -v 'on the 15 days with data' sentences) ]]
  grep -q '^2024-03 .* 15 / 31$' days_report/report.txt
}

@test "guard: ninety percent of the days are enough, one day fewer is not" {
  # 330 of 366 days are 90.16 percent, 329 are 89.89 percent; the log has none of 3 September.
  part enough '$day >= "2024-02-05" and .type == "play"'
  report enough
  grep -qx '# The year 2024 in plays' enough_report/report.md
  in_short enough_report | grep -q 'plays a day in 2024; there are none'
  part short '$day >= "2024-02-06" and .type == "play"'
  report short
  in_short short_report | grep -q 'plays a day on the 329 days with data in 2024; there are none'
}

@test "guard: growth needs both years" {
  local change
  part late '$day >= "2023-06-01"'
  report late
  in_short late_report >sentences
  grep -q 'plays a day in July 2024, [0-9.]*% more than in July 2023\.$' sentences
  grep -q 'plays a day in 2024; growth is left out, for only 214 of 365 days of the year before have data\.$' sentences
  [[ $(value_of late_report/figures.ndjson '.figure == "F12_window"') == null ]]
  # Nor do sums of ten years' favourites stand beside those of seven months.
  sed -n '/^## 3/,/^## How/p' late_report/report.md >leaders
  run ! grep -q 'a year before' leaders
  part early '$day <= "2024-03-19"'
  report early
  in_short early_report | grep -q 'plays a day on the 79 days with data in 2024; growth is left out, for they are too few of its 366 days\.$'
  change=$(ndfilter '.figure == "F11" and .period == "2024-03"' early_report/figures.ndjson | ndmap -r .change)
  [[ $change == null ]]
  grep -q "There is none where data is there on less than 90% of a side's days" early_report/report.md
}

@test "guard: a month needs its days, in this year and in the year before" {
  part july '$day < "2024-07-01" or $day > "2024-07-20"'
  report july
  in_short july_report | grep -q 'plays a day on the 11 days with data in July 2024; growth is left out, for they are too few of its 31 days'
  part july_before '$day < "2023-07-04" or $day > "2023-07-07"'
  report july_before
  in_short july_before_report | grep -q 'plays a day in July 2024; growth is left out, for only 27 of 31 days of the year before have data'
  in_short july_before_report | grep -q 'plays a day in 2024, [0-9.]*% more than in 2023'
}

@test "guard: some days of a year need theirs" {
  part week '$day >= "2024-05-01" and $day <= "2024-05-10" and $day != "2024-05-03" and $day != "2024-05-04"'
  report week --from 2024-05-01 --to 2024-05-10
  grep -qx '# Plays on the 8 days with data from 2024-05-01 to 2024-05-10' week_report/report.md
  in_short week_report | grep -q 'plays a day on the 8 days with data from 2024-05-01 to 2024-05-10; '
  report week --from 2024-05-02 --to 2024-05-03
  in_short week_report | grep -q 'plays a day on the one day with data from 2024-05-02 to 2024-05-03; '
  report week --from 2024-05-05 --to 2024-05-05
  in_short week_report | grep -q 'plays a day on 2024-05-05; '
}

@test "guard: what was never logged is not counted as none" {
  part plays '.type == "play"'
  report plays
  [[ $(value_of plays_report/figures.ndjson '.figure == "F08"') == null ]]
  run ! grep -q 'people posted' plays_report/report.md
  run ! grep -q 'creators |' plays_report/report.md
  part posts '.type == "post"'
  report posts --measure post
  grep -q 'people posted in trending topics within their dates in 2024' posts_report/report.md
  run ! grep -q 'were of trending topics' posts_report/report.md
  [[ $(value_of posts_report/figures.ndjson '.figure == "F03"') == null ]]
}

@test "guard: no change is as many, and a small mean is not rounded to nothing" {
  local year n
  mkdir -p same
  for year in 2023 2024; do
    for n in 1 2 3 4 5; do
      printf '{"id":"%s-%s","type":"play","author_id":"a","at":"%s-07-0%sT04:00:00Z"}\n' "$year" "$n" "$year" $((n % 3 + 1))
    done
  done | ndmap --set 'time_ms=(.at|time) * 1000' --set recv_ms=.time_ms >same/events.ndjson
  report same --from 2024-07-01 --to 2024-07-03
  in_short same_report | grep -qx '1.67 plays a day from 2024-07-01 to 2024-07-03, as many as on the same days a year before.'
  ndfilter '.id != "2024-1" and .id != "2024-4"' same/events.ndjson -o same/fewer
  mv same/fewer same/events.ndjson
  report same --from 2024-07-01 --to 2024-07-03
  in_short same_report | grep -q '^1.50 plays a day on the 2 days with data from 2024-07-01 to 2024-07-03; growth is left out, '
}
