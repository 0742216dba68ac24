/**
 * `import`: lists as other products write them to list files of a policy, every change shown. Exit 1 where nothing of a
 * list could be read.
 */
import { buffer } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { fail, ok, type Result } from '../../../core/result.ts';
import { keptValues } from '../../../files/import/account.ts';
import { decodeList, ENCODINGS, type Encoding } from '../../../files/import/decode.ts';
import { addList, emptyImport, type Imported } from '../../../files/import/import-list.ts';
import { readBytes } from '../../../files/policy-files.ts';
import { MAX_FILE_BYTES } from '../../../policy/file/text.ts';
import { type CommandResult, EXIT, example, type Finish, failed, jsonLine } from '../../command.ts';
import { confirm } from '../../confirm.ts';
import { type ListFile, listFile, writeList } from '../../import/list-file.ts';
import { type ImportedFile, importJson, KEPT, renderImport, shownValue } from '../../import/render-import.ts';
import { startProgress } from '../../progress.ts';

type Options = {
  readonly domains?: string;
  readonly addresses?: string;
  readonly encoding?: Encoding;
  readonly yes?: boolean;
  readonly json?: boolean;
};

/** Larger lists come in parts: a policy takes no more than a part of this anyway. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument(
      '<files...>',
      'lists of Clerk, GitLab, Keycloak or Auth0, CSV, JSON, one value a line; `-` for standard input',
    )
    .option('--domains <file>', 'where the domains go, one a line, sorted')
    .option('--addresses <file>', 'where the addresses go')
    .addOption(new Option('--encoding <name>', 'how the lists are written, where it cannot be told').choices(ENCODINGS))
    .option('--yes', 'replace files without asking')
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard import blocklist.csv --domains policies/lists/blocked.txt'))
    .action((files: readonly string[], options: Options) => finish(run(files, options)));
}

async function run(files: readonly string[], options: Options): Promise<CommandResult> {
  const { domains, addresses, json } = options;
  if (domains === '-' || addresses === '-') return failed('lists are written to files: `-` is none');
  if (domains !== undefined && domains === addresses) return failed('domains and addresses need a file each');
  const imported = emptyImport(json ? KEPT.json : KEPT.text);
  const read = await readAll(imported, files, options.encoding ?? null);
  if (!read.ok) return failed(read.error);
  const account = renderImport(imported, read.value);
  if (imported.domains.size + imported.addresses.size === 0) return nothingRead(imported, read.value, json);
  const lists = [
    ...(domains === undefined || imported.domains.size === 0 ? [] : [listFile(domains, imported.domains)]),
    ...(addresses === undefined || imported.addresses.size === 0 ? [] : [listFile(addresses, imported.addresses)]),
  ];
  const written = await write(lists, account, options.yes === true);
  if (!written.ok) return failed(written.error);
  if (json) return { exitCode: EXIT.done, output: jsonLine(importJson(imported, files.length > 1)) };
  return { exitCode: EXIT.done, output: `${account}${summary(imported, options)}${lists.map(tooLarge).join('')}` };
}

async function readAll(
  imported: Imported,
  files: readonly string[],
  encoding: Encoding | null,
): Promise<Result<readonly ImportedFile[], string>> {
  const progress = startProgress('lines');
  const understood: ImportedFile[] = [];
  try {
    for (const file of files) {
      const bytes = file === '-' ? ok(await buffer(process.stdin)) : readBytes(file, MAX_BYTES);
      if (!bytes.ok) return fail(`\`${file}\` cannot be read: ${bytes.error}`);
      const text = decodeList(file, bytes.value, encoding);
      if (!text.ok) return text;
      const list = addList(imported, { file, text: text.value }, (line) => progress.at(line, null));
      if ('unreadable' in list) return fail(`\`${file}\` cannot be read: line ${list.line} ${list.unreadable}`);
      understood.push({ file, form: list.form });
    }
  } finally {
    progress.end();
  }
  return ok(understood);
}

/** A list of which nothing is left is an error that names what was seen. */
function nothingRead(imported: Imported, files: readonly ImportedFile[], json: boolean | undefined): CommandResult {
  const [first] = keptValues(imported.leftOut);
  const seen = first === undefined ? 'no values' : `values such as ${shownValue(first.text)}: ${first.why}`;
  const names = files.map(({ file }) => `\`${file}\``).join(', ');
  const complaint = `nothing in ${names} is a domain or an email address; there are ${seen}`;
  const account = json ? jsonLine(importJson(imported, files.length > 1)) : renderImport(imported, files);
  return { exitCode: EXIT.failed, output: account, complaint };
}

/** Asks once for all files that would be replaced; one that would not change is left alone. */
async function write(lists: readonly ListFile[], account: string, yes: boolean): Promise<Result<null, string>> {
  const changing = lists.filter(({ text, standing }) => text !== standing);
  const replaced = changing.filter(({ standing }) => standing !== null);
  const names = replaced.map(({ path }) => `\`${path}\``).join(' and ');
  const agreed = replaced.length === 0 ? ok(null) : await confirm(account, `replace ${names}?`, yes);
  if (!agreed.ok)
    return fail(agreed.error.replace('nothing was changed', `${names} would be replaced; nothing was changed`));
  for (const list of changing) {
    const written = writeList(list);
    if (!written.ok) return written;
  }
  return ok(null);
}

/** What `check` will say of a list that no policy takes. */
function tooLarge({ path, text }: ListFile): string {
  const bytes = Buffer.byteLength(text).toLocaleString('en');
  const most = MAX_FILE_BYTES.toLocaleString('en');
  return Buffer.byteLength(text) <= MAX_FILE_BYTES
    ? ''
    : `\`${path}\` has ${bytes} bytes, and a policy takes lists of ${most} at most: part it, or name fewer\n`;
}

function summary({ domains, addresses }: Imported, options: Options): string {
  return [
    went(domains.size, 'domain', 'domains', options.domains, '--domains'),
    went(addresses.size, 'address', 'addresses', options.addresses, '--addresses'),
  ].join('');
}

function went(count: number, one: string, many: string, path: string | undefined, option: string): string {
  const counted = `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
  if (count === 0) return path === undefined ? '' : `no ${many}: \`${path}\` was not written\n`;
  return path === undefined
    ? `${counted}, written nowhere: name a file with \`${option}\`\n`
    : `${counted} in \`${path}\`\n`;
}
