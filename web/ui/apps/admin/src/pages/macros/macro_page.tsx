import { useModel } from '@frontdesk/kit/use_model';
import type { Macro, Revised } from '@frontdesk/protocol';
import { useDesk } from '../../desk_context';
import { ChangeLine } from '../../forms/change_line';
import { ChangeModel } from '../../forms/changes';
import { Form } from '../../forms/form';
import { savedText } from '../../forms/saved';
import { BackLink } from '../../frame/back_link';
import { NotFound } from '../../frame/not_found';
import { PageBody } from '../../frame/page';
import { Loaded } from '../../lists/loaded';
import { useOwned } from '../../use_owned';
import { useWords } from '../../words';
import { MacroFields } from './macro_fields';
import { type MacroRead, macroForm, readMacro } from './macro_form';
import { MacroRemoval } from './macro_removal';
import { describeMacro } from './macro_words';

/** One macro; `null` is a new one. */
export function MacroPage({ id }: { id: number | null }) {
  const desk = useDesk();
  return (
    <Loaded page read={() => readMacro(desk, id)}>
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
  const p = t.macros;
  const model = useOwned(() =>
    macroForm(desk, null, (id) => {
      desk.toasts.good((words) => words.macros.made);
      desk.router.go(`objects/macros/${id}`);
    }),
  );
  return (
    <PageBody title={p.add} intro={p.addIntro} back={<BackLink to="objects/macros">{p.title}</BackLink>}>
      <Form model={model} describe={describeMacro(read)} cancelTo="objects/macros">
        {(now) => <MacroFields model={model} now={now} read={read} />}
      </Form>
    </PageBody>
  );
}

function OneMacro({ read, macro }: { read: MacroRead; macro: Revised<Macro> }) {
  const desk = useDesk();
  const { t } = useWords();
  const change = useOwned(() => new ChangeModel(desk.rest, 'macro', String(macro.entry.id)));
  const model = useOwned(() =>
    macroForm(desk, macro, (_, changed) => {
      desk.toasts.good(savedText(describeMacro(read), changed));
      void change.load();
    }),
  );
  const { stored } = useModel(model);
  return (
    <PageBody title={stored.name} back={<BackLink to="objects/macros">{t.macros.title}</BackLink>}>
      <Form model={model} describe={describeMacro(read)}>
        {(now) => <MacroFields model={model} now={now} read={read} />}
      </Form>
      <MacroRemoval id={macro.entry.id} form={model} />
      <ChangeLine model={change} />
    </PageBody>
  );
}
