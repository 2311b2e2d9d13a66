import { both, isRecord, type Rule } from './rule';

/** Conditions that name something by `id`, and where it is declared. */
const KINDS: Record<string, string[]> = {
  milestone: ['milestones'],
  segment: ['segments'],
  checklist: ['checklists'],
  content: ['content'],
  flow: ['flows'],
  video: ['videos'],
  mail: ['mails'],
  survey: ['content', 'videos'],
};
/** Fields elsewhere that name something, by the section around them ("" anywhere). */
const FIELDS: readonly [around: string, key: string, section: string][] = [
  ['milestones', 'requires', 'milestones'],
  ['content', 'goal', 'milestones'],
  ['content', 'checklist', 'checklists'],
  ['content', 'checklists', 'checklists'],
  ['content', 'videos', 'videos'],
  ['content', 'video', 'videos'],
  ['checklists', 'start', 'content'],
  ['flows', 'content', 'content'],
  ['flows', 'mail', 'mails'],
  ['flows', 'segment', 'segments'],
  ['', 'play', 'videos'],
  ['videos', 'next', 'videos'],
];

export const danglingId: Rule = {
  code: 'lint.dangling-id',
  severity: 'error',
  title: { en: 'An id that nothing has', ja: '存在しないid' },
  example: { shirube: 1, segments: [{ id: 'new', when: { kind: 'milestone', id: 'first-login' } }] },
  texts: ({ id, section, known }) =>
    both(
      {
        what: `Nothing under "${section}" has the id "${id}".`,
        why: 'It was renamed or removed, or it is a typing error. The condition would be unknown for ever.',
        next: known
          ? `Use one of: ${known}; or declare "${id}".`
          : `There is nothing under "${section}" yet: declare "${id}" there, or take this reference out.`,
      },
      {
        what: `「${section}」に id「${id}」がありません。`,
        why: '名前の変更・削除・打ち間違いです。この条件はずっと不明のままになります。',
        next: known
          ? `次のどれかにするか、「${id}」を定義してください:${known}`
          : `「${section}」にはまだ何もありません。そこに「${id}」を定義するか、この参照を取り除いてください。`,
      },
    ),
  check({ config, conditions, nodes }, report) {
    const idsOf = (section: string): string[] => {
      const list = config[section];
      return Array.isArray(list) ? list.flatMap((item: unknown) => (isRecord(item) ? [String(item.id)] : [])) : [];
    };
    const ask = (id: unknown, sections: string[], path: readonly (string | number)[]) => {
      const known = sections.flatMap(idsOf);
      if (typeof id === 'string' && !known.includes(id)) report(path, { id, section: sections[0], known: known.join(', ') });
    };
    for (const { condition, path } of conditions)
      if (condition.kind in KINDS && 'id' in condition) ask(condition.id, KINDS[condition.kind] ?? [], [...path, 'id']);
    for (const { value, path, key } of nodes) {
      for (const [around, field, section] of FIELDS) {
        if (key !== field || (around && around !== path[0]) || path.length < 3) continue;
        for (const [i, id] of [value].flat().entries()) ask(id, [section], Array.isArray(value) ? [...path, i] : path);
      }
      if (key === 'start' && path.includes('do')) ask(value, ['content'], path);
    }
    for (const [f, flow] of (config.flows ?? []).entries()) {
      const steps = flow.steps.map((s) => s.id);
      for (const node of nodes) {
        const { path, key, value } = node;
        if (
          path[0] !== 'flows' ||
          path[1] !== f ||
          path[2] !== 'steps' ||
          !['next', 'to', 'else', 'timeout'].includes(key) ||
          value === 'exit'
        )
          continue;
        if (typeof value === 'string' && !steps.includes(value))
          report(path, { id: value, section: `flows[${f}].steps`, known: steps.join(', ') });
      }
    }
    for (const [c, content] of (config.content ?? []).entries()) {
      if (content.kind !== 'tour' && content.kind !== 'survey') continue;
      const [list, parts, words] =
        content.kind === 'tour' ? ['steps', content.steps, ['next', 'to', 'go']] : ['questions', content.questions, ['to']];
      const known = parts.map(({ id }) => id);
      for (const { path, key, value } of nodes) {
        if (path[0] !== 'content' || path[1] !== c || path[2] !== list || !words.includes(key) || (list === 'questions' && value === 'end'))
          continue;
        if (typeof value === 'string' && !known.includes(value))
          report(path, { id: value, section: `content[${c}].${list}`, known: known.join(', ') });
      }
    }
  },
};
