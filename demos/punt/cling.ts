// Stage one: cling to it. The count is in this process, and goes where the process goes.
import { open } from './shop.js';

let visits = 0;

await open('cling', () => ++visits);
