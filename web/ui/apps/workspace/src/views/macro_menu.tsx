import { Button } from '@frontdesk/kit/button';
import { Dialog } from '@frontdesk/kit/dialog';
import { useModel } from '@frontdesk/kit/use_model';
import type { Macro } from '@frontdesk/protocol';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { failureText } from '../i18n/failures';
import type { MacrosModel, MacrosSnapshot } from '../models/macros';
import { useInside } from './inside';
import { MacroPreview } from './macro_preview';
import styles from './macros.module.css';
import { useWords } from './words';

const LIST = 'macro-list';
const optionId = (macro: Macro) => `${LIST}-${macro.id}`;

/** Search, choose, see what it does, apply: by keyboard alone if one likes. */
export function MacroMenu({ onApplied }: { onApplied: () => void }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const model = workspace.macros;
  const now = useModel(model);
  const apply = () => void model.apply().then((done) => done && onApplied());
  return (
    <Dialog
      opened
      wide
      onClose={model.close}
      title={t.macros.title}
      close={t.talk.message.close}
      actions={
        now.is === 'ready' && (
          <>
            <Button onClick={model.close}>{t.macros.cancel}</Button>
            <Button look="strong" disabled={now.hits.length === 0 || now.applying} onClick={apply}>
              {now.applying ? t.macros.applying : t.macros.apply}
            </Button>
          </>
        )
      }
    >
      <Inner model={model} now={now} onApply={apply} />
    </Dialog>
  );
}

interface InnerProps<Now> {
  model: MacrosModel;
  now: Now;
  onApply: () => void;
}

function Inner({ model, now, onApply }: InnerProps<MacrosSnapshot>) {
  const { t } = useWords();
  switch (now.is) {
    case 'closed':
      return null;
    case 'loading':
      return <p role="status">{t.macros.loading}</p>;
    case 'failed':
      return (
        <>
          <p role="alert">{failureText(t, now.failure)}</p>
          <Button onClick={() => void model.load()}>{t.connection.retry}</Button>
        </>
      );
    case 'ready':
      return <Choosing model={model} now={now} onApply={onApply} />;
  }
}

type Ready = Extract<MacrosSnapshot, { is: 'ready' }>;

function Choosing({ model, now, onApply }: InnerProps<Ready>) {
  const { t } = useWords();
  const w = t.macros;
  const marked = now.hits[now.chosen];
  const list = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement>(null);
  // The dialogue may have been open for a while before there was anything to search in.
  useLayoutEffect(() => box.current?.focus(), []);
  useEffect(() => {
    if (marked) list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  const press = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) model.step(by);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) onApply();
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.choosing}>
      <input
        ref={box}
        type="text"
        data-autofocus
        role="combobox"
        className={styles.search}
        aria-expanded="true"
        aria-controls={LIST}
        aria-activedescendant={marked ? optionId(marked) : undefined}
        aria-autocomplete="list"
        aria-label={w.search}
        placeholder={w.search}
        autoComplete="off"
        spellCheck={false}
        value={now.words}
        onChange={(event) => model.type(event.target.value)}
        onKeyDown={press}
      />
      <div ref={list} id={LIST} role="listbox" aria-label={w.title} className={styles.list}>
        {now.hits.map((macro, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are taken by the box, which keeps the focus
          <div
            key={macro.id}
            id={optionId(macro)}
            role="option"
            tabIndex={-1}
            aria-selected={at === now.chosen}
            className={styles.option}
            onClick={() => model.point(at)}
            onDoubleClick={onApply}
          >
            <b>{macro.name}</b>
            <span>{macro.description}</span>
          </div>
        ))}
      </div>
      {now.hits.length === 0 && <p className={styles.none}>{now.count === 0 ? w.noneYet : w.none}</p>}
      {marked && <MacroPreview macro={marked} />}
      {now.refused && <p role="alert">{failureText(t, now.refused)}</p>}
      <p className={styles.keys}>
        {w.nothingSent} <span>{w.keys}</span>
      </p>
      <p className="fd-hidden" role="status">
        {w.found(now.hits.length)}
      </p>
    </div>
  );
}
