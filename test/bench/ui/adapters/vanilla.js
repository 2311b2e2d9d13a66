// The smallest thing that could be called a tour: what everything else is compared with.
let box;
let steps;
let at = 0;
const place = () => {
  const t = document.querySelector(steps[at].target).getBoundingClientRect();
  box.style.left = `${Math.max(8, t.left + t.width / 2 - 160)}px`;
  box.style.top = `${t.bottom + 12}px`;
};
let asked = false;
const onScroll = () => {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      place();
    });
  }
};
const fill = () => {
  box.querySelector('h2').textContent = steps[at].title;
  box.querySelector('p').textContent = steps[at].text;
  place();
};
export const start = (list) => {
  steps = list;
  at = 0;
  box = document.createElement('div');
  box.className = 'vp';
  Object.assign(box.style, {
    position: 'fixed',
    width: '320px',
    padding: '16px',
    background: '#fff',
    borderRadius: '8px',
    boxShadow: '0 8px 30px #0003',
    zIndex: 9999,
  });
  box.append(
    document.createElement('h2'),
    document.createElement('p'),
    Object.assign(document.createElement('button'), { textContent: 'Next', onclick: () => next() }),
  );
  document.body.append(box);
  fill();
  addEventListener('scroll', onScroll, { capture: true, passive: true });
};
export const popover = () => document.querySelector('.vp');
export const next = () => {
  at++;
  fill();
};
export const stop = () => {
  removeEventListener('scroll', onScroll, { capture: true });
  box.remove();
};
