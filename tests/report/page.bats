#!/usr/bin/env bats
# What a reader of the page sees: names, columns that say something, whole sentences in both languages, and a page in HTML that
# holds together.
# shellcheck disable=SC2154,SC2312  # bats sets stderr; a test that finds nothing fails

load helper

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return
  make_platform platform
  part few '$day >= "2024-06-24" and $day <= "2024-07-07" or $day >= "2023-06-24" and $day <= "2023-07-07"'
}

@test "page: a path of this machine does not stand on it" {
  mkdir -p "many folders"/2024/07/0{1,2,3,4}
  for day in 1 2 3 4; do
    ndgen --shard "$day/4" events | gzip -1 >"many folders/2024/07/0$day/events-$day.ndjson.gz"
  done
  ndgen --dirty 0.1% --shard 1/4 events -o "many folders/events.ndjson"
  "$SCRIPTS/annual-report" -o paths_report --events "$PWD/many folders/" --from 2024-06-24 --to 2024-07-07 2>/dev/null
  run ! grep -rqF -e "$PWD" -e 'many folders' paths_report
  [[ -z $(ndfilter '.file != "events.ndjson"' paths_report/rejects.ndjson) && -s paths_report/rejects.ndjson ]]
  ndfilter '.figure == "F11" and .period == "2024-07-01"' paths_report/figures.ndjson | ndmap -r .pipeline >by_hand
  grep -qF "' events*.ndjson ????/??/??/events*.ndjson.gz |" by_hand
  # By hand it stops at a malformed line, as it should; without that file it is the figure.
  rm "many folders/events.ndjson"
  sed 's/ events\*.ndjson / /' by_hand >"many folders/by_hand"
  (cd "many folders" && bash -o pipefail by_hand) | grep -q '"period":"2024-07-01"'
}

@test "page: a topic and a creator have their names, or their ids where there is none" {
  mkdir -p named
  cp few/events.ndjson few/dim_videos.ndjson named
  ndgen creators | ndmap --set 'name=if .author_id == "a0" then "麦*田|<b>" else null end' -o named/dim_creators.ndjson
  ndgen topics | ndmap --set 'name=if .topic_id == "t_dance" then null else .name end' -o named/dim_topics.ndjson
  report named --from 2024-06-24 --to 2024-07-07
  grep -qF 'Creator 麦\*田\|\<b> had the most plays from 2024-06-24 to 2024-07-07: ' named_report/report.md
  grep -qF 'Creator 麦*田|<b> had the most plays' named_report/report.txt
  grep -q '^ *1  麦\*田|<b>  ' named_report/report.txt
  grep -q '^ *2  a[0-9]*  ' named_report/report.txt
  run ! grep -q 'by their ids' named_report/report.md
  ndfilter '.figure == "F03_topic" and .topic == null' named_report/figures.ndjson | ndmap -r .topic_id >ids
  while read -r id; do grep -q "^$id " named_report/report.txt; done <ids
  report few --from 2024-06-24 --to 2024-07-07
  grep -q '^Creators stand here by their ids' few_report/report.md
}

@test "page: a report by day has no means of a day, and no column of ones" {
  report few --from 2024-06-24 --to 2024-07-07
  grep -q '^day  *plays  *a year before  *change$' few_report/report.txt
  run ! grep -q 'of a day of\|a day of a day\|plays a day of\|mean daily plays of a day\|days with data' few_report/report.md
  grep -q 'F11, plays of a day: ' few_report/report.md
}

@test "page: what there is none of has no column" {
  part alone '$day >= "2024-06-24" and $day <= "2024-07-07"'
  ndmap --drop category alone/dim_topics.ndjson -o alone/dim_topics.ndjson
  report alone --from 2024-06-24 --to 2024-07-07
  run ! grep -q '  none' alone_report/report.txt
  grep -q '^day  *plays *$' alone_report/report.txt
  grep -q '^rank  topic  *from  *to  *plays' alone_report/report.txt
  run ! grep -q 'for the year before\|compared with those' alone_report/report.md
}

