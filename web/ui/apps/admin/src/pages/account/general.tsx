import { SelectField } from '@frontdesk/kit/choice_fields';
import { Section } from '@frontdesk/kit/section';
import { TextField } from '@frontdesk/kit/text_field';
import type { Account } from '@frontdesk/protocol';
import * as check from '../../forms/checks';
import type { WordsOfForm } from '../../forms/form';
import type { PageProps } from '../../pages';
import { useWords } from '../../words';
import { AccountPage } from './account_page';

interface GeneralValues {
  name: string;
  zone: string;
}

const PART = {
  take: ({ name, time_zone: zone }: Account): GeneralValues => ({ name, zone }),
  put: (account: Account, { name, zone }: GeneralValues): Account => ({ ...account, name, time_zone: zone }),
  check: ({ name }: GeneralValues) => check.problems<GeneralValues>({ name: check.name(name) }),
};

const describe: WordsOfForm<GeneralValues> = ({ t }) => ({
  name: { label: t.account.general.name, show: (name) => name },
  zone: { label: t.account.general.zone, show: zoneName },
});

export default function GeneralPage({ rest }: PageProps) {
  const { t, language } = useWords();
  const p = t.account.general;
  return (
    <AccountPage rest={rest} title={p.title} intro={p.intro} part={PART} describe={describe}>
      {(model, { values, problems }) => (
        <Section title={p.section}>
          <TextField
            label={p.name}
            hint={p.nameHint}
            value={values.name}
            onChange={(name) => model.set('name', name)}
            onBlur={() => model.touch('name')}
            error={problems.name?.(t)}
            autoComplete="organization"
          />
          <SelectField
            label={p.zone}
            hint={p.zoneNow(clockIn(values.zone, language))}
            value={values.zone}
            onChange={(zone) => model.set('zone', zone)}
            error={problems.zone?.(t)}
            nothing={p.noZone}
            choices={zones(values.zone).map((zone) => ({ value: zone, label: zoneName(zone) }))}
          />
        </Section>
      )}
    </AccountPage>
  );
}

/** Those that this browser knows, and the one that is chosen. */
function zones(chosen: string): readonly string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return [...new Set(['UTC', chosen, ...known])].toSorted();
}

function zoneName(zone: string): string {
  return zone.replaceAll('_', ' ').replaceAll('/', ' / ');
}

function clockIn(zone: string, language: string): string {
  try {
    return new Intl.DateTimeFormat(language, {
      timeZone: zone,
      timeStyle: 'short',
      dateStyle: 'full',
    }).format();
  } catch {
    // A zone of a newer database than this browser's.
    return zone;
  }
}
