import { Button } from '@frontdesk/kit/button';
import { Section } from '@frontdesk/kit/section';
import { useModel } from '@frontdesk/kit/use_model';
import { useState } from 'react';
import { useDesk } from '../desk_context';
import type { Texts } from '../i18n/en';
import styles from './entry_removal.module.css';
import type { FormModel } from './form_model';
import { Sure } from './sure';

export interface RemovalWords {
  readonly removeTitle: string;
  readonly removeHint: string;
  readonly remove: string;
  readonly removeSure: (name: string) => string;
  readonly removeFollows: string;
  readonly removeNow: string;
}

interface EntryRemovalProps<Values extends { name: string }> {
  /** On the server, such as `macros/12`. */
  path: string;
  /** The page to go to then. */
  list: string;
  form: FormModel<Values>;
  words: RemovalWords;
  /** Says that it is gone. */
  removed: (t: Texts, name: string) => string;
}

/** Ends an entry after asking; refused where somebody changed it since it was read. */
export function EntryRemoval<Values extends { name: string }>({
  path,
  list,
  form,
  words,
  removed,
}: EntryRemovalProps<Values>) {
  const { rest, router, toasts } = useDesk();
  const { name } = useModel(form).stored;
  const [asked, setAsked] = useState(false);
  const leave = () => {
    // What was typed into the form has nothing left that it could change.
    form.discard();
    toasts.good((t) => removed(t, name));
    router.go(list);
  };
  return (
    <div className={styles.after}>
      <Section title={words.removeTitle}>
        <div className={styles.remove}>
          <p>{words.removeHint}</p>
          <Button onClick={() => setAsked(true)}>{words.remove}</Button>
        </div>
      </Section>
      <Sure
        opened={asked}
        sure={words.removeSure(name)}
        follows={words.removeFollows}
        confirm={words.removeNow}
        act={() => rest.remove(path, form.revision ?? 0)}
        onDone={leave}
        onClose={() => setAsked(false)}
      />
    </div>
  );
}
