import type { Language } from '@frontdesk/desk/languages';
import { el } from './el';
import { en, type Texts } from './en';
import { fr } from './fr';

export const CATALOGUES: Record<Language, Texts> = { en, fr, el };
