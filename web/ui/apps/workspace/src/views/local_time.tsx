import { useNow } from './use_now';
import { useWords } from './words';

/** What time it is for them; nothing where their device told no time zone. */
export function LocalTime({ zone }: { zone: string | null }) {
  const { t, f } = useWords();
  const now = useNow();
  const time = zone && f.timeIn(zone, now);
  if (!time) return null;
  return (
    <div>
      <dt>{t.customer.localTime}</dt>
      <dd>
        {time} · {placeOf(zone)}
      </dd>
    </div>
  );
}

/** `America/Argentina/Buenos_Aires` is Buenos Aires. */
function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
