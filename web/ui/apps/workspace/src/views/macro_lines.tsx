import { Pill, Pills } from '@frontdesk/kit/pill';
import { useModel } from '@frontdesk/kit/use_model';
import type { LeftOut, TicketChanges, TicketStatus } from '@frontdesk/protocol';
import type { Texts } from '../i18n/en';
import { useInside } from './inside';
import { useWords } from './words';

interface MacroLinesProps {
  status: TicketStatus | null;
  changes: TicketChanges;
}

/** What becomes of the ticket, each part a word. */
export function MacroLines({ status, changes }: MacroLinesProps) {
  const { t } = useWords();
  const { fieldOf, groupOf } = useLabels();
  const w = t.macros;
  const { priority, assign, add_tags, remove_tags, fields } = changes;
  const lines = [
    ...add_tags.map(w.addTag),
    ...remove_tags.map(w.removeTag),
    ...fields.map(({ field, value }) =>
      value === '' ? w.fieldCleared(fieldOf(field)) : w.field(fieldOf(field), value),
    ),
    ...(priority ? [w.priority(t.priorities[priority])] : []),
    ...(status ? [w.status(t.ticketStatus[status])] : []),
    ...(assign ? [assign.to === 'me' ? w.toMe : w.toGroup(groupOf(assign.group))] : []),
  ];
  if (lines.length === 0) return null;
  return (
    <Pills>
      {lines.map((line) => (
        <Pill key={line}>{line}</Pill>
      ))}
    </Pills>
  );
}

export function LeftOutLines({ leftOut }: { leftOut: readonly LeftOut[] }) {
  const { t } = useWords();
  const { fieldOf } = useLabels();
  return leftOut.map((left) => {
    const line = leftOutText(t, left, fieldOf);
    return <p key={line}>{line}</p>;
  });
}

function leftOutText(t: Texts, left: LeftOut, fieldOf: (field: number) => string): string {
  return left.what === 'field' ? t.macros.leftOut.field(fieldOf(left.field)) : t.macros.leftOut[left.what];
}

function useLabels() {
  const { workspace } = useInside();
  const { t } = useWords();
  const { groups } = useModel(workspace.names);
  const fields = workspace.client.store.state.desk?.fields ?? [];
  return {
    fieldOf: (id: number) => fields.find((field) => field.id === id)?.label ?? t.macros.unknownField,
    groupOf: (id: number) => groups.get(id) ?? t.macros.unknownGroup,
  };
}
