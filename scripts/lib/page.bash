# page.bash: the parts of a page, in its form (FORMAT: markdown, text or html) and language. Sourced by report.bash.
#
# Belongs here: how headings, paragraphs, tables, charts and notes look in each form. Does not belong here: what they say.
# Texts of the scripts themselves are plain, and come in both languages, ENGLISH CHINESE; what comes from data has gone through
# the tools, which escape it. What a function finds is in REPLY, for a $(…) costs a process.
set -euo pipefail

declare -A DATA=()  # of each figure by its id, such as F12, its records and those of its other readings: CSV as in an address
declare -A FACTS=() # what count_facts found
CAPTION=            # what tables and charts are called for those who cannot see them

# What stands for a value or beside it in ndtable's tables: mark, English and Chinese. The English is ndtable's own.
readonly MARKS=(
  '[c]' 'withheld: too few people are behind the number' '不公开：涉及的人数过少'
  '[new]' 'there is no earlier value to compare with' '没有可比的早期数值'
  '[gone]' 'there is no later value to compare with' '没有可比的后期数值'
  '[i]' 'incomplete: there are days without data' '不完整：有的日子没有数据'
  '[low]' 'the earlier value is too small to compare with' '早期数值过小，不作比较'
  '[b]' 'break: what is counted changed in between' '中断：其间统计口径有变'
  '[p]' 'provisional: the number may still change' '暂定：数字可能变动'
)
# The status of a figure: its word, the word in Chinese, and what it says in both.
readonly STATUSES=(
  ok 正常 'the events carry it' '事件足以得出'
  suppressed 不公开 'too few people are behind it' '涉及的人数过少'
  unsupported 无法得出 'these events and tables do not carry it' '这些事件和表不足以得出'
  bound 限定 'it bounds what may be said, and does not prove it' '只限定可说的范围，不构成证明'
  failed 不符 'its value does not bear out what is claimed of it' '数值不支持所作的断言'
)

