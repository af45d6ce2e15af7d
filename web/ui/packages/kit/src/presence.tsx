import type { AgentStatus } from '@frontdesk/protocol';
import marks from './marks.module.css';

/** The four statuses differ in shape as well as in colour. */
export function Presence({ status }: { status: AgentStatus }) {
  return (
    <svg className={marks.presence} data-status={status} viewBox="0 0 12 12" aria-hidden="true">
      {status === 'online' && <circle cx="6" cy="6" r="5" fill="currentColor" />}
      {status === 'offline' && (
        <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />
      )}
      {status === 'away' && (
        <>
          <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M6 1.75 A4.25 4.25 0 0 0 6 10.25 Z" fill="currentColor" />
        </>
      )}
      {status === 'transfers_only' && (
        <>
          <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path
            d="M3.5 6 H8 M6.2 4 L8.3 6 L6.2 8"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.4"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      )}
    </svg>
  );
}
