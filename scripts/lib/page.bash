# page.bash: the parts of a page, in its form (FORMAT: markdown, text or html) and language. Sourced by report.bash.
#
# Belongs here: how headings, paragraphs, tables, charts and notes look in each form. Does not belong here: what they say.
# Texts of the scripts themselves are plain, and come in both languages, ENGLISH CHINESE; what comes from data has gone through
# the tools, which escape it. What a function finds is in REPLY, for a $(…) costs a process.
set -euo pipefail

# pick ENGLISH CHINESE: the text in the language of the page.
pick() { if [[ $PAGE_LANGUAGE == zh ]]; then REPLY=$2; else REPLY=$1; fi; }

# safe TEXT: TEXT as the form has it.
safe() {
  REPLY=$1
  if [[ $FORMAT == html ]]; then
    # Quoted, for an & that is not stands for what was found.
    REPLY=${REPLY//&/"&amp;"} REPLY=${REPLY//</"&lt;"} REPLY=${REPLY//>/"&gt;"} REPLY=${REPLY//\"/"&quot;"}
  fi
}

# heading ID TEXT: the beginning of a chapter.
heading() {
  safe "$2"
  case $FORMAT in
    text) printf '%s\n%s\n\n' "$REPLY" "${REPLY//?/-}" ;;
    markdown) printf '## %s\n\n' "$REPLY" ;;
    *) printf '<h2 id="%s">%s</h2>\n' "$1" "$REPLY" ;;
  esac
}

# subheading ENGLISH CHINESE
subheading() {
  pick "$@"
  safe "$REPLY"
  case $FORMAT in
    text) printf '%s\n\n' "$REPLY" ;;
    markdown) printf '### %s\n\n' "$REPLY" ;;
    *) printf '<h3>%s</h3>\n' "$REPLY" ;;
  esac
}

# stand_out: sentences, a line each, as paragraphs that stand out. They are as the form has them.
stand_out() {
  local line
  while IFS= read -r line; do
    case $FORMAT in
      text) printf '%s\n\n' "$line" ;;
      markdown) printf '**%s**\n\n' "$line" ;;
      *) printf '<p class="claim">%s</p>\n' "$line" ;;
    esac
  done
}

# paragraph ENGLISH CHINESE, note ENGLISH CHINESE (after a table), no_data ENGLISH CHINESE (instead of all): plain text; the
# last is why a section has nothing to say, for the list at the end, without its full stop.
paragraph() {
  pick "$@"
  safe "$REPLY"
  if [[ $FORMAT == html ]]; then printf '<p>%s</p>\n' "$REPLY"; else printf '%s\n\n' "$REPLY"; fi
}
note() {
  pick "$@"
  safe "$REPLY"
  if [[ $FORMAT == html ]]; then printf '<p class="note">%s</p>\n' "$REPLY"; else printf '%s\n\n' "$REPLY"; fi
}
no_data() {
  pick "$1" "$2"
  safe "$REPLY"
  printf '%s\n' "$REPLY" >"${INTO:-/dev/stdout}${INTO:+/no_data}"
}

# translated FIELD: records with the words of a field in the language of the page, where they are known.
translated() {
  if [[ $PAGE_LANGUAGE == zh ]]; then
    ndmap --table "zh=$HERE/lib/zh.ndjson:en" ".$1 = (\$zh[.$1].zh // .$1)"
  else
    cat
  fi
}

# columns FIELD ENGLISH CHINESE...: the columns of a table and their titles, for tabulate.
columns() {
  COLUMNS_OF=
  while (($# > 0)); do
    pick "$2" "$3"
    COLUMNS_OF+="${COLUMNS_OF:+,}\"$REPLY\"=$1"
    shift 3
  done
}

# tabulate WORD...: records as a table of these columns, by this call of ndtable.
tabulate() {
  ndtable --format "$FORMAT" -c "$COLUMNS_OF" "$@"
  printf '\n'
}

# chart ENGLISH CHINESE WORD...: records as a chart of this title, by this call of ndplot; in text one of characters.
chart() {
  local -a call
  pick "$1" "$2"
  call=(ndplot --lang "$PAGE_LANGUAGE" --title "$REPLY" "${@:3}")
  case $FORMAT in
    html) "${call[@]}" --format html ;;
    text) "${call[@]}" --size 80x16 && printf '\n' ;;
    *)
      printf '```text\n'
      "${call[@]}" --size 80x16
      printf '```\n\n'
      ;;
  esac
}

# listed: lines as the items of a list. They are as the form has them.
listed() {
  local line
  if [[ $FORMAT == html ]]; then printf '<ul>\n'; fi
  while IFS= read -r line; do
    if [[ $FORMAT == html ]]; then printf '<li>%s</li>\n' "$line"; else printf -- '- %s\n' "$line"; fi
  done
  if [[ $FORMAT == html ]]; then printf '</ul>\n'; else printf '\n'; fi
}
