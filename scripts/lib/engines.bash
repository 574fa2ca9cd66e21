# engines.bash: what the programs of scripts/engines share: a map in parts, each a file, and one merge of them that holds every part
# against the manifest. Sourced by them.
#
# An engine only has to run scripts/engines/map-part for every number; which worker ran what, how often and in which order, and what
# it lost, the merge does not trust.
#
# shellcheck disable=SC2034  # the engines have the variables
set -euo pipefail
export PAGE_LANGUAGE=en
source "${BASH_SOURCE[0]%/*}/report.bash"

# engine_words WORD...: what the engine was asked for: FOLDER, PARTS (how many, or of which size), FILES and, behind --, OPTIONS.
engine_words() {
  FILES=() OPTIONS=()
  while (($# > 0)) && [[ $1 != -- ]]; do
    case $1 in
      -h | --help)
        sed -n '2,/^source/s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
      *) FILES+=("$1") ;;
    esac
    shift
  done
  if (($# > 0)); then OPTIONS=("${@:2}"); fi
  ((${#FILES[@]} > 2)) || die 2 'name the folder, the parts (how many, or a size) and the files of clean events'
  FOLDER=${FILES[0]} PARTS=${FILES[1]} FILES=("${FILES[@]:2}")
}

# need_python MODULE...: the Python that PYTHON names (python3) has them.
need_python() {
  local module
  PYTHON=${PYTHON:-python3}
  for module in "$@"; do
    "$PYTHON" -c "import $module" 2>/dev/null || die 2 "$PYTHON has no $module; install it with pip, and name the Python that has it with PYTHON"
  done
}

# contents: what the files and tables are, whatever they are called.
contents() {
  local -a tables=("$TABLES"/dim_*.ndjson{,.gz,.zst} ${FOLLOWS:+"$FOLLOWS"} ${NAMES:+"$NAMES"})
  if ((${#tables[@]} > 0)); then xxhsum -q -H2 -- "${tables[@]}"; fi
  stat -L -c '%n %s %y %i' -- "${FILES[@]}"
}

# prepare: in FOLDER words, manifest.ndjson, contents and the folder parts. Where it holds the parts of an earlier run of the same, they are
# kept. FOLDER and TABLES become names that hold in every folder, SCRIPTS that of the scripts.
prepare() {
  local option=--size
  if [[ $PARTS =~ ^[0-9]+$ ]]; then option=--parts; fi
  mkdir -p -- "$FOLDER/parts"
  FOLDER=$(cd -- "$FOLDER" && pwd)
  GIVEN_WORK='' "$HERE/stage" words >"$WORK/words"
  GIVEN_WORK='' "$HERE/manifest" "$option" "$PARTS" "${FILES[@]}" >"$WORK/manifest"
  contents >"$WORK/contents"
  # shellcheck disable=SC2310  # it is asked
  if [[ -f $FOLDER/manifest.ndjson ]] && ! same_parts; then
    die 2 "'$FOLDER' holds parts of other files or tables, or of another map; name a new folder"
  fi
  cp -- "$WORK/words" "$WORK/contents" "$FOLDER"
  cp -- "$WORK/manifest" "$FOLDER/manifest.ndjson"
  TABLES=$(cd -- "$TABLES" && pwd)
  SCRIPTS=$(cd -- "$HERE" && pwd)
  COUNT=$(wc -l <"$FOLDER/manifest.ndjson")
}

# same_parts: those in FOLDER are of what is asked for now.
same_parts() {
  cmp -s "$WORK/words" "$FOLDER/words" && cmp -s "$WORK/contents" "$FOLDER/contents" && cmp -s "$WORK/manifest" "$FOLDER/manifest.ndjson"
}

# merge_parts: the partials of all parts, as one, to standard output; where the parts are not all there, it fails.
merge_parts() { ndmerge --partial --expect "$FOLDER/manifest.ndjson" "$FOLDER"/parts/*.ndjson.zst; }
