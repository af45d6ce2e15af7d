/** Times and sizes in the reader's language. */
export class Times {
  private readonly moment: Intl.DateTimeFormat;
  private readonly clock: Intl.DateTimeFormat;
  private readonly day: Intl.DateTimeFormat;
  private readonly dayAndYear: Intl.DateTimeFormat;

  constructor(
    private readonly locale: string,
    private readonly words: { today: string; yesterday: string },
  ) {
    this.moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    this.clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
    this.day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
    this.dayAndYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
  }

  timeOf(at: number): string {
    return this.clock.format(at);
  }

  /** Day and time, such as "3 May 2026, 10:04". */
  momentOf(at: number): string {
    return this.moment.format(at);
  }

  dayOf(at: number, now: number): string {
    const days = daysBetween(at, now);
    if (days === 0) return this.words.today;
    if (days === 1) return this.words.yesterday;
    const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
    return (sameYear ? this.day : this.dayAndYear).format(at);
  }

  size(bytes: number): string {
    // By 1,024, as the server's bound of 50 MB is counted and the workspace shows it.
    const [value, unit] =
      bytes < 1_024
        ? [bytes, 'byte']
        : bytes < 1_048_576
          ? [bytes / 1_024, 'kilobyte']
          : [bytes / 1_048_576, 'megabyte'];
    return new Intl.NumberFormat(this.locale, {
      style: 'unit',
      unit,
      unitDisplay: unit === 'byte' ? 'long' : 'short',
      maximumFractionDigits: value < 10 && unit !== 'byte' ? 1 : 0,
    }).format(value);
  }
}

/** Whole local days from `at` to `now`. */
export function daysBetween(at: number, now: number): number {
  return Math.round((midnight(now) - midnight(at)) / 86_400_000);
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
