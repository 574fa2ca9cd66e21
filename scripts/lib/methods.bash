# methods.bash: what a page tells of how its figures were made, to people and to programs, and their data within the page. Sourced
# by page.
#
# Belongs here: the last chapters, the figures' own entries, the description as a data set. Does not belong here: what sections say.
set -euo pipefail

# A record whose texts can do nothing in HTML; what is neither text nor number is left out.
# shellcheck disable=SC2016
readonly AS_TEXT_OF_HTML='with_entries(.value |= if type == "string" then
      gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;") | gsub("\""; "&quot;")
    elif type == "number" or type == "null" or type == "boolean" then . else null end)'
# What is told of a figure in the last chapter of a page of HTML, as a program of ndmap: its record is safe, $w has the words.
# First of its records, of one what it says, of several how many there are.
# shellcheck disable=SC2016
readonly ENTRY_VALUE='(if .records == 1 and (.value | type == "number" or type == "string")
      then " \($w.value)\(.value) (\(.["unit_" + $lang]))\($w.stop)" else "" end)'
# shellcheck disable=SC2016
readonly ENTRY_RECORDS='(if .records > 1 then " \($w.records)\(.records)\($w.stop)" else
      (if .n then " n = \(.n)\($w.stop)" else "" end) +
      (if (.days | type) == "number" and (.days_of | type) == "number" then " \($w.days)\(.days) / \(.days_of)" +
        (if (.days_prev | type) == "number" and (.days_prev_of | type) == "number"
          then "\($w.before)\(.days_prev) / \(.days_prev_of)" else "" end) + $w.stop
      else "" end) end)'
# Then where its data are, and a copy of them beside the first reading.
# shellcheck disable=SC2016
readonly ENTRY_DATA='" \($w.data)<a href=\"figures/\($id).csv\">\($id).csv</a>, <a href=\"figures/\($id).json\">\($id).json</a>" +
    (if .figure != $id then "" elif $csv == "" then $w.large else
      "<span class=\"copy\">, <a download=\"\($id).csv\" href=\"data:text/csv;charset=utf-8,\($csv)\" title=\"\($id).csv\">" +
      "\($w.copy)</a></span>" end)'
# All of it; a pipeline keeps its lines.
# shellcheck disable=SC2016
readonly ENTRY=".claim? as \$claim | $AS_TEXT_OF_HTML | .claim = (\$claim | if type == \"object\" then $AS_TEXT_OF_HTML else null end)"' |
  .figure[0:3] as $id | ($data[$id].csv // "") as $csv |
  "<section class=\"entry\" id=\"\(.figure)\">\n<h3>\(.figure) \(.[$w.title])</h3>\n<p>\(.[$w.method])\($w.stop)</p>",
  "<p class=\"note\">\($w.status)\($statuses[.status] // .status)\($w.stop)" +
    '"$ENTRY_VALUE + $ENTRY_RECORDS"' +
    (if .claim then " \($w.claimed)\(.claim.word) \(.claim.value)\($w.stop)" else "" end) +
    " \($w.as_of)<span class=\"whole\">\(.as_of)</span> (\(.tz))\($w.stop)" + '"$ENTRY_DATA"' + "</p>",
  ($changed[.figure] // null | if . == null then empty else '"$AS_TEXT_OF_HTML"' | "<p class=\"note\">\($w.changed)\(.["kind_" + $lang])" +
    if .kind == "new" or .kind == "gone" then "\($w.stop)</p>" else "\($w.colon)\(.before) → \(.now)\($w.stop)</p>" end end),
  (if .pipeline then "<details>\n<summary>\($w.pipeline)\(.figure)</summary>\n<pre tabindex=\"0\"><code>\(.pipeline)</code></pre>\n</details>"
    else empty end), "</section>"'
readonly -A WORDS_OF_ENTRY=(
  [en]='{"title": "title_en", "method": "method_en", "stop": ".", "status": "Status: ", "value": "Value: ", "records": "Records: ", "days": "Days with data: ",
    "before": ", a year before ", "as_of": "As of ", "claimed": "Claimed: ", "data": "Data: ",
    "copy": "copy in this page", "large": " (too large for a copy in this page)", "colon": ": ", "changed": "Since the last edition: ", "pipeline": "The pipeline of "}'
  [zh]='{"title": "title_zh", "method": "method_zh", "stop": "。", "status": "状态：", "value": "数值：", "records": "记录数：", "days": "有数据的天数：",
    "before": "，上年 ", "as_of": "截至 ", "claimed": "断言：", "data": "数据：", "copy": "页内副本", "large": "（过大，页内无副本）", "colon": "：",
    "changed": "与上一版相比：", "pipeline": "计算流程："}'
)

# The page as a data set, for programs that look for such (schema.org). What a text holds cannot end the script element.
# shellcheck disable=SC2016
readonly AS_DATASET='{"@context": "https://schema.org", "@type": "Dataset", name: $title, description: $description,
    inLanguage: $lang, temporalCoverage: "\($from)/\($to)", version: $edition, dateModified: $as_of, isAccessibleForFree: true} +
    (if $licence == "" then {} elif $licence | test("^https?://") then {license: $licence}
      else {license: {"@type": "CreativeWork", name: $licence}} end) + {
    distribution: [{"@type": "DataDownload", name: "figures.ndjson", contentUrl: "figures.ndjson", encodingFormat: "application/x-ndjson"},
      (.all | map(.[0][0:3]) | unique[] | {"@type": "DataDownload", name: ., contentUrl: "figures/\(.).csv", encodingFormat: "text/csv"})],
    variableMeasured: (.all | map(.[1]))} | tojson | gsub("<"; "\\u003c")'

