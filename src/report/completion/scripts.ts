export interface CommandWords {
  readonly name: string;
  readonly description: string;
  /** What may stand first after the command; where there is none, files do. */
  readonly words: readonly string[];
  readonly options: readonly {
    readonly long: string;
    readonly short: string | undefined;
    readonly takesValue: boolean;
    readonly choices: readonly string[];
    readonly description: string;
  }[];
}

/** Completion scripts by shell; a script is complete in itself and asks nobody at completion time. */
export const completionScripts: Readonly<
  Record<string, (commands: readonly CommandWords[]) => string>
> = { bash, zsh, fish };

const longs = ({ options }: CommandWords): string => options.map((one) => one.long).join(" ");

/** Values of the options that have a closed list of them. */
const choiceCases = (commands: readonly CommandWords[]): string => {
  const all = commands.flatMap((one) => one.options).filter((one) => one.choices.length > 0);
  const byName = new Map(all.map((one) => [one.long, one.choices.join(" ")]));
  return [...byName]
    .map(
      ([long, values]) =>
        `    ${long}) COMPREPLY=($(compgen -W "${values}" -- "$current")); return ;;\n`,
    )
    .join("");
};

function bash(commands: readonly CommandWords[]): string {
  const names = commands.map((one) => one.name).join(" ");
  const cases = commands
    .map((one) => `    ${one.name}) options="${longs(one)}"; words="${one.words.join(" ")}" ;;\n`)
    .join("");
  return `# bash completion of moat. Load it with: source <(moat completion bash)
_moat() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  local command="\${COMP_WORDS[1]}" options="" words=""
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "${names} --help --version" -- "$current"))
    return
  fi
  case "$before" in
${choiceCases(commands)}  esac
  case "$command" in
${cases}  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options --help" -- "$current"))
  elif [[ $COMP_CWORD -eq 2 && -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}
complete -o default -F _moat moat
`;
}

/** Zsh reads descriptions in its own syntax: quotes and brackets would end them. */
const plain = (text: string): string =>
  text
    .replace(/['[\]:\\]/g, " ")
    .replace(/\s+/g, " ")
    .trim();

function zsh(commands: readonly CommandWords[]): string {
  const names = commands.map((one) => `    '${one.name}:${plain(one.description)}'\n`).join("");
  const cases = commands
    .map((one) => {
      const options = one.options.map((option) => `'${zshOption(option)}'`).join(" ");
      const words = one.words.length > 0 ? ` '1:word:(${one.words.join(" ")})'` : "";
      return `    ${one.name}) _arguments ${options}${words} '*:file:_files' ;;\n`;
    })
    .join("");
  return `#compdef moat
# zsh completion of moat. Load it with: source <(moat completion zsh)
_moat() {
  local -a commands
  commands=(
${names}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases}  esac
}
compdef _moat moat
`;
}

function zshOption({
  long,
  takesValue,
  choices,
  description,
}: CommandWords["options"][number]): string {
  const value =
    choices.length > 0 ? `:value:(${choices.join(" ")})` : takesValue ? ":value:_files" : "";
  return `*${long}[${plain(description)}]${value}`;
}

const quoted = (text: string): string =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

function fish(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap((one) => [
    `complete -c moat -n __fish_use_subcommand -f -a ${one.name} -d ${quoted(one.description)}`,
    ...one.words.map(
      (word) => `complete -c moat -n '__fish_seen_subcommand_from ${one.name}' -f -a ${word}`,
    ),
    ...one.options.map((option) => fishOption(one.name, option)),
  ]);
  return `# fish completion of moat. Load it with: moat completion fish | source\n${lines.join("\n")}\n`;
}

function fishOption(command: string, option: CommandWords["options"][number]): string {
  const { long, short, takesValue, choices, description } = option;
  return [
    `complete -c moat -n '__fish_seen_subcommand_from ${command}' -l ${long.slice(2)}`,
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    ...(choices.length > 0 ? [`-x -a ${quoted(choices.join(" "))}`] : takesValue ? ["-r"] : []),
    `-d ${quoted(description)}`,
  ].join(" ");
}
