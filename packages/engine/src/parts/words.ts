/** Generated from the parts by parts.test.ts (`vitest -u`): what a configuration contains, as JSON, when it needs a part. */
export const words = {
  flows: '"kind":"(?:checklist|flow|mail|segment)"|"(?:checklists|segments|flows)":',
  media: '"kind":"(?:survey|video)"|"(?:videos)":',
  rare: '"kind":"(?:device|element|exitIntent|form|inactivity|locale|sample|scroll|sequence|time|urlRegex)"|"(?:schedule|after|ago|before|endsWith|semver|startsWith)":',
  texts: '{{',
} as const;
export type PartName = keyof typeof words;
