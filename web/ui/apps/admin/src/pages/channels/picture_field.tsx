import { attachmentUrl, failureOf } from '@frontdesk/client/desk';
import { failureText } from '@frontdesk/desk/failures';
import { Button } from '@frontdesk/kit/button';
import { FieldFrame, useWiring } from '@frontdesk/kit/field';
import { IconPhoto } from '@tabler/icons-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { useDesk } from '../../desk_context';
import type { Say } from '../../models/say';
import { useWords } from '../../words';
import styles from './channels.module.css';

const KINDS = ['image/png', 'image/jpeg', 'image/webp'];
/** As the server has it: it is loaded with every page that the widget stands on. */
const MOST_BYTES = 256 * 1024;

interface PictureFieldProps {
  /** The id of a stored file. */
  value: string | null;
  onChange: (picture: string | null) => void;
  error: string | undefined;
}

/** The picture that stands for the bot. */
export function PictureField({ value, onChange, error }: PictureFieldProps) {
  const { rest } = useDesk();
  const { t } = useWords();
  const p = t.channels.style;
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Say | null>(null);
  const shown = wrong?.(t) ?? error;
  const wiring = useWiring({ hint: p.pictureHint, error: shown });

  const refuse = (say: Say) => setWrong(() => say);
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    event.target.value = '';
    if (!file) return;
    if (!KINDS.includes(file.type)) return refuse((texts) => texts.channels.problems.pictureKind);
    if (file.size > MOST_BYTES) return refuse((texts) => texts.channels.problems.pictureSize);
    setBusy(true);
    setWrong(null);
    try {
      onChange((await rest.upload(file)).id);
    } catch (thrown) {
      const failure = failureOf(thrown);
      refuse((texts) => failureText(texts, failure));
    } finally {
      setBusy(false);
    }
  };

  return (
    <FieldFrame wiring={wiring} group label={p.picture} hint={p.pictureHint} error={shown}>
      <div className={styles.picture}>
        <span className={styles.face}>
          {value ? <img src={attachmentUrl(value)} alt={p.pictureAlt} /> : <IconPhoto aria-hidden="true" />}
        </span>
        <Button busy={busy} onClick={() => input.current?.click()}>
          {value ? p.otherPicture : p.choosePicture}
        </Button>
        {value && (
          <Button look="quiet" onClick={() => onChange(null)}>
            {p.removePicture}
          </Button>
        )}
        <input
          ref={input}
          className="fd-hidden"
          type="file"
          tabIndex={-1}
          aria-label={p.picture}
          accept={KINDS.join(',')}
          onChange={(event) => void take(event)}
        />
      </div>
    </FieldFrame>
  );
}
