/** Elements by their text, or by role and accessible name: the useful part of accname 1.2 for finding, not for judging. */

/** Not of a part of the page, but of all of it. */
const whole = (tag: string) => `${tag}:not(:is(article,aside,main,nav,section) ${tag})`;
const TEXT = 'input:is(:not([type]),[type=text],[type=email],[type=tel],[type=url])';
/** As HTML-AAM has it; what it leaves open (`<summary>`, passwords) as people see it. */
const NATIVE: Record<string, string> = {
  article: 'article',
  banner: whole('header'),
  blockquote: 'blockquote',
  button: 'button,summary,input:is([type=button],[type=submit],[type=reset],[type=image])',
  caption: 'caption',
  cell: 'td',
  checkbox: 'input[type=checkbox]',
  code: 'code',
  columnheader: 'th:not([scope=row],[scope=rowgroup])',
  combobox: `select:not([multiple],[size]:not([size="1"])),${TEXT}[list],input[type=search][list]`,
  complementary: 'aside',
  contentinfo: whole('footer'),
  definition: 'dd',
  dialog: 'dialog',
  figure: 'figure',
  form: 'form',
  group: 'fieldset,details,optgroup,address,hgroup',
  heading: 'h1,h2,h3,h4,h5,h6',
  img: 'img:not([alt=""])',
  link: 'a[href],area[href]',
  list: 'ul,ol,menu',
  listbox: 'select:is([multiple],[size]:not([size="1"])),datalist',
  listitem: 'li',
  main: 'main',
  meter: 'meter',
  navigation: 'nav',
  option: 'option',
  paragraph: 'p',
  progressbar: 'progress',
  radio: 'input[type=radio]',
  region: 'section:is([aria-label],[aria-labelledby],[title])',
  row: 'tr',
  rowgroup: 'tbody,thead,tfoot',
  rowheader: 'th:is([scope=row],[scope=rowgroup])',
  search: 'search',
  searchbox: 'input[type=search]:not([list])',
  separator: 'hr',
  slider: 'input[type=range]',
  spinbutton: 'input[type=number]',
  status: 'output',
  table: 'table',
  term: 'dfn,dt',
  textbox: `textarea,${TEXT}:not([list]),input[type=password]`,
  time: 'time',
};
export const roleSelector = (role: string): string => {
  const native = Object.hasOwn(NATIVE, role) ? NATIVE[role] : '';
  const explicit = `[role~="${role.replace(/["\\]/g, '')}"]`;
  return native ? `${explicit},:is(${native}):not([role])` : explicit;
};

const squeeze = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();
/** For comparing: people see no white space of the source, and the case that a style sheet makes of it. */
const plain = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, '').toLowerCase();

/** What is in it as assistive technology has it: without what is hidden from it, with the words of pictures, without what fields hold. */
const spoken = (node: Node): string =>
  node.nodeType === 3
    ? (node.nodeValue ?? '')
    : node.nodeType !== 1 || (node as Element).matches('[aria-hidden=true],select,textarea,script,style')
      ? ''
      : ((node as Element).getAttribute('aria-label') ??
        (node as Element).getAttribute('alt') ??
        Array.from(node.childNodes, spoken).join(''));
const inside = (element: Element) => squeeze(Array.from(element.childNodes, spoken).join(''));

/** aria-labelledby, aria-label, <label>, <legend> and its like, own text or alt, title, placeholder. */
function nameOf(element: Element): string {
  const root = element.getRootNode() as Document | ShadowRoot;
  const by = element
    .getAttribute('aria-labelledby')
    ?.split(/\s+/)
    .map((id) => squeeze(root.getElementById?.(id)?.textContent))
    .join(' ');
  const labels = 'labels' in element ? Array.from((element as HTMLInputElement).labels ?? [], inside).join(' ') : '';
  const head = element.querySelector(':scope>:is(legend,caption,figcaption,summary)');
  const value = /^(button|submit|reset)$/.test(element.getAttribute('type') ?? '') ? element.getAttribute('value') : '';
  return (
    squeeze(by) ||
    squeeze(element.getAttribute('aria-label')) ||
    labels ||
    (head && inside(head)) ||
    squeeze(element.matches('optgroup') ? element.getAttribute('label') : '') ||
    inside(element) ||
    squeeze(element.getAttribute('alt')) ||
    squeeze(value) ||
    squeeze(element.getAttribute('title')) ||
    squeeze(element.getAttribute('placeholder'))
  );
}

export const isNamed = (element: Element, name: string): boolean => plain(nameOf(element)) === plain(name);
export const isText = (element: Element, text: string): boolean => plain(element.textContent) === plain(text);

/** The innermost elements whose whole text is this. */
export function byText(root: ParentNode & Node, text: string): Element[] {
  const wanted = plain(text);
  // Cheap, and never more than once over a text that has not a word of it.
  const first = squeeze(text).split(' ', 1)[0]?.toLowerCase() ?? '';
  const found: Element[] = [];
  const walk = (at: ParentNode) => {
    for (const child of Array.from(at.children)) {
      if (child.localName === 'script' || child.localName === 'style' || child.localName === 'shirube-root') continue;
      if (child.textContent?.toLowerCase().includes(first)) {
        const before = found.length;
        walk(child);
        if (found.length === before && plain(child.textContent) === wanted) found.push(child);
      }
      if (child.shadowRoot) walk(child.shadowRoot);
    }
  };
  if (wanted) walk(root);
  return found.length
    ? found
    : Array.from(root.querySelectorAll('input:is([type=submit],[type=button],[type=reset])')).filter(
        (element) => plain(element.getAttribute('value')) === wanted,
      );
}
