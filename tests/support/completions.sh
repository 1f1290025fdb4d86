# Sourced by install.sh, after expect.sh: asks bash, zsh and fish what they offer for a line that ends at the cursor, one a line.
offered_by_bash() {
  bash --norc -c '
    source "$1/bash-completion/completions/ganscope"
    COMP_LINE=$2 COMP_POINT=${#2}
    # As readline cuts a line: at blanks, and at : and = as words of their own.
    read -r -a COMP_WORDS < <(sed "s/\([:=]\)/ \1 /g" <<<"$2")
    [[ $2 != *" " ]] || COMP_WORDS+=("")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _ganscope ganscope
    printf "%s\n" "${COMPREPLY[@]}"' bash "$1" "$2"
}
offered_by_fish() {
  fish --no-config -c 'source "$argv[1]/fish/vendor_completions.d/ganscope.fish"; complete -C "$argv[2]"' "$1" "$2" |
    cut -f 1
}
offered_by_zsh() {
  timeout 30 zsh -f "$here/tests/support/zsh_offers.zsh" "$1/zsh/site-functions" "$2" "$work/zcompdump"
}

# offers SHELL LINE WORDS...: each word is among what the shell offers; a word after '!' is not.
offers() {
  local shell=$1 line=$2 word
  shift 2
  said="$shell: $line"
  "offered_by_$shell" "$share" "$line" >out 2>err
  for word in "$@"; do
    if [[ $word == '!'* ]]; then
      grep -qxF -- "${word#!}" out && fail "'$said' offers ${word#!}"
    else
      grep -qxF -- "$word" out || fail "'$said' does not offer $word"
    fi
  done
  completed=$((completed + 1))
}

# check_completions SHARE PROGRAM: in every shell that is here, in a folder with files to complete.
check_completions() {
  local share=$1 program=$2 shell
  completed=0
  mkdir -p files/photos files/runs
  touch files/points.csv files/faces.pt files/notes.md files/card.json files/run.toml
  cd files || exit 1
  touch out err
  "$program" completions bash >again && diff again "$share/bash-completion/completions/ganscope" >err ||
    fail "the program's completions are not the installed ones"
  rm again
  for shell in bash zsh fish; do
    have "$shell" "completions of $shell" || continue
    # compinit reads a thousand files, once.
    [ "$shell" != zsh ] ||
      zsh -f -c 'fpath=($1 $fpath); autoload -Uz compinit; compinit -u -d $2' zsh "$share/zsh/site-functions" "$work/zcompdump"
    offers "$shell" "ganscope " toy image tour train oracle bench '!man' '!--loss'
    offers "$shell" "ganscope --l" --loss --latent --layers '!--data'
    offers "$shell" "ganscope toy --loss " minimax wgan-gp '!points.csv'
    offers "$shell" "ganscope --loss w" wgan-gp wgan-clip '!minimax'
    offers "$shell" "ganscope --seed 3 --preset fig1" fig1a fig1d '!fig2a'
    offers "$shell" "ganscope train --data f" fashion-mnist folder:
    offers "$shell" "ganscope oracle train --d" --data --data-dir '!--loss'
    offers "$shell" "ganscope info f" fashion-dcgan64 faces.pt
    offers "$shell" "ganscope tour faces.pt --card " card.json '!faces.pt'
    # zsh is slow on a terminal, and falls back to all files where none fits.
    [ "$shell" != zsh ] || continue
    offers "$shell" "ganscope to" toy tour '!image'
    offers "$shell" "ganscope toy --l" --loss --latent '!--data'
    offers "$shell" "ganscope toy --data s" spiral '!file:'
    offers "$shell" "ganscope toy --paused --latent un" uniform:
    offers "$shell" "ganscope toy --theme " dark light
    offers "$shell" "ganscope toy --panels " on off
    offers "$shell" "ganscope train --arch " dcgan mlp
    offers "$shell" "ganscope oracle " train evaluate judge
    offers "$shell" "ganscope oracle train --data " mnist fashion-mnist
    offers "$shell" "ganscope tour mnist-de" mnist-dense
    offers "$shell" "ganscope info n" '!notes.md'
    offers "$shell" "ganscope tour faces.pt --path " circle '!faces.pt'
    offers "$shell" "ganscope --config " run.toml '!points.csv'
  done
  # After a colon each shell names the match in its own way.
  have bash "paths after a colon" && offers bash "ganscope --data file:po" points.csv '!notes.md'
  have fish "paths after a colon" && offers fish "ganscope --data file:po" file:points.csv
  have zsh "paths after a colon" && offers zsh "ganscope --data file:po" points.csv '!notes.md'
  have bash "folders after a colon" && offers bash "ganscope train --data folder:" photos runs '!points.csv'
  have fish "folders after a colon" && offers fish "ganscope train --data folder:ph" folder:photos/
  have bash "folders" && offers bash "ganscope train --out r" runs '!run.toml'
  cd ..
}
