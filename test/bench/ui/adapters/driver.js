import { driver } from 'driver.js';
import 'driver.js/dist/driver.css';

let tour;
export const start = (steps, animate = true) => {
  tour = driver({
    animate,
    smoothScroll: false,
    steps: steps.map(({ target, title, text }) => ({ element: target, popover: { title, description: text } })),
  });
  tour.drive();
};
export const popover = () => document.querySelector('.driver-popover');
export const next = () => tour.moveNext();
export const stop = () => tour.destroy();
