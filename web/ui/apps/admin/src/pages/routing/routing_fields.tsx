import { ChoiceField, SwitchField } from '@frontdesk/kit/choice_fields';
import { DurationField, type DurationUnit } from '@frontdesk/kit/number_field';
import { Section } from '@frontdesk/kit/section';
import { TextField } from '@frontdesk/kit/text_field';
import { bound } from '../../forms/bound';
import type { WordsOfForm } from '../../forms/form';
import type { FormModel, FormState } from '../../forms/form_model';
import { useWords } from '../../words';
import type { BOUNDS, RoutingValues } from './routing_form';

interface RoutingFieldsProps {
  model: FormModel<RoutingValues>;
  now: FormState<RoutingValues>;
}

const MODES = ['offer', 'broadcast', 'auto_accept'] as const;
const STRATEGIES = ['longest_idle', 'most_spare', 'most_spare_percent'] as const;

export function RoutingFields({ model, now }: RoutingFieldsProps) {
  const { t } = useWords();
  const { typed, chosen } = bound(t, model, now);
  const p = t.routing;
  const { values } = now;
  return (
    <>
      <Section title={p.offers.title} intro={p.offers.intro}>
        <ChoiceField
          label={p.fields.routing}
          {...chosen('routing')}
          choices={MODES.map((value) => ({ value, ...p.modes[value] }))}
        />
        {values.routing !== 'broadcast' && (
          <ChoiceField
            label={p.fields.strategy}
            {...chosen('strategy')}
            choices={STRATEGIES.map((value) => ({ value, ...p.strategies[value] }))}
          />
        )}
        {values.routing === 'offer' && (
          <Span model={model} now={now} of="offer_timeout_ms" units={['second', 'minute']} />
        )}
        <SwitchField
          label={p.fields.count_inactive}
          hint={p.hints.count_inactive}
          {...chosen('count_inactive')}
        />
      </Section>
      <Section title={p.away.title} intro={p.away.intro}>
        <Span model={model} now={now} of="presence_grace_ms" units={['second', 'minute']} />
        <Span model={model} now={now} of="chat_grace_ms" units={['second', 'minute']} />
        <Span model={model} now={now} of="inactive_after_ms" units={['minute', 'hour']} />
      </Section>
      <Section title={p.end.title} intro={p.end.intro}>
        <Span model={model} now={now} of="close_after_ms" units={['hour', 'day']} />
        <SwitchField
          label={p.fields.agents_may_close}
          hint={p.hints.agents_may_close}
          {...chosen('agents_may_close')}
        />
      </Section>
      <Section title={p.bot.title}>
        <TextField
          label={p.fields.bot_name}
          hint={p.hints.bot_name}
          {...typed('bot_name')}
          autoComplete="off"
        />
      </Section>
    </>
  );
}

interface SpanProps extends RoutingFieldsProps {
  of: keyof typeof BOUNDS;
  units: readonly DurationUnit[];
}

function Span({ model, now, of, units }: SpanProps) {
  const { t } = useWords();
  const { typed } = bound(t, model, now);
  return (
    <DurationField
      label={t.routing.fields[of]}
      hint={t.routing.hints[of]}
      {...typed(of)}
      units={Object.fromEntries(units.map((unit) => [unit, t.forms.units[unit]]))}
      unitLabel={t.forms.unit}
    />
  );
}

export const describeRouting: WordsOfForm<RoutingValues> = ({ t, f }) => {
  const { fields, modes, strategies } = t.routing;
  const onOff = (on: boolean) => (on ? t.forms.on : t.forms.off);
  const span = (label: string) => ({ label, show: (ms: number | null) => (ms === null ? '' : f.span(ms)) });
  return {
    routing: { label: fields.routing, show: (mode) => modes[mode].label },
    strategy: { label: fields.strategy, show: (strategy) => strategies[strategy].label },
    offer_timeout_ms: span(fields.offer_timeout_ms),
    agents_may_close: { label: fields.agents_may_close, show: onOff },
    close_after_ms: span(fields.close_after_ms),
    inactive_after_ms: span(fields.inactive_after_ms),
    presence_grace_ms: span(fields.presence_grace_ms),
    chat_grace_ms: span(fields.chat_grace_ms),
    count_inactive: { label: fields.count_inactive, show: onOff },
    bot_name: { label: fields.bot_name, show: (name) => name },
  };
};
