export { dayKey, type Formats, formatsOf } from '@frontdesk/desk/formats';
