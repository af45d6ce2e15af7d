import { useModel } from '@frontdesk/kit/use_model';
import { useWords } from '../words';
import type { ChangeModel } from './changes';
import styles from './form.module.css';

/** "Last changed by … on …". Says nothing while it is not known: it is never what somebody came for. */
export function ChangeLine({ model }: { model: ChangeModel }) {
  const { t, f } = useWords();
  const now = useModel(model);
  if (now.is !== 'known') return null;
  const { change } = now;
  return (
    <p className={styles.line}>
      {change ? lineOf(t.forms.change, change.by, f.moment(change.at)) : t.forms.change.never}
    </p>
  );
}

interface LineWords {
  changed: (name: string, when: string) => string;
  byServer: (when: string) => string;
}

function lineOf(words: LineWords, by: string | null, when: string): string {
  return by === null ? words.byServer(when) : words.changed(by, when);
}
