import { Button } from '@frontdesk/kit/button';
import type { Language } from '@frontdesk/protocol';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../../words';
import styles from './channels.module.css';
import { OWN_TEXTS } from './own_texts';
import { previewOf } from './preview_of';
import type { WidgetTabProps } from './widget_page';

/** From here on there is room for it beside the settings. */
const BESIDE = '(min-width: 961px)';

/** The widget as customers would see it with what stands in the form; below a certain width it folds away. */
export function Preview({ now, language }: WidgetTabProps & { language: Language }) {
  const { t } = useWords();
  const p = t.channels.preview;
  const id = useId();
  const [open, setOpen] = useState(() => matchMedia(BESIDE).matches);
  return (
    <section className={styles.preview} aria-labelledby={id}>
      <div className={styles.previewHead}>
        <div>
          <h2 id={id}>{p.title}</h2>
          <p>{p.unsaved}</p>
        </div>
        <Button
          look="quiet"
          small
          aria-expanded={open}
          aria-label={open ? p.hide : p.show}
          onClick={() => setOpen(!open)}
        >
          {open ? (
            <IconEyeOff size={16} stroke={1.8} aria-hidden="true" />
          ) : (
            <IconEye size={16} stroke={1.8} aria-hidden="true" />
          )}
          {open ? p.hideWord : p.showWord}
        </Button>
      </div>
      {open && <Stage values={now.values} language={language} />}
    </section>
  );
}

function Stage({ values, language }: { values: WidgetTabProps['now']['values']; language: Language }) {
  const { t } = useWords();
  const stage = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(0);
  useEffect(() => {
    const hear = ({ source, origin, data }: MessageEvent<unknown>) => {
      const ours = origin === location.origin && source === stage.current?.contentWindow;
      const previewing = typeof data === 'object' && data !== null && 'frontdesk' in data;
      if (ours && previewing) setReady((count) => count + 1);
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, []);
  useEffect(() => {
    if (ready === 0) return;
    const own = OWN_TEXTS[language];
    const said = {
      bot: 'Bot',
      first: values.text_first_message[language] || own.first_message,
      asks: own.asks,
    };
    const told = previewOf(values, language, Date.now(), said);
    stage.current?.contentWindow?.postMessage(told, location.origin);
  }, [ready, values, language]);
  return (
    <div className={styles.stage}>
      <iframe ref={stage} src="/widget/try?preview" title={t.channels.preview.frame} />
    </div>
  );
}
