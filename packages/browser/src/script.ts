import { begin } from './script-tag';

begin(window);
