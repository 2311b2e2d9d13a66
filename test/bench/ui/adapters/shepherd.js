import Shepherd from 'shepherd.js';
import 'shepherd.js/dist/css/shepherd.css';

let tour;
export const start = (steps) => {
  tour = new Shepherd.Tour({ useModalOverlay: true, defaultStepOptions: { cancelIcon: { enabled: true } } });
  for (const { target, title, text } of steps)
    tour.addStep({ title, text, attachTo: { element: target, on: 'bottom' }, buttons: [{ text: 'Next', action: tour.next }] });
  void tour.start();
};
export const popover = () => [...document.querySelectorAll('.shepherd-element')].find((e) => !e.hidden && e.checkVisibility());
export const next = () => tour.next();
export const stop = () => tour.cancel();
