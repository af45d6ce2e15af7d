import { PersonIcon, SparkIcon } from './icons.tsx';

export function Avatar({ who, initials }: { who: 'bot' | 'agent' | 'nobody' | 'you'; initials: string }) {
  return (
    <span class={`avatar avatar-${who}`} aria-hidden="true">
      {who === 'bot' ? <SparkIcon /> : initials === '' ? <PersonIcon /> : initials}
    </span>
  );
}
