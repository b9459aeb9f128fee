/** What `idc-doctor completion <shell>` prints: short scripts that ask `idc-doctor __complete` whenever Tab is pressed. */
import type { Shell } from "./completing.ts";

const BASH = `# bash completion for idc-doctor. In ~/.bashrc: source <(idc-doctor completion bash)
_idc_doctor() {
  local kind='' line
  COMPREPLY=()
  while IFS= read -r line; do
    if [ -z "$kind" ]; then kind=$line; else COMPREPLY+=("\${line%%$'\\t'*}"); fi
  done < <(idc-doctor __complete bash "\${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null </dev/null)
  if [ "$kind" = files ]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2")
  fi
}
complete -F _idc_doctor idc-doctor
`;

const ZSH = `#compdef idc-doctor
# zsh completion for idc-doctor. In ~/.zshrc, after compinit: source <(idc-doctor completion zsh)
_idc_doctor() {
  local -a lines words_offered unmatched
  local line
  lines=("\${(@f)$(idc-doctor __complete zsh "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null </dev/null)}")
  for line in "\${(@)lines[2,-1]}"; do
    [[ -n $line ]] || continue
    words_offered+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
    [[ $line == "\${(Q)PREFIX}"* ]] || unmatched=(-U)
  done
  (( $#words_offered )) && _describe -t idc-doctor 'idc-doctor' words_offered $unmatched
  # Names in several spellings have no beginning in common that could stand for what is typed.
  (( $#unmatched && $#words_offered > 1 )) && compstate[insert]='' compstate[list]='list force'
  if [[ $lines[1] == files ]]; then
    compset -P '--[^=]##='
    _files
  fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _idc_doctor "$@"; else compdef _idc_doctor idc-doctor; fi
`;

const FISH = `# fish completion for idc-doctor. In ~/.config/fish/config.fish: idc-doctor completion fish | source
function __idc_doctor_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l word $typed
    for quote in '' "'" '"'
        set -l plain (string unescape -- "$typed$quote" 2>/dev/null); and set word "$plain"; and break
    end
    set -l lines (idc-doctor __complete fish $words[2..-1] "$word" 2>/dev/null </dev/null)
    string join \\n -- $lines[2..-1]
    if test "$lines[1]" = files
        set -l flag (string match -r -- '^--[^=]+=' "$word")
        for path in (__fish_complete_path (string replace -r -- '^--[^=]+=' '' "$word"))
            echo "$flag$path"
        end
    end
end
complete -c idc-doctor -f -a '(__idc_doctor_complete)'
`;

/** The script of each shell. */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
