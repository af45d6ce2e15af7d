export { errorText, failureText } from '@frontdesk/desk/failures';
