/** SARIF 2.1.0, for code-scanning pages and editors. Format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
import type { Checked } from '../check/check';
import type { Lang } from '../lang';
import { pathText } from '../problem';
import { say } from '../say/say';

const level = { error: 'error', warning: 'warning', info: 'note' } as const;

export function sarifChecked({ source, problems }: Checked, lang: Lang, version: string): string {
  const ids = [...new Set(problems.map((p) => p.code))];
  const results = problems.map(({ code, severity, file, path, range, args }) => {
    const { what, why, next } = say(lang, code, args);
    return {
      ruleId: code,
      ruleIndex: ids.indexOf(code),
      level: level[severity],
      message: { text: [what, why, next].filter(Boolean).join(' ') },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: encodeURI(file.replaceAll('\\', '/')) },
            ...(range && {
              region: {
                startLine: range.start.line,
                startColumn: range.start.column,
                endLine: range.end.line,
                endColumn: range.end.column,
              },
            }),
          },
          ...(path.length && { logicalLocations: [{ fullyQualifiedName: pathText(path) }] }),
        },
      ],
    };
  });
  const rules = ids.map((id) => ({ id, help: { text: `docs/reference/errors.md#${id.replaceAll('.', '')}` } }));
  return `${JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'shirube', version, rules } },
          columnKind: 'utf16CodeUnits',
          artifacts: [{ location: { uri: encodeURI(source.file.replaceAll('\\', '/')) } }],
          results,
        },
      ],
    },
    null,
    2,
  )}\n`;
}
