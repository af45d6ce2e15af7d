import { Pill } from '@frontdesk/kit/pill';
import type { ChannelLine, ChannelStanding } from '@frontdesk/protocol';
import { useWords } from '../../words';

const TONES = { not_connected: 'plain', working: 'good', waiting: 'warn', paused: 'bad' } as const;
/** The standings that say more than a check that found something doubtful. */
const WORSE = ['not_connected', 'waiting', 'paused'];

interface StandingPillProps {
  standing: ChannelStanding;
  /** The worst that a check found: an account never looks better than that. */
  found?: ChannelLine['verdict'];
}

export function StandingPill({ standing: { is }, found = 'right' }: StandingPillProps) {
  const { t } = useWords();
  if (found === 'wrong' && is !== 'paused' && is !== 'not_connected')
    return <Pill tone="bad">{t.social.found.wrong}</Pill>;
  if (found === 'doubtful' && !WORSE.includes(is)) return <Pill tone="warn">{t.social.found.doubtful}</Pill>;
  return <Pill tone={TONES[is]}>{t.social.state[is]}</Pill>;
}
