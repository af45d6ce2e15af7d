export { LANGUAGE_NAMES, LANGUAGES, type Language } from '@frontdesk/desk/languages';