# speak LANGUAGE FORM: pages are made in these from now on.
speak() {
  # shellcheck disable=SC2034  # sentences have it
  PAGE_LANGUAGE=$1 FORMAT=$2 ESCAPE=${2/#text/none}
  name_days
}

# pick ENGLISH CHINESE: the text in the language of the page.
pick() { if [[ $PAGE_LANGUAGE == zh ]]; then REPLY=$2; else REPLY=$1; fi; }

# safe TEXT: TEXT as the form has it.
safe() {
  REPLY=$1
  if [[ $FORMAT == html ]]; then
    # Quoted, for an & that is not stands for what was found.
    REPLY=${REPLY//&/"&amp;"} REPLY=${REPLY//</"&lt;"} REPLY=${REPLY//>/"&gt;"} REPLY=${REPLY//\"/"&quot;"}
  elif [[ $FORMAT == markdown ]]; then
    REPLY=${REPLY//\\/"\\\\"} REPLY=${REPLY//&/"&amp;"} REPLY=${REPLY//</"\\<"} REPLY=${REPLY//'*'/"\\*"} REPLY=${REPLY//'`'/"\\\`"} REPLY=${REPLY//'['/"\\["}
  fi
}

# underlined TEXT SIGN: a heading in text; what is not ASCII is two columns wide.
underlined() {
  local line=${1//[^ -~]/xx}
  printf '%s\n%s\n\n' "$1" "${line//?/$2}"
}

# What a line of text can end behind: a word, or a character of those that need no blanks, with the punctuation that belongs to it.
readonly LINE_PART='^( *)([（《“「]*([!-~]+|[^ -~])[]）》”」，。；：！？、…]*)(.*)$'
readonly LINE_WIDTH=80

# wrapped TEXT [INDENT]: in text, lines that are no wider than a terminal, those after the first behind INDENT. What is not ASCII is
# two columns wide.
wrapped() {
  local rest=$1 line='' part wide
  REPLY=${1//[^ -~]/xx}
  if [[ $FORMAT != text ]] || ((${#REPLY} <= LINE_WIDTH)); then
    REPLY=$1
    return
  fi
  REPLY=
  while [[ $rest =~ $LINE_PART ]]; do
    part=$line${BASH_REMATCH[1]}${BASH_REMATCH[2]} rest=${BASH_REMATCH[4]}
    wide=${part//[^ -~]/xx}
    if [[ -n $line ]] && ((${#wide} > LINE_WIDTH)); then
      REPLY+=$line$'\n'
      part=${2-}${BASH_REMATCH[2]}
    fi
    line=$part
  done
  REPLY+=$line$rest
}

# whole_days TEXT: in HTML, no line ends within one of its days.
whole_days() {
  local rest=$1
  REPLY=$1
  if [[ $FORMAT != html ]]; then return; fi
  REPLY=
  while [[ $rest =~ ([0-9]{4}-[0-9]{2}-[0-9]{2})(.*)$ ]]; do
    REPLY+="${rest%"${BASH_REMATCH[0]}"}<span class=\"whole\">${BASH_REMATCH[1]}</span>"
    rest=${BASH_REMATCH[2]}
  done
  REPLY+=$rest
}

# heading ID TEXT: the beginning of a chapter.
heading() {
  safe "$2"
  case $FORMAT in
    text) underlined "$REPLY" - ;;
    markdown) printf '## %s\n\n' "$REPLY" ;;
    *) printf '<h2 id="%s">%s</h2>\n' "$1" "$REPLY" ;;
  esac
}

# captioned ENGLISH CHINESE: what the next table is called.
captioned() {
  pick "$@"
  CAPTION=$REPLY
}

# subheading ENGLISH CHINESE
subheading() {
  captioned "$@"
  safe "$REPLY"
  case $FORMAT in
    text) printf '%s\n\n' "$REPLY" ;;
    markdown) printf '### %s\n\n' "$REPLY" ;;
    *) printf '<h3>%s</h3>\n' "$REPLY" ;;
  esac
}

# marked FIGURE: the way from a sentence to the figure that it is made of, in REPLY.
marked() {
  case $FORMAT in
    html) REPLY="&nbsp;<a class=\"mark\" href=\"#$1\">$1</a>" ;;
    *) REPLY=" [$1]" ;;
  esac
}

# stand_out FIGURE SENTENCE...: sentences as paragraphs that stand out, each behind the figure that it is made of. They are as
# the form has them.
stand_out() {
  local mark
  while (($# > 0)); do
    marked "$1"
    mark=$REPLY
    whole_days "$2"
    case $FORMAT in
      text)
        wrapped "$REPLY$mark"
        printf '%s\n\n' "$REPLY"
        ;;
      markdown) printf '**%s**%s\n\n' "$REPLY" "$mark" ;;
      *) printf '<p class="claim">%s%s</p>\n' "$REPLY" "$mark" ;;
    esac
    shift 2
  done
}

# paragraph ENGLISH CHINESE, note ENGLISH CHINESE (after a table), no_data ENGLISH CHINESE (instead of all): plain text; the
# last is why a section has nothing to say, without its full stop: where INTO names a folder, for the list at the end.
paragraph() {
  pick "$@"
  safe "$REPLY"
  whole_days "$REPLY"
  wrapped "$REPLY"
  if [[ $FORMAT == html ]]; then printf '<p>%s</p>\n' "$REPLY"; else printf '%s\n\n' "$REPLY"; fi
}
note() {
  pick "$@"
  safe "$REPLY"
  wrapped "$REPLY"
  if [[ $FORMAT == html ]]; then printf '<p class="note">%s</p>\n' "$REPLY"; else printf '%s\n\n' "$REPLY"; fi
}

# note_of CONDITION ENGLISH CHINESE: a note on the first figure for which it is true, if there is one: a template of ndprint. A
# figure that lacks a field of it has none.
note_of() {
  local file=$WORK/note.$FORMAT.$PAGE_LANGUAGE
  pick "$2" "$3"
  ndfilter -n 1 "$1" "$TOLD" | ndprint --lang "$PAGE_LANGUAGE" --escape "$ESCAPE" --rejects /dev/null "$REPLY" >"$file"
  if [[ ! -s $file ]]; then return; fi
  wrapped "$(<"$file")"
  if [[ $FORMAT == html ]]; then printf '<p class="note">%s</p>\n' "$REPLY"; else printf '%s\n\n' "$REPLY"; fi
}
no_data() {
  pick "$1" "$2"
  if [[ -n ${INTO-} ]]; then printf '%s\n' "$REPLY" >"$INTO/no_data.$PAGE_LANGUAGE"; else printf '%s\n' "$REPLY"; fi
}

# What a field may be in words of its own: for each field (of) and word of the data, that of both languages.
# shellcheck disable=SC2034  # sections have it
readonly WORDS_TABLE="words=$HERE/lib/words.ndjson:of,word"

# in_words FIELD...: the words of these fields in both languages, as the fields FIELD_en and FIELD_zh; those that are not known
# stay as they are. For an expression over the table WORDS_TABLE.
in_words() {
  local field
  REPLY=
  for field in "$@"; do
    REPLY+=" | \$words[[\"$field\", .$field]] as \$known | .${field}_en = (\$known.en // .$field) | .${field}_zh = (\$known.zh // .$field)"
  done
}

# count_facts FILE NAME CONDITION...: of how many records of the file each condition is true, into FACTS.
count_facts() {
  local file=$1 fact
  local -a counts=() found
  shift
  while (($# > 0)); do
    counts+=(-a "$1=count($2)")
    shift 2
  done
  ndgroup "${counts[@]}" "$file" >"$WORK/facts"
  IFS=, read -r -a found <"$WORK/facts" || true
  for fact in "${found[@]//[\{\}\"]/}"; do FACTS[${fact%%:*}]=${fact##*:}; done
}

# some NAME [NUMBER]: whether there are any, or more than NUMBER.
some() { ((${FACTS[$1]:-0} > ${2:-0})); }

# columns FIELD ENGLISH CHINESE...: the columns of a table and their titles, for tabulate.
columns() {
  COLUMNS_OF=
  while (($# > 0)); do
    pick "$2" "$3"
    COLUMNS_OF+="${COLUMNS_OF:+,}\"$REPLY\"=$1"
    shift 3
  done
}

# tabulate WORD...: records as a table of these columns, by this call of ndtable. In HTML it scrolls by itself where the
# screen is narrow, and is named after the subheading before it.
tabulate() {
  local table head i
  ndtable --format "$FORMAT" -c "$COLUMNS_OF" "$@" >"$WORK/table.$FORMAT.$PAGE_LANGUAGE"
  table=$(<"$WORK/table.$FORMAT.$PAGE_LANGUAGE")$'\n'
  if [[ $PAGE_LANGUAGE == zh && $table == *'] '* ]]; then
    # The two are equally wide. The title of the column stands in the first line, or in HTML in a cell of the head.
    head=${table%%$'\n'*}
    if [[ $FORMAT == html ]]; then table=${table/'>note</th>'/'>备注</th>'}; else table=${head/note/备注}${table#"$head"}; fi
    for ((i = 1; i < ${#MARKS[@]}; i += 3)); do table=${table//"] ${MARKS[i]}"/"] ${MARKS[i + 1]}"}; done
  fi
  if [[ $FORMAT != html ]]; then
    printf '%s\n' "$table"
    return
  fi
  safe "$CAPTION"
  printf '<div class="scroll" role="region" tabindex="0" aria-label="%s">\n%s</div>\n' "$REPLY" "$table"
}

# chart ENGLISH CHINESE WORD...: records as a chart of this title, by this call of ndplot; in text one of characters.
chart() {
  local figure
  local -a call
  captioned "$1" "$2"
  call=(ndplot --lang "$PAGE_LANGUAGE" --title "$REPLY" "${@:3}")
  case $FORMAT in
    html)
      "${call[@]}" --format html >"$WORK/chart.$PAGE_LANGUAGE"
      figure=$(<"$WORK/chart.$PAGE_LANGUAGE")
      # The style of figures stands once in the page's own.
      printf '<figure class="ndplot-figure">\n%s\n' "${figure#'<figure class="ndplot-figure">'$'\n<style>'*$'</style>\n'}"
      ;;
    text) "${call[@]}" --size 80x16 && printf '\n' ;;
    *)
      printf '```text\n'
      "${call[@]}" --size 80x16
      printf '```\n\n'
      ;;
  esac
}

# spark FIGURE ENGLISH CHINESE WORD...: records as a small line beside the key figure, described so, by this call of ndplot; in HTML
# alone.
spark() {
  if [[ $FORMAT != html || -z ${INTO-} ]]; then return; fi
  pick "$2" "$3"
  ndplot --kind spark --format svg --size 240x --lang "$PAGE_LANGUAGE" --description "$REPLY" "${@:4}" >"$INTO/spark.$PAGE_LANGUAGE.$1"
}

# data_links FIGURE: where its records are, in REPLY: its files beside the page, and a copy within the page.
data_links() {
  local id=$1 copy
  REPLY="<a href=\"figures/$id.csv\">$id.csv</a>, <a href=\"figures/$id.json\">$id.json</a>"
  copy=$REPLY
  if [[ -v DATA[$id] && -z ${DATA[$id]} ]]; then
    pick ' (too large for a copy in this page)' '（过大，页内无副本）'
    REPLY=$copy$REPLY
  elif [[ -n ${DATA[$id]-} ]]; then
    pick 'copy in this page' 页内副本
    REPLY="$copy<span class=\"copy\">, <a download=\"$id.csv\" href=\"data:text/csv;charset=utf-8,${DATA[$id]}\" title=\"$id.csv\">$REPLY</a></span>"
  fi
}

# source_of FIGURE...: where what stands above is to be had as data.
source_of() {
  local id text=
  for id in "$@"; do
    pick '; ' ；
    text+=${text:+$REPLY}
    case $FORMAT in
      text) text+="figures/$id.csv, figures/$id.json" ;;
      markdown) text+="[$id.csv](figures/$id.csv), [$id.json](figures/$id.json)" ;;
      *)
        data_links "$id"
        text+=$REPLY
        ;;
    esac
  done
  pick 'Data: ' 数据：
  if [[ $FORMAT == html ]]; then
    printf '<p class="note source">%s%s</p>\n' "$REPLY" "$text"
  else
    wrapped "$REPLY$text"
    printf '%s\n\n' "$REPLY"
  fi
}

# listed LINE..., listed_file FILE: lines as the items of a list. They are as the form has them.
listed() {
  local line
  if [[ $FORMAT == html ]]; then printf '<ul>\n'; fi
  for line in "$@"; do
    whole_days "$line"
    if [[ $FORMAT == html ]]; then
      printf '<li>%s</li>\n' "$REPLY"
    else
      wrapped "- $REPLY" '  '
      printf '%s\n' "$REPLY"
    fi
  done
  if [[ $FORMAT == html ]]; then printf '</ul>\n'; else printf '\n'; fi
}
listed_file() {
  local -a lines
  mapfile -t lines <"$1"
  listed "${lines[@]}"
}

# status_words: the words of statuses in the language of the page, as a record, in REPLY.
status_words() {
  local i words=
  for ((i = 0; i < ${#STATUSES[@]}; i += 4)); do
    pick "${STATUSES[i]}" "${STATUSES[i + 1]}"
    words+="${words:+, }\"${STATUSES[i]}\": \"$REPLY\""
  done
  REPLY="{$words}"
}

# legend: what marks and statuses say.
legend() {
  local i
  local -a lines=()
  paragraph 'What stands beside a value or in its place:' '数值旁或代替数值的标记：'
  for ((i = 0; i < ${#STATUSES[@]}; i += 4)); do
    pick "${STATUSES[i]}: ${STATUSES[i + 2]}" "${STATUSES[i + 1]}（${STATUSES[i]}）：${STATUSES[i + 3]}"
    lines+=("$REPLY")
  done
  for ((i = 0; i < ${#MARKS[@]}; i += 3)); do
    pick "${MARKS[i]}: ${MARKS[i + 1]}" "${MARKS[i]} ${MARKS[i + 2]}"
    lines+=("$REPLY")
  done
  listed "${lines[@]}"
}
