import { el } from './el';
import { en, type Texts } from './en';
import { fr } from './fr';
import type { Language } from './languages';

export const CATALOGUES: Record<Language, Texts> = { en, fr, el };
