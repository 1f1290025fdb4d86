# zsh zsh_offers.zsh FOLDER LINE DUMP: what zsh offers for LINE with FOLDER on its fpath, one a line. It completes only
# on a terminal, so an inner shell gets one and prints every match that is added. DUMP is compinit's, made when missing.
zmodload zsh/zpty
inner=$(mktemp)
cat >$inner <<'INNER'
PROMPT= PS2= LISTMAX=10000
unsetopt zle_bracketed_paste 2>/dev/null
autoload -Uz compinit
fpath=($FOLDER $fpath)
compinit -u -d $DUMP
zstyle ':completion:*' list-grouped false
compadd() {
  # With one of these the caller wants an array, not matches.
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
    builtin compadd "$@"
    return
  fi
  local -a hits
  local match
  builtin compadd -A hits "$@"
  for match in $hits; do print -r -- "<<$match"; done
  builtin compadd "$@"
}
offered() { print END; exit }
comppostfuncs=(offered)
bindkey '^I' complete-word
print READY
INNER
export FOLDER=$1 DUMP=$3
zpty offers zsh -f -i
zpty -w offers "source $inner"
zpty -r -m offers text '*READY*'
zpty -w -n offers "$2"$'\t'
zpty -r -m offers text '*END*'
zpty -d offers
rm -f $inner
print -r -- "$text" | tr -d '\r' | sed -n 's/^.*<<//p' | sort -u
