import { Button } from '@frontdesk/kit/button';
import type { CustomerModel, ProfileEditing } from '../models/customer';
import styles from './panel.module.css';
import { useWords } from './words';

/** What an agent learned of a person: their name and their address. */
export function ProfileForm({ model, editing }: { model: CustomerModel; editing: ProfileEditing }) {
  const { t } = useWords();
  const w = t.talk.customer;
  return (
    <form
      className={styles.section}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void model.save();
      }}
      onKeyDown={(event) => event.key === 'Escape' && model.cancel()}
    >
      <label className={styles.field}>
        <span>{w.name}</span>
        <input
          // biome-ignore lint/a11y/noAutofocus: the form has just been asked for
          autoFocus
          value={editing.name}
          maxLength={255}
          aria-invalid={editing.wrong === 'badName' || undefined}
          onChange={(event) => model.set({ name: event.target.value })}
        />
      </label>
      <label className={styles.field}>
        <span>{w.email}</span>
        <input
          type="email"
          value={editing.email}
          maxLength={254}
          aria-invalid={editing.wrong === 'badEmail' || undefined}
          onChange={(event) => model.set({ email: event.target.value })}
        />
      </label>
      {editing.wrong && (
        <p className={styles.hint} role="alert">
          {w[editing.wrong]}
        </p>
      )}
      <div className={styles.actions}>
        <Button small onClick={model.cancel}>
          {w.cancel}
        </Button>
        <Button small look="strong" type="submit" disabled={editing.saving}>
          {w.save}
        </Button>
      </div>
    </form>
  );
}
