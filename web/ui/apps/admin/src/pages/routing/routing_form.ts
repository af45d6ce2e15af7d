/** Who is offered what, and when a talk is over. */
import type { RoutingMode, RoutingStrategy, Settings } from '@frontdesk/protocol';
import { lastChange } from '../../forms/changes';
import * as check from '../../forms/checks';
import { FormModel, type Stored } from '../../forms/form_model';
import type { AdminDesk } from '../../models/admin_desk';

export interface RoutingValues {
  routing: RoutingMode;
  strategy: RoutingStrategy;
  offer_timeout_ms: number | null;
  agents_may_close: boolean;
  close_after_ms: number | null;
  inactive_after_ms: number | null;
  presence_grace_ms: number | null;
  chat_grace_ms: number | null;
  count_inactive: boolean;
  bot_name: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds, as the server has them. */
export const BOUNDS = {
  offer_timeout_ms: [5 * SECOND, HOUR],
  close_after_ms: [HOUR, 28 * DAY],
  inactive_after_ms: [MINUTE, DAY],
  presence_grace_ms: [5 * SECOND, HOUR],
  chat_grace_ms: [5 * SECOND, HOUR],
} as const;

type SpanKey = keyof typeof BOUNDS;

const SPANS = Object.keys(BOUNDS) as SpanKey[];

const stored = ({ entry, revision }: { entry: Settings; revision: number }): Stored<RoutingValues> => ({
  values: entry,
  revision,
});

export function routingForm(
  { rest }: AdminDesk,
  settings: { entry: Settings; revision: number },
  onSaved: (changed: readonly (keyof RoutingValues)[]) => void,
): FormModel<RoutingValues> {
  return new FormModel<RoutingValues>({
    stored: stored(settings),
    check: (values) =>
      check.problems<RoutingValues>({
        bot_name: check.name(values.bot_name),
        ...Object.fromEntries(SPANS.map((key) => [key, check.lasting(values[key], ...BOUNDS[key])])),
      }),
    save: async (values, revision) => stored(await rest.change<Settings>('settings', revision ?? 0, values)),
    reread: async () => ({
      ...stored(await rest.show<Settings>('settings')),
      change: await lastChange(rest, 'settings', 'account'),
    }),
    onSaved: (_, changed) => onSaved(changed),
  });
}
