import type { Meta } from '@frontdesk/protocol';

/** The server's bounds; what is above them is cut here rather than refused with somebody's message. */
const FIELDS = 20;
const TAGS = 50;
const VALUE_CHARACTERS = 255;
const TAG_CHARACTERS = 80;

/** What the host page says about its visitor, brought into bounds. Whatever is malformed is left out. */
export function boundedMeta(meta: { fields?: unknown; tags?: unknown }): Meta {
  const fields: unknown[] = Array.isArray(meta.fields) ? meta.fields : [];
  const tags: unknown[] = Array.isArray(meta.tags) ? meta.tags : [];
  return {
    fields: fields.flatMap((one) => field(one)).slice(0, FIELDS),
    tags: tags
      .map((tag) => (typeof tag === 'string' ? cut(tag.trim().toLowerCase(), TAG_CHARACTERS) : ''))
      .filter((tag) => /^[^\s\p{Cc}#@!,]+$/u.test(tag))
      .slice(0, TAGS),
  };
}

function field(one: unknown): Meta['fields'] {
  if (typeof one !== 'object' || one === null || !('field' in one) || !('value' in one)) return [];
  const { field, value } = one;
  if (typeof field !== 'number' || !Number.isSafeInteger(field) || field < 0) return [];
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return [];
  return [{ field, value: cut(String(value), VALUE_CHARACTERS) }];
}

function cut(text: string, characters: number): string {
  return Array.from(text).slice(0, characters).join('');
}
