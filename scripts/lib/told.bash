# told.bash: figures as readers are told of them: without what no page shows, and with their titles and methods in both
# languages. Sourced by report.bash.
#
# Belongs here: what is in figures.zh.ndjson. Does not belong here: sentences and the words of sections.
set -euo pipefail

# tell FIGURES: the figures as pages need them, into $TOLD.
tell() {
  chinese_figures
  TOLD=$WORK/told
  ndmap 'del(.pipeline?, .inputs?, .tool_version?)' "$1" | told_too >"$TOLD"
}

# told_too: figures with their titles and methods in both languages.
told_too() {
  ndmap --table "zh=$WORK/figures.zh:figure" --table "$WORDS_TABLE" '.title_en = .title | .method_en = .method |
    .title_zh = ($zh[.figure].title // .title) | .method_zh = ($words[["method", .method]].zh // $zh[.figure].method // .method) |
    .unit_en = .unit? | .unit_zh = ($words[["unit", .unit?]].zh // .unit?)'
}

# chinese_figures: the titles and methods of figures in Chinese, with this report's words for what they leave open, into
# $WORK/figures.zh.
chinese_figures() {
  local text name each='各月日均' language=$PAGE_LANGUAGE
  local -A open=([events]=$EVENTS_WORD_ZH [to]=$TO [months]=$MONTHS_OF [year]=$YEAR)
  if ((DAYS_OF < 32)); then each=每日; fi
  open[each]=$each
  speak zh "$FORMAT"
  open[days]=$DURING
  speak "$language" "$FORMAT"
  text=$(<"$HERE/lib/figures.zh.ndjson")
  for name in "${!open[@]}"; do text=${text//"{$name}"/"${open[$name]}"}; done
  printf '%s\n' "$text" >"$WORK/figures.zh"
}
