export { Blank } from '@frontdesk/kit/blank';
