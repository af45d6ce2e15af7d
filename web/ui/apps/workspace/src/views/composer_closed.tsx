import { Button } from '@frontdesk/kit/button';
import type { AgentHead, ChannelKind, ComposerMode } from '@frontdesk/protocol';
import { IconBrowser, IconLock, IconMail, IconNote, IconPhone, IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import { replyChannel } from '../models/channels';
import type { ComposerModel, ComposerSnapshot } from '../models/composer';
import styles from './composer.module.css';
import { TemplatePicker } from './template_picker';
import { useWords } from './words';

interface ComposerClosedProps {
  composer: ComposerModel;
  now: ComposerSnapshot;
  head: AgentHead;
}

/** Whose providers take approved messages outside of the window. */
const HAVE_TEMPLATES: ReadonlySet<ChannelKind> = new Set(['whatsapp']);

/** In place of the box when the channel takes no replies any more: what still works, and why the rest does not. */
export function ComposerClosed({ composer, now, head }: ComposerClosedProps) {
  const { t } = useWords();
  const w = t.talk.window;
  const [picking, setPicking] = useState(false);
  const channel = replyChannel(head);
  const reasonOf = (mode: ComposerMode) => {
    const closed = now.ways.find((way) => way.mode === mode)?.closed;
    return closed ? t.composer.reasons[closed] : '';
  };
  return (
    <div className={styles.closed}>
      <p>
        <IconLock size={15} stroke={1.8} aria-hidden="true" />
        {w.closed(t.channels[channel])}
      </p>
      <ul aria-label={w.instead}>
        <li>
          <Button look="strong" small onClick={() => composer.setMode('note')}>
            <IconNote size={15} stroke={1.7} aria-hidden="true" />
            {w.useNote}
          </Button>
        </li>
        {now.widget === 'offered' && (
          <li>
            <Button small onClick={() => composer.sendInWidget(true)}>
              <IconBrowser size={15} stroke={1.7} aria-hidden="true" />
              {t.links.instead.choose}
            </Button>
          </li>
        )}
        {HAVE_TEMPLATES.has(channel) ? (
          <li>
            <Button small onClick={() => setPicking(true)}>
              <IconTemplate size={15} stroke={1.7} aria-hidden="true" />
              {t.social.templates.open}
            </Button>
          </li>
        ) : (
          <Way
            icon={<IconTemplate size={15} stroke={1.7} />}
            name={w.template}
            why={t.social.templates.unavailable}
          />
        )}
        <Way icon={<IconMail size={15} stroke={1.7} />} name={w.email} why={reasonOf('email')} />
        <Way icon={<IconPhone size={15} stroke={1.7} />} name={w.call} why={reasonOf('call')} />
      </ul>
      {picking && <TemplatePicker head={head} onClose={() => setPicking(false)} />}
    </div>
  );
}

/** Said before it is sent: the customer wrote last elsewhere, and will not read it there. */
export function InWidget({ composer, head }: { composer: ComposerModel; head: AgentHead }) {
  const { t } = useWords();
  return (
    <p className={styles.reason} role="status">
      {t.links.instead.chosen(t.channels[replyChannel(head)])}{' '}
      <Button look="quiet" small onClick={() => composer.sendInWidget(false)}>
        {t.links.instead.cancel}
      </Button>
    </p>
  );
}

function Way({ icon, name, why }: { icon: React.ReactNode; name: string; why: string }) {
  return (
    <li className={styles.way}>
      <span aria-hidden="true">{icon}</span>
      <b>{name}</b>
      <small>{why}</small>
    </li>
  );
}
