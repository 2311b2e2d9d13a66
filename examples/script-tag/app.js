// Calls that come before the script has arrived wait in q.
window.shirube ??= { q: [] };
const shirube = (name, ...args) => (window.shirube.q ? window.shirube.q.push([name, ...args]) : window.shirube[name](...args));

const user = sessionStorage.getItem('user');
if (user) shirube('identify', user, { plan: 'starter' });

document.querySelector('#sign-in')?.addEventListener('click', () => {
  sessionStorage.setItem('user', 'anna');
  shirube('identify', 'anna', { plan: 'starter' }, { login: true });
});
document.querySelector('#note')?.addEventListener('submit', (event) => {
  event.preventDefault();
  shirube('track', 'note_saved');
});
