import introJs from 'intro.js';
import 'intro.js/introjs.css';

let tour;
export const start = (steps, animate = true) => {
  tour = introJs.tour().setOptions({
    animate,
    steps: steps.map(({ target, title, text }) => ({ element: document.querySelector(target), title, intro: text })),
  });
  void tour.start();
};
export const popover = () => document.querySelector('.introjs-tooltip');
export const next = () => tour.nextStep();
export const stop = () => tour.exit(true);
