import { Button } from '@frontdesk/kit/button';
import { CopyField } from '@frontdesk/kit/copy_field';
import { Dialog } from '@frontdesk/kit/dialog';
import { Notice } from '@frontdesk/kit/notice';
import { useWords } from '../../words';
import styles from './security.module.css';

export interface Once {
  readonly title: string;
  readonly values: readonly { readonly label: string; readonly value: string; readonly secret: boolean }[];
}

/** What was just made, with the secret that is never shown again. */
export function OnceDialog({ once, onClose }: { once: Once | null; onClose: () => void }) {
  const { t } = useWords();
  const s = t.security;
  return (
    <Dialog
      opened={once !== null}
      onClose={onClose}
      title={once?.title ?? ''}
      close={t.forms.close}
      wide
      actions={
        <Button look="strong" onClick={onClose}>
          {s.kept}
        </Button>
      }
    >
      <div className={styles['stack']}>
        {once?.values.some((value) => value.secret) && <Notice tone="warn">{s.once}</Notice>}
        {once?.values.map(({ label, value, secret }) => (
          <CopyField
            key={label}
            label={label}
            value={value}
            secret={secret}
            copy={s.copy}
            copied={s.copied}
          />
        ))}
      </div>
    </Dialog>
  );
}
