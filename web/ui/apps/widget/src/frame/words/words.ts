import type { ErrorCode } from '@frontdesk/protocol';
import { el } from './el.ts';
import { en, type Words } from './en.ts';
import { fr } from './fr.ts';

export type { Words };

export const CATALOGUES = { en, fr, el } as const satisfies Record<string, Words>;
export type Language = keyof typeof CATALOGUES;

/** Languages written from the right. */
const FROM_RIGHT = new Set(['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Which way the reader's first language runs. What is said here is in it even where our own words are not. */
export function directionOf(wanted: readonly string[]): 'ltr' | 'rtl' {
  const [language = ''] = (wanted[0] ?? '').toLowerCase().split(/[-_]/);
  return FROM_RIGHT.has(language) ? 'rtl' : 'ltr';
}

/** The first of the reader's locales whose language we speak, and that language; else English. */
export function languageOf(wanted: readonly string[]): { language: Language; locale: string } {
  for (const locale of wanted) {
    const language = locale.toLowerCase().split(/[-_]/)[0];
    if (language === 'en' || language === 'fr' || language === 'el')
      return { language, locale: canonical(locale, language) };
  }
  return { language: 'en', locale: 'en' };
}

/** A page may say `en_GB`, or worse; what formats dates must be a locale. */
function canonical(locale: string, language: Language): string {
  try {
    return Intl.getCanonicalLocales(locale.replace('_', '-'))[0] ?? language;
  } catch {
    return language;
  }
}

type PlainReason = {
  [Key in keyof Words['reasons']]: Words['reasons'][Key] extends string ? Key : never;
}[keyof Words['reasons']];

const REASONS: Record<ErrorCode, PlainReason> = {
  text_empty: 'textEmpty',
  text_too_long: 'textTooLong',
  frame_too_large: 'textTooLong',
  file_too_large: 'fileTooLarge',
  file_type_refused: 'fileType',
  file_empty: 'fileEmpty',
  too_many_files: 'tooMany',
  uploads_off: 'uploadsOff',
  widget_off: 'unknown',
  too_many_requests: 'tooMany',
  busy: 'busy',
  draining: 'busy',
  storage_unavailable: 'busy',
  invalid_field: 'over',
  not_found: 'over',
  session_ended: 'over',
  ticket_closed: 'over',
  malformed_frame: 'unknown',
  unknown_route: 'unknown',
  method_not_allowed: 'unknown',
  not_signed_in: 'unknown',
  wrong_credentials: 'unknown',
  forbidden: 'unknown',
  origin_refused: 'unknown',
  csrf_missing: 'unknown',
  offer_gone: 'unknown',
  not_assigned_to_you: 'unknown',
  already_assigned: 'unknown',
  agent_unavailable: 'unknown',
  confirmation_needed: 'unknown',
  status_not_allowed: 'unknown',
  channel_not_allowed: 'unknown',
  revision_conflict: 'unknown',
  already_exists: 'unknown',
  email_taken: 'unknown',
  already_invited: 'unknown',
  invitation_gone: 'unknown',
  limit_reached: 'unknown',
  customer_proved: 'unknown',
  provider_unavailable: 'unknown',
  in_person_only: 'unknown',
  token_read_only: 'unknown',
  identity_malformed: 'unknown',
  identity_unknown_key: 'unknown',
  identity_algorithm: 'unknown',
  identity_signature: 'unknown',
  identity_expired: 'unknown',
  identity_claims: 'unknown',
  internal: 'unknown',
};

/** What went wrong, in the reader's language; `null` where no answer came at all. */
export function reason(words: Words, code: ErrorCode | null): string {
  if (code === null) return words.reasons.noLine;
  // A newer server may know codes that this catalogue does not.
  return words.reasons[REASONS[code] ?? 'unknown'];
}
