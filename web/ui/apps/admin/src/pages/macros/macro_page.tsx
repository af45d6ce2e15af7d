import type { Macro, Revised } from '@frontdesk/protocol';
import { useDesk } from '../../desk_context';
import { NewEntry, OneEntry } from '../../forms/entry_page';
import { EntryRemoval } from '../../forms/entry_removal';
import { BackLink } from '../../frame/back_link';
import { NotFound } from '../../frame/not_found';
import { Loaded } from '../../lists/loaded';
import { useWords } from '../../words';
import { MacroFields } from './macro_fields';
import { type MacroRead, macroForm, readMacro } from './macro_form';
import { describeMacro } from './macro_words';

const LIST = 'objects/macros';

/** One macro; `null` is a new one. */
export function MacroPage({ id }: { id: number | null }) {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <Loaded
      head={{
        title: id === null ? t.macros.add : t.macros.whatTitle,
        back: <BackLink to={LIST}>{t.macros.title}</BackLink>,
      }}
      read={() => readMacro(desk, id)}
    >
      {(read) => {
        if (id === null) return <NewMacro read={read} />;
        return read.macro ? <OneMacro read={read} macro={read.macro} /> : <NotFound />;
      }}
    </Loaded>
  );
}

function NewMacro({ read }: { read: MacroRead }) {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <NewEntry
      list={LIST}
      words={t.macros}
      made={(words) => words.macros.made}
      form={(onMade) => macroForm(desk, null, onMade)}
      describe={describeMacro(read)}
    >
      {(model, now) => <MacroFields model={model} now={now} read={read} />}
    </NewEntry>
  );
}

function OneMacro({ read, macro }: { read: MacroRead; macro: Revised<Macro> }) {
  const desk = useDesk();
  const { t } = useWords();
  const { id } = macro.entry;
  return (
    <OneEntry
      list={LIST}
      back={t.macros.title}
      audited={{ kind: 'macro', key: String(id) }}
      nameOf={({ name }) => name}
      form={(onSaved) => macroForm(desk, macro, (_, changed) => onSaved(changed))}
      describe={describeMacro(read)}
      below={(model) => (
        <EntryRemoval
          path={`macros/${id}`}
          list={LIST}
          form={model}
          words={t.macros}
          removed={(words, name) => words.macros.removed(name)}
        />
      )}
    >
      {(model, now) => <MacroFields model={model} now={now} read={read} />}
    </OneEntry>
  );
}
