"""The script that a shell loads to complete `goldenthread`: its commands and, for each, its options and the words it accepts.

Files and ids are left to the shell. The script is made from the table of commands, so that none is forgotten; argcomplete would
start the program at each key press.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

SHELLS = ("bash", "zsh", "fish")
BASH = """\
_goldenthread() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" command="" one
    for one in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case "$one" in {names}) command="$one"; break;; esac
    done
    case "$command" in
{cases}
        *) COMPREPLY=($(compgen -W "{every}" -- "$word"));;
    esac
}}
complete -o default -F _goldenthread goldenthread"""
TOP = ("--help", "--quiet", "--root", "--verbose", "--version")


def completion_script(shell: str, words: Mapping[str, Sequence[str]], help_of: Mapping[str, str]) -> list[str]:
    """The lines for one of `SHELLS`; `words` are those that may follow each command, `help_of` its purpose."""
    if shell == "fish":
        return [
            "# goldenthread completion fish > ~/.config/fish/completions/goldenthread.fish",
            *(f"complete -c goldenthread -n __fish_use_subcommand -f -a {name} -d '{_quoted(help_of[name])}'" for name in words),
            *(_fish_word(name, word) for name, of_command in words.items() for word in of_command)]
    cases = "\n".join(f'        {name}) COMPREPLY=($(compgen -W "{" ".join(of_command)}" -- "$word"));;'
                      for name, of_command in words.items())
    script = BASH.format(names="|".join(words), cases=cases, every=" ".join([*words, *TOP]))
    if shell == "zsh":
        return ['# eval "$(goldenthread completion zsh)"', "autoload -U +X bashcompinit && bashcompinit", *script.split("\n")]
    return ['# eval "$(goldenthread completion bash)"', *script.split("\n")]


def _fish_word(command: str, word: str) -> str:
    after = f"complete -c goldenthread -n '__fish_seen_subcommand_from {command}'"
    return f"{after} -l {word[2:]}" if word.startswith("--") else f"{after} -a {word}"


def _quoted(text: str) -> str:
    return re.sub(r"(['\\])", r"\\\1", text)
