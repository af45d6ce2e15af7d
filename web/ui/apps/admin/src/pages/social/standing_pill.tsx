import { Pill } from '@frontdesk/kit/pill';
import type { ChannelStanding } from '@frontdesk/protocol';
import { useWords } from '../../words';

const TONES = { not_connected: 'plain', working: 'good', waiting: 'warn', paused: 'bad' } as const;

export function StandingPill({ standing }: { standing: ChannelStanding }) {
  const { t } = useWords();
  return <Pill tone={TONES[standing.is]}>{t.social.state[standing.is]}</Pill>;
}