# thousands NUMBER: with separators.
thousands() {
  REPLY=$1
  while [[ $REPLY =~ ^([0-9]+)([0-9]{3}.*)$ ]]; do REPLY=${BASH_REMATCH[1]},${BASH_REMATCH[2]}; done
}

# changes: what is not as it was in the last edition.
changes() {
  paragraph 'A revision comes of new data, a redefinition of another method or setting; an error was wrong before.' \
    '数据修订源于新的数据，口径调整源于方法或设置的变化，更正则是原先有误。'
  captioned 'Changes since the last edition' 与上一版的差异
  columns figure figure 数字 "title_$PAGE_LANGUAGE" title 名称 of of 项 "kind_$PAGE_LANGUAGE" kind 类型 before before 上一版 now now 本版
  tabulate --null '' "$WORK/kind"
}

# scales: figures by one another, which show one of another scale.
scales() {
  local -a shown=(figure figure 数字 "title_$PAGE_LANGUAGE" title 名称)
  if [[ ! -s $WORK/scales ]]; then return; fi
  if grep -q '"share":' "$WORK/scales"; then shown+=(share share 占比); fi
  if grep -q '"times":' "$WORK/scales"; then shown+=(times times 倍数); fi
  paragraph 'Figures over one another, for an error of scale would show here first:' '数字之间的比值；量级有误时，首先在此显现：'
  captioned 'Figures over one another' 数字之间的比值
  columns "${shown[@]}"
  tabulate --pct share --digits 1 --null '' "$WORK/scales"
}

# methods RECORDS REJECTED HASH VERSION: what was read, what cleaning left out, and how each figure is made.
methods() {
  local records rejected hash=$3 version=$4
  thousands "$1"
  records=$REPLY
  thousands "$2"
  rejected=$REPLY
  paragraph 'Every figure counts cleaned events. What each step left out:' '每个数字都出自清洗后的事件。各步剔除如下：'
  captioned Cleaning 清洗
  columns "step_$PAGE_LANGUAGE" 'left out' 剔除 of 'of events' 事件数 out 'how many' 剔除数 kept remaining 保留
  tabulate --int of,out,kept "$WORK/step"
  if [[ -n $hash ]]; then
    paragraph "Read: $records events, $rejected of them refused. The hash of all that was read is $hash (XXH3, 128 bits); \
manifest.ndjson has that of each file." \
      "共读入事件 $records 个，其中 $rejected 个无法解析。全部输入文件的合并哈希为 $hash（XXH3，128 位）；各文件的哈希见 manifest.ndjson。"
    citation "$TITLE" "$version" "$hash"
    paragraph "To be cited as: $REPLY A figure is cited by its number; it stands at the address of this page with # and that number, as #F12." \
      "引用格式：$REPLY单个数字以其编号引用，其地址为本页地址加 # 和编号，如 #F12。"
  fi
  if [[ -n $LICENCE ]]; then paragraph "Licence: $LICENCE." "许可：$LICENCE。"; fi
  scales
  legend
  paragraph 'The figures, all of them in figures.ndjson, with the pipeline that makes each:' '全部数字及其计算流程见 figures.ndjson：'
  if [[ $FORMAT == html ]]; then
    status_words
    ndmap -r --argjson statuses "$REPLY" --table "data=$WORK/data:figure" --table "changed=$WORK/changed:figure" \
      --arg lang "$PAGE_LANGUAGE" --argjson w "${WORDS_OF_ENTRY[$PAGE_LANGUAGE]}" "$ENTRY" "$WORK/carried"
  else
    pick '{figure}, {title_en}: {method_en}.' '{figure}，{title_zh}：{method_zh}。'
    ndprint --escape "$ESCAPE" "$REPLY" "$WORK/carried" >"$WORK/lines.$FORMAT.$PAGE_LANGUAGE"
    listed_file "$WORK/lines.$FORMAT.$PAGE_LANGUAGE"
  fi
  if [[ -s $WORK/lacking ]]; then
    paragraph 'These events and tables do not carry:' '这些事件和表不足以得出：'
    REPLY='{figure} {title_'$PAGE_LANGUAGE'}'
    if [[ $FORMAT == html ]]; then REPLY='<span id="{figure}">'$REPLY'</span>'; fi
    ndprint --escape "$ESCAPE" "$REPLY" "$WORK/lacking" >"$WORK/lines.$FORMAT.$PAGE_LANGUAGE"
    listed_file "$WORK/lines.$FORMAT.$PAGE_LANGUAGE"
  fi
}

# data_set: the element that tells programs of the data.
data_set() {
  local of="title_$PAGE_LANGUAGE" how="method_$PAGE_LANGUAGE" code
  pick en zh-CN
  code=$REPLY
  pick "$EVENTS_WORD from $FROM to $TO ($TZ_REPORT), as of $AS_OF" "$FROM 至 $TO（$TZ_REPORT）的$EVENTS_WORD_ZH，截至 $AS_OF"
  printf '<script type="application/ld+json">'
  ndgroup -a "all=list([.figure, {\"@type\": \"PropertyValue\", propertyID: .figure, name: .$of, measurementTechnique: .$how,
      unitText: (.unit? // null), value: (.value | if type == \"object\" or type == \"array\" then tojson else . end)}])" "$WORK/each" |
    ndmap -r --arg title "$TITLE" --arg description "$REPLY" --arg lang "$code" --arg from "$FROM" --arg to "$TO" --arg as_of "$AS_OF" \
      --arg edition "$EDITION" --arg licence "$LICENCE" "$AS_DATASET"
  printf '</script>\n'
}
