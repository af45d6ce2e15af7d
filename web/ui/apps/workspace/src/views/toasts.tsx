import { useModel } from '@frontdesk/kit/use_model';
import { IconAlertCircle, IconCircleCheck, IconX } from '@tabler/icons-react';
import type { Texts } from '../i18n/en';
import { errorText } from '../i18n/failures';
import type { Toast } from '../models/toasts';
import { useInside } from './inside';
import styles from './toasts.module.css';
import { useWords } from './words';

/** What failed stands at the upper right (S1-54), below the heads of the panes; what went well stays out of the way. */
export function Toasts() {
  const { workspace } = useInside();
  const { t } = useWords();
  const toasts = useModel(workspace.toasts);
  const { hold } = workspace.toasts;
  return (
    <section
      className={styles.toasts}
      aria-label={t.toasts.label}
      aria-live="polite"
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      <div className={styles.failures}>
        {toasts.map((shown) => !isGood(shown.toast) && <ToastCard key={shown.id} {...shown} />)}
      </div>
      <div className={styles.news}>
        {toasts.map((shown) => isGood(shown.toast) && <ToastCard key={shown.id} {...shown} />)}
      </div>
    </section>
  );
}

const isGood = (toast: Toast) =>
  toast.what === 'assigned' || (toast.what === 'said' && toast.tone === 'good');

function ToastCard({ id, toast }: { id: number; toast: Toast }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const good = isGood(toast);
  return (
    <div className={styles.toast} data-tone={good ? 'good' : 'bad'}>
      {good ? (
        <IconCircleCheck size={18} stroke={1.8} aria-hidden="true" />
      ) : (
        <IconAlertCircle size={18} stroke={1.8} aria-hidden="true" />
      )}
      <p>{toastText(t, toast)}</p>
      {toast.what === 'assigned' && (
        <button
          type="button"
          className={styles.undo}
          onClick={() => {
            workspace.toasts.dismiss(id);
            toast.open();
          }}
        >
          {t.frame.assigned.open}
        </button>
      )}
      {toast.what === 'said' && toast.undo && (
        <button
          type="button"
          className={styles.undo}
          aria-keyshortcuts="Alt+Z"
          onClick={() => workspace.toasts.undoOf(id)}
        >
          {t.toasts.undo}
        </button>
      )}
      <button
        type="button"
        className={styles.dismiss}
        aria-label={t.toasts.close}
        onClick={() => workspace.toasts.dismiss(id)}
      >
        <IconX size={15} stroke={1.9} />
      </button>
    </div>
  );
}

function toastText(t: Texts, toast: Toast): string {
  switch (toast.what) {
    case 'said':
      return toast.text(t);
    case 'refused':
      return errorText(t, toast.error);
    case 'unreachable':
      return t.connection.unreachable;
    case 'offer_gone':
      return toast.winner
        ? t.toasts.offerGone(toast.requester, toast.winner)
        : t.toasts.offerGoneUnknown(toast.requester);
    case 'assigned':
      return t.frame.assigned.toast(toast.requester, t.channels[toast.channel]);
    case 'offer_missed':
      return t.toasts.offerMissed(toast.requester);
    case 'file_refused':
      return {
        too_large: t.toasts.fileTooLarge,
        type: t.toasts.fileType,
        empty: t.toasts.fileEmpty,
        too_many: t.toasts.tooManyFiles,
      }[toast.why](toast.name);
  }
}
