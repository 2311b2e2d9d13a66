/** `shirube doctor <address|folder>`: is the script tag right, and does everything that it needs answer? */
import type { Command } from '../context';
import { examine, type Finding, type Loaded, type Surroundings } from '../doctor/doctor';
import { findings } from '../doctor/say';
import { Failure, type Io } from '../io';
import { clean } from '../source/clean';

export interface DoctorOptions {
  format: 'pretty' | 'json';
}

async function byHttp(io: Io, url: URL): Promise<Loaded> {
  try {
    const response = await io.fetch(url.href);
    const policy = response.headers.get('content-security-policy');
    return {
      status: response.status,
      text: await response.text(),
      type: response.headers.get('content-type') ?? '',
      ...(policy && { policy }),
    };
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error && 'code' in error.cause
        ? String(error.cause.code)
        : error instanceof Error
          ? error.name
          : 'failed';
    return { status: 0, text: '', type: '', reason: cause };
  }
}

async function byFile(io: Io, folder: string, url: URL): Promise<Loaded> {
  try {
    return { status: 200, text: new TextDecoder().decode(await io.readFile(`${folder}${decodeURIComponent(url.pathname)}`)), type: '' };
  } catch (error) {
    return { status: 0, text: '', type: '', reason: error instanceof Failure && error.code === 'file.missing' ? '404' : 'unreadable' };
  }
}

export const doctor: Command<DoctorOptions> = async ({ io, lang, style }, [where = '.'], { format }) => {
  const pages: { name: string; findings: Finding[] }[] = [];
  if (/^https?:\/\//.test(where)) {
    const page = new URL(where);
    const around: Surroundings = { page, load: (url) => byHttp(io, url), live: true, lang };
    const first = await byHttp(io, page);
    if (!first.status) throw new Failure('fetch.failed', { url: page.href, reason: first.reason });
    pages.push({ name: page.href, findings: await examine(first, page.href, around) });
  } else {
    const folder = where.replace(/\/$/, '') || '.';
    const files = (await io.list(folder)).filter((file) => /\.html?$/.test(file)).sort();
    if (!files.length) throw new Failure('file.missing', { file: `${folder}/*.html` });
    for (const file of files) {
      const page = new URL(`http://files.invalid/${encodeURIComponent(file)}`);
      const around: Surroundings = { page, load: (url) => byFile(io, folder, url), live: false, lang };
      pages.push({ name: `${folder}/${file}`, findings: await examine(await byFile(io, folder, page), `${folder}/${file}`, around) });
    }
  }
  const text = ({ code, args }: Finding): string => clean(findings[code]?.[lang](args) ?? code);
  if (format === 'json')
    io.out(
      `${JSON.stringify(
        pages.map((p) => ({ page: p.name, findings: p.findings.map((f) => ({ ...f, text: text(f) })) })),
        null,
        2,
      )}\n`,
    );
  else
    for (const { name, findings: list } of pages) {
      io.out(
        `${style.bold(clean(name))}\n${list.map((f) => `  ${f.mark === 'ok' ? style.green('✔') : f.mark === 'warn' ? style.yellow('!') : style.red('✖')} ${text(f)}\n`).join('')}\n`,
      );
    }
  return pages.some((p) => p.findings.some((f) => f.mark === 'bad')) ? 1 : 0;
};