@test "page: two topics of one name are told apart by their ids" {
  mkdir -p namesakes
  cp platform/* namesakes
  ndmap '.name = "同名"' platform/dim_topics.ndjson -o namesakes/dim_topics.ndjson
  report namesakes
  [[ $(grep -c '^| *[0-9]* | 同名' namesakes_report/report.md) -gt 1 ]]
  grep -q '^| *[0-9]* | 同名 (t_[a-z]*) ' namesakes_report/report.md
}

@test "page: a word is put in other words only where it is of that field" {
  mkdir -p worded
  cp platform/* worded
  ndmap 'if .category == "游戏" then .category = "play" elif .category == "社会" then .category = "press" else . end' \
    platform/dim_topics.ndjson -o worded/dim_topics.ndjson
  report worded
  grep -q '^| *[0-9]* | 黑神话：悟空 *| play ' worded_report/report.md
  grep -q '^| *[0-9]* | 黑神话：悟空 *| play ' worded_report/report.zh.md
  grep -q '^| *[0-9]* | 贵州山火 *| press ' worded_report/report.md
  grep -q '^| *[0-9]* | 巴黎奥运会 *| sports ' worded_report/report.md
  grep -q '^| 播放  *|' worded_report/report.zh.md
  # A word stands once for each field.
  ndmap -r '"\(.of) \(.word)"' "$SCRIPTS/lib/words.ndjson" | sort >said
  diff said <(sort -u said)
}

@test "page: the first topic of a category stands in the table, whatever its rank" {
  mkdir -p categories
  cp platform/* categories
  ndmap 'if .topic_id == "t_slow" then .category = "旅行" else . end' platform/dim_topics.ndjson -o categories/dim_topics.ndjson
  report categories
  grep -q '^| *12 | 松弛感生活 *| 旅行 ' categories_report/report.md
  grep -q '^| *10 | 博物馆里过周末 ' categories_report/report.md
}

@test "page: topics in which nothing happened make no table" {
  mkdir -p quiet
  cp few/* quiet
  nduniq -k topic_id few/dim_topics.ndjson |
    ndmap --set 'start_dt="2019-01-01"' --set 'end_dt="2019-01-02"' -o quiet/dim_topics.ndjson
  report quiet --from 2024-06-24 --to 2024-07-07
  grep -q 'Nothing was played or posted in a trending topic within its dates' quiet_report/report.md
}

@test "page: of several that are first, none is said to be the first" {
  local author
  mkdir -p tied
  for author in a1 a2 a3; do
    printf '{"id":"%s-%s","type":"play","author_id":"%s","time_ms":1719828000000,"recv_ms":1719828000000}\n' \
      "$author" 1 "$author" "$author" 2 "$author"
  done >tied/events.ndjson
  report tied --from 2024-07-01 --to 2024-07-01
  in_short tied_report | grep -qx 'Creator a1 and others had the most plays on 2024-07-01, 2 each.'
  ndmap '.type = "search" | .keyword = "q" + .author_id | del(.author_id)' tied/events.ndjson -o tied/searches
  mv tied/searches tied/events.ndjson
  report tied --from 2024-07-01 --to 2024-07-01 --measure search
  in_short tied_report | grep -qx '“qa1” and others come first on 2024-07-01: 2 searches each.'
  ndfilter '.id != "a3-2" and .id != "a2-2"' tied/events.ndjson -o tied/fewer
  mv tied/fewer tied/events.ndjson
  report tied --from 2024-07-01 --to 2024-07-01 --measure search
  in_short tied_report | grep -qx '“qa1” comes first on 2024-07-01: 2 searches, 50.00% of those that name a keyword.'
}

# sound REPORT: its pages in HTML hold together, and the numbers of their sentences are those of the figures.
sound() {
  local page
  if ! command -v python3 >/dev/null; then skip 'python3 is not installed'; fi
  for page in index.html index.zh.html; do
    python3 "$BATS_TEST_DIRNAME/html_page.py" "$1/$page" "$1"
    python3 "$BATS_TEST_DIRNAME/told_numbers.py" "$1/$page" "$1"
  done
}

@test "page: in HTML it holds together, asks for nothing, has its data in it, and in Chinese no English" {
  report platform
  sound platform_report
  report few --from 2024-06-24 --to 2024-07-07
  sound few_report
  part gaps '($day < "2024-07-05" or $day > "2024-07-25") and ($day < "2024-09-05" or $day > "2024-09-06")'
  report gaps
  sound gaps_report
  grep -q '>备注</th>' gaps_report/index.zh.html
}

@test "page: each figure has its title and method in Chinese" {
  local zh=$SCRIPTS/lib/figures.zh.ndjson
  [[ -d platform_report ]] || report platform
  [[ -d few_report ]] || report few --from 2024-06-24 --to 2024-07-07
  {
    ndmap -r .figure {platform,few}_report/figures.ndjson
    grep -hoE '\b(figure|growth|growth_of) "?F[0-9]{2}[a-z0-9_]*' "$SCRIPTS"/sections/* | grep -oE 'F[0-9]{2}[a-z0-9_]*$'
  } | sort -u >ids
  [[ $(wc -l <ids) -gt 55 ]]
  ndfilter '.title != "" and .method != ""' "$zh" | ndmap -r .figure | sort >known
  diff <(comm -23 ids known) /dev/null
  diff <(sort -u known) known
}

@test "page: each sentence and each word of a section comes in both languages" {
  # A text of a section is followed by its Chinese.
  run ! grep -nE "^ *(note|no_data|paragraph|subheading|captioned|chart|pick) ('[^']*'|\"[^\"]*\") ('[ -~]*'|\"[ -#%-~]*\")( |\$)" "$SCRIPTS"/sections/*
  run ! grep -nE "^ +(FIRST|TIED|TITLE)=\(('[^']*'|\"[^\"]*\") ('[ -~]*'|\"[ -~]*\")\)" "$SCRIPTS"/sections/*
}

@test "page: markup in a name is text, in a page, in its data and in what programs read" {
  local evil='</script><script>alert(1)</script>&"\u0027' page
  mkdir -p evil
  cp few/events.ndjson few/dim_videos.ndjson evil
  ndmap --arg name "$evil" '.name = $name + .topic_id | .category = $name' few/dim_topics.ndjson -o evil/dim_topics.ndjson
  ndgen creators | ndmap --arg name "$evil" '.name = $name' -o evil/dim_creators.ndjson
  report evil --from 2024-06-24 --to 2024-07-07 --title "$evil"
  sound evil_report
  for page in index.html index.zh.html; do
    [[ $(grep -c '<script' "evil_report/$page") == 1 ]]
    run ! grep -q '<script>' "evil_report/$page"
    grep -q '&lt;script&gt;alert(1)' "evil_report/$page"
  done
}

@test "page: one is not several" {
  mkdir -p one
  printf '{"id":"%s","type":"search","keyword":"q","time_ms":1719828000000,"recv_ms":1719828000000}\n' 1 >one/events.ndjson
  report one --from 2024-07-01 --to 2024-07-01 --measure search
  in_short one_report | grep -q '^1 search a day on 2024-07-01; there are none'
  in_short one_report | grep -qx '“q” comes first on 2024-07-01: 1 search, 100.00% of those that name a keyword.'
  grep -q 'There are searches on this day; there are none of the year before' one_report/report.md
  ndmap '.type = "play" | .author_id = "a"' one/events.ndjson -o one/plays
  mv one/plays one/events.ndjson
  report one --from 2024-07-01 --to 2024-07-01
  in_short one_report | grep -q '^1 play a day on 2024-07-01; there are none'
}

@test "page: what few people did is marked in the table, and no sentence tells it" {
  mkdir -p hidden
  cp platform/* hidden
  report hidden --min-group 2500
  run ! grep -q 'people posted in “' hidden_report/report.md
  grep -qF '[c]: some posted, but fewer than 2500 people.' hidden_report/report.md
}

@test "page: what is large is over or nearly what it rounds to, in units of the language" {
  local at=(env "FIGURES=$PWD/large" "STEPS=$PWD/steps" TITLE= TABLES=platform)
  [[ -d platform_report ]] || report platform
  ndfilter '.kind == "step"' platform_report/manifest.ndjson >steps
  ndmap 'if (.figure | . == "F03" or . == "F08" or . == "F31") then .value *= 400126456 else . end' platform_report/figures.ndjson >large
  "${at[@]}" "$SCRIPTS/page" markdown en large.md markdown zh large.zh.md html en large.html html zh large.zh.html
  grep -q '<li><strong>380 billion</strong> <span class="whole"></span> <span class="note">plays of trending topics, in 2024&nbsp;' large.html
  grep -q '<li><strong>3800亿</strong> <span class="whole"></span> <span class="note">热点话题播放，2024年&nbsp;' large.zh.html
  grep -qx -- '- Over 380 billion plays in 2024, of nearly 39.7 trillion in all, were of trending topics within their dates.' large.md
  grep -qx -- '- Over 760 billion people posted in trending topics within their dates in 2024.' large.md
  grep -qx -- '- 2024年热点话题在其热度期内播放超过3800亿次，全部播放为近39.7万亿次。' large.zh.md
  PAGE_LANGUAGE=zh FORMAT=markdown "${at[@]}" "$SCRIPTS/page" | diff - large.zh.md
}

@test "page: without its figures, or with half of what a page needs, it is status 2" {
  run -2 --separate-stderr "$SCRIPTS/page" html en index.html
  [[ $stderr == 'page: name the files FIGURES and STEPS' ]]
  printf '{}\n' >some
  FIGURES=$PWD/some STEPS=$PWD/some run -2 --separate-stderr "$SCRIPTS/page" html en
  [[ $stderr == 'page: say of each page its form, its language and its file' ]]
  FIGURES=$PWD/some STEPS=$PWD/some run -2 --separate-stderr "$SCRIPTS/page" pdf en report.pdf
}
