/** What is said of a message that its channel cannot show as it was written, in any language. */

import type { Degradation, Preview, File as StoredFile } from '@frontdesk/protocol';
import type { Texts } from './en';
import type { Formats } from './formats';

/** What was changed of a message; in the server's order. */
export function changesText(t: Texts, channel: string, degraded: readonly Degradation[]): string {
  return t.degraded.on(channel, degraded.map((rule) => t.degraded.rules[rule]).join(', '));
}

/** What will be changed of a reply, with the files by name; null where it arrives as it was written. */
export function previewText(
  t: Texts,
  f: Formats,
  channel: string,
  preview: Preview,
  files: readonly StoredFile[],
): string | null {
  if (preview.refused !== null) return t.degraded.refused(channel);
  if (preview.degraded.length === 0) return null;
  const linked = files.filter((file) => preview.linked.includes(file.id)).map((file) => file.name);
  const said = preview.degraded.filter((rule) => !isCounted(rule, preview) && rule !== 'file_as_link');
  const parts = [
    preview.messages > 1 && t.degraded.messages(preview.messages),
    linked.length > 0 && t.degraded.links(f.list(linked), preview.link_days),
    ...said.map((rule) => t.degraded.rules[rule]),
  ];
  return t.degraded.on(channel, parts.filter((part) => part !== false).join(', '));
}

/** The number of messages tells as much. */
function isCounted(rule: Degradation, preview: Preview): boolean {
  return preview.messages > 1 && (rule === 'text_split' || rule === 'files_apart');
}
