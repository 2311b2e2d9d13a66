/** The command line: words, options and exit codes. What a command does is in commands/, loaded when it is called. */
import { Command, CommanderError, Option } from 'commander';
import { nearest } from './check/near';
import type { Context } from './context';
import { styleOf } from './format/style';
import { helps } from './help';
import { Failure, type ExitCode, type Io } from './io';
import { langOf } from './lang';
import { say } from './say/say';

/** Filled in by the build; the tests run the sources. */
declare const SHIRUBE_VERSION: string | undefined;
const version = typeof SHIRUBE_VERSION === 'string' ? SHIRUBE_VERSION : '0.0.0';

/** Runs one command line (without "node" and the file) and resolves to its exit code. Never throws. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  const at = argv.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const lang = langOf(at < 0 ? undefined : argv[at]?.includes('=') ? argv[at]?.slice(7) : argv[at + 1], io.env);
  const context: Context = { io, lang, style: styleOf(io.color), version };
  let exit: ExitCode = 0;
  const program = build(context, (code) => (exit = code));
  try {
    // A language alone asks for nothing yet.
    const nothing = argv.length === 0 || (at === 0 && argv.length === (argv[0]?.includes('=') ? 1 : 2));
    await program.parseAsync(nothing ? [...argv, '--help'] : [...argv], { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) {
      const failure = usage(error, program, argv);
      return failure ? tell(context, failure) : 0;
    }
    return tell(
      context,
      error instanceof Failure
        ? error
        : new Failure('internal', { message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }),
    );
  }
}

function tell({ io, lang, style }: Context, { code, args, exit }: Failure): ExitCode {
  const { what, why, next } = say(lang, code, args);
  io.err(`${style.red('✖')} ${style.bold(what)}\n${why ? `  ${why}\n` : ''}${next ? `  ${style.green(next)}\n` : ''}`);
  return exit;
}

/** What commander found wrong with the command line, in our words; undefined for help and version. */
function usage({ code, message }: CommanderError, program: Command, argv: readonly string[]): Failure | undefined {
  const quoted = /'([^']*)'/.exec(message)?.[1] ?? '';
  const command = program.commands.find((c) => argv.includes(c.name()));
  const names = program.commands.map((c) => c.name());
  const where = command ? { command: command.name() } : {};
  switch (code) {
    case 'commander.help':
    case 'commander.helpDisplayed':
    case 'commander.version':
      return undefined;
    case 'commander.unknownCommand':
      return new Failure('usage.command', { have: quoted, near: nearest(quoted, names) });
    case 'commander.unknownOption':
      return new Failure('usage.option', {
        have: quoted,
        near: nearest(
          quoted,
          (command ?? program).options.flatMap((o) => o.long ?? []),
        ),
        ...where,
      });
    case 'commander.missingArgument':
    case 'commander.optionMissingArgument':
    case 'commander.missingMandatoryOptionValue':
      return new Failure('usage.missing', { have: quoted, ...where });
    case 'commander.excessArguments':
      return new Failure('usage.excess', where);
    case 'commander.invalidArgument': {
      const option = command?.options.find((o) => message.includes(o.long ?? '\0'));
      const have = /argument '([^']*)' is invalid/.exec(message)?.[1] ?? '';
      return new Failure('usage.value', {
        option: option?.long ?? quoted,
        have,
        values: option?.argChoices,
        near: nearest(have, option?.argChoices ?? []),
      });
    }
    default:
      return new Failure('usage.missing', { have: message });
  }
}

function build(context: Context, done: (exit: ExitCode) => void): Command {
  const { io, lang } = context;
  const text = helps[lang];
  const program = new Command('shirube');
  const choice = (flags: string, values: readonly string[], fallback: string, description: string) =>
    new Option(flags, description).choices([...values]).default(fallback);
  const format = (...values: string[]) => choice('--format <format>', values, values[0] ?? '', text.options.format);
  const add = (usageText: string, key: keyof typeof text.commands) =>
    program
      .command(usageText)
      .description(text.commands[key])
      .addOption(new Option('--lang <lang>', text.options.lang).choices(['en', 'ja']));
  program
    .description(text.program)
    .version(version, '-V, --version', text.options.version)
    .helpOption('-h, --help', text.options.help)
    .helpCommand(false)
    .addOption(new Option('--lang <lang>', text.options.lang).choices(['en', 'ja']))
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: () => undefined })
    .configureHelp({
      showGlobalOptions: false,
      styleTitle: (title) => context.style.bold(text.titles[title as keyof typeof text.titles] ?? title),
    })
    .addHelpText('after', `\n${text.after}\n`);

  add('init [folder]', 'init')
    .option('--force', text.options.force)
    .option('--script <address>', text.options.script)
    .option('--endpoint <address>', text.options.endpoint)
    .action(async (folder: string | undefined, options) =>
      done(await (await import('./commands/init')).init(context, [folder ?? '.'], options)),
    );
  add('validate <files...>', 'validate')
    .addOption(format('pretty', 'json', 'sarif'))
    .option('--strict', text.options.strict)
    .action(async (files: string[], options) => done(await (await import('./commands/validate')).validate(context, files, options)));
  add('simulate <config> [events]', 'simulate')
    .option('--until <time>', text.options.until)
    .option('--user <id>', text.options.user)
    .addOption(choice('--react <how>', ['finish', 'close', 'ignore'], 'finish', text.options.react))
    .option('--all', text.options.all)
    .addOption(format('pretty', 'json'))
    .action(async (config: string, events: string | undefined, options) =>
      done(await (await import('./commands/simulate')).simulate(context, [config, events ?? '-'], options)),
    );
  add('explain <config> [events]', 'explain')
    .requiredOption('--content <id>', text.options.content)
    .option('--user <id>', text.options.user)
    .option('--at <time>', text.options.at)
    .addOption(choice('--react <how>', ['finish', 'close', 'ignore'], 'finish', text.options.react))
    .addOption(format('pretty', 'json'))
    .action(async (config: string, events: string | undefined, options) =>
      done(await (await import('./commands/explain')).explainCommand(context, [config, events ?? '-'], options)),
    );
  add('replay <recording>', 'replay')
    .addOption(format('pretty', 'json'))
    .action(async (file: string, options) => done(await (await import('./commands/replay')).replay(context, [file], options)));
  add('diff <old> <new> [events]', 'diff')
    .option('--until <time>', text.options.until)
    .addOption(choice('--react <how>', ['finish', 'close', 'ignore'], 'finish', text.options.react))
    .addOption(format('markdown', 'json'))
    .action(async (before: string, after: string, events: string | undefined, options) =>
      done(await (await import('./commands/diff')).diff(context, [before, after, events ?? '-'], options)),
    );
  add('types <config>', 'types')
    .option('-o, --output <file>', text.options.output)
    .action(async (config: string, options) => done(await (await import('./commands/types')).types(context, [config], options)));
  add('disclose <config>', 'disclose')
    .option('--script <address>', text.options.script)
    .option('--endpoint <address>', text.options.endpoint)
    .addOption(format('markdown', 'json'))
    .action(async (config: string, options) => done(await (await import('./commands/disclose')).disclose(context, [config], options)));
  add('doctor <page>', 'doctor')
    .addOption(format('pretty', 'json'))
    .action(async (page: string, options) => done(await (await import('./commands/doctor')).doctor(context, [page], options)));
  add('new <what> <name>', 'new').action(async (what: string, name: string) =>
    done(await (await import('./commands/new')).scaffold(context, [what, name], {})),
  );
  return program;
}
