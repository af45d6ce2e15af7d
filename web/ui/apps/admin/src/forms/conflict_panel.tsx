import { IconGitMerge } from '@tabler/icons-react';
import { useId } from 'react';
import { useWords } from '../words';
import type { Conflict, Contested, Kept } from './conflict';
import styles from './conflict_panel.module.css';
import type { Description } from './form';

export interface ConflictPanelProps<Values> {
  conflict: Conflict<Values>;
  describe: Description<Values>;
  onChoose: (key: keyof Values, kept: Kept) => void;
}

/** What two admins made of one entry, side by side. */
export function ConflictPanel<Values>({ conflict, describe, onChoose }: ConflictPanelProps<Values>) {
  const { t, f } = useWords();
  const c = t.forms.conflict;
  const id = useId();
  const { change, contested, taken } = conflict;
  return (
    <section className={styles.panel} role="alert" aria-labelledby={id} tabIndex={-1} data-conflict>
      <h2 id={id}>
        <IconGitMerge size={19} stroke={1.8} aria-hidden="true" />
        {c.title}
      </h2>
      <p>
        {change?.by ? c.who(change.by, f.moment(change.at)) : c.whoServer}{' '}
        {contested.length > 0 ? c.explain : c.nothingContested}
      </p>
      {contested.map((one) => (
        <Choice key={String(one.key)} one={one} describe={describe} onChoose={onChoose} />
      ))}
      {taken.length > 0 && (
        <>
          <p>{c.taken}</p>
          <ul className={styles.taken}>
            {taken.map(({ key, was, theirs }) => (
              <li key={String(key)}>
                <strong>{describe[key].label}</strong>
                <del>{describe[key].show(was) || c.empty}</del>
                <span aria-hidden="true">→</span>
                <ins>{describe[key].show(theirs) || c.empty}</ins>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface ChoiceProps<Values> extends Pick<ConflictPanelProps<Values>, 'describe' | 'onChoose'> {
  one: Contested<Values>;
}

function Choice<Values>({ one, describe, onChoose }: ChoiceProps<Values>) {
  const { t } = useWords();
  const c = t.forms.conflict;
  const name = useId();
  const { label, show } = describe[one.key];
  const side = (kept: Kept, title: string, value: Values[keyof Values], action: string) => (
    <label className={styles.side}>
      <span className={styles.pick}>
        <input
          type="radio"
          name={name}
          checked={one.kept === kept}
          onChange={() => onChoose(one.key, kept)}
        />
        {action}
      </span>
      <small>{title}</small>
      <strong>{show(value) || c.empty}</strong>
    </label>
  );
  return (
    <fieldset className={styles.choice}>
      <legend>
        {label} <span className={styles.was}>{t.forms.pair(c.was, show(one.was) || c.empty)}</span>
      </legend>
      {side('theirs', c.theirs, one.theirs, c.keepTheirs)}
      {side('mine', c.mine, one.mine, c.useMine)}
    </fieldset>
  );
}
