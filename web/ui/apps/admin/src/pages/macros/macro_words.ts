/** What a macro does, in a few words. */
import type { Macro } from '@frontdesk/protocol';
import type { WordsOfForm } from '../../forms/form';
import type { Texts } from '../../i18n/en';
import { describeScope, nameOf } from '../scope/scope_section';
import { type MacroRead, type MacroValues, STAYS } from './macro_form';

export function deedsOf(t: Texts, { reply, status, changes }: Macro): readonly string[] {
  const p = t.macros;
  const tags = changes.add_tags.length + changes.remove_tags.length;
  return [
    reply && (reply.internal ? p.saysKinds.note : p.saysKinds.reply),
    status && t.ticketStatus[status],
    changes.priority && t.forms.pair(p.priority, t.priorities[changes.priority]),
    changes.assign && p.assign,
    tags > 0 && p.tagCount(tags),
    changes.fields.length > 0 && p.fieldCount(changes.fields.length),
  ].filter((deed) => typeof deed === 'string');
}

export function describeMacro(read: MacroRead): WordsOfForm<MacroValues> {
  const { groups, fields } = read;
  const scope = describeScope(read, (t) => t.macros.scopeGroup);
  const labelOf = (id: string) => fields.find((field) => String(field.id) === id)?.label ?? id;
  return (words) => {
    const { t } = words;
    const p = t.macros;
    return {
      name: { label: p.name, show: (name) => name },
      description: { label: p.description, show: (text) => text },
      active: { label: p.active, show: (active) => (active ? p.isActive : p.isInactive) },
      text: { label: p.text, show: (text) => text },
      says: { label: p.says, show: (says) => p.saysKinds[says] },
      status: { label: p.status, show: (status) => (status === STAYS ? p.stays : t.ticketStatus[status]) },
      priority: { label: p.priority, show: (one) => (one === STAYS ? p.stays : t.priorities[one]) },
      assign: {
        label: p.assign,
        show: (to) => (to === STAYS ? p.stays : to === 'me' ? p.assignMe : p.assignGroup(nameOf(groups, to))),
      },
      addTags: { label: p.addTags, show: (tags) => tags.join(' · ') },
      removeTags: { label: p.removeTags, show: (tags) => tags.join(' · ') },
      fields: {
        label: p.fields,
        show: (set) =>
          Object.entries(set)
            .map(([id, value]) => t.forms.pair(labelOf(id), value))
            .join(' · '),
      },
      ...scope(words),
    };
  };
}
