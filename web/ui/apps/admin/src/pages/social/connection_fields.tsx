import { Button } from '@frontdesk/kit/button';
import { CopyField } from '@frontdesk/kit/copy_field';
import { SecretField, StoredSecret } from '@frontdesk/kit/secret_field';
import { TextField } from '@frontdesk/kit/text_field';
import type { ChannelKind, ChannelSetting } from '@frontdesk/protocol';
import { IconRefresh } from '@tabler/icons-react';
import { bound } from '../../forms/bound';
import type { FormState } from '../../forms/form_model';
import { useWords } from '../../words';
import { type ConnectionForm, type ConnectionValues, settingWords } from './connection_form';

interface PartProps {
  held: ConnectionForm;
  kind: ChannelKind;
  now: FormState<ConnectionValues>;
}

/** Shown until it is saved; then only that it is set, and a way to draw another. */
export function OurWord({ held, name, kind, now }: PartProps & { name: string }) {
  const { t } = useWords();
  const p = t.social.connection;
  const value = now.values[name] ?? '';
  const { label, hint } = settingWords(t, kind, name);
  const isSet = held.hidden.has(name);
  const draw = (
    <Button onClick={() => held.draw(name)}>
      <IconRefresh size={16} stroke={1.8} aria-hidden="true" />
      {p.generate}
    </Button>
  );
  if (value === '')
    return (
      <StoredSecret label={label} hint={hint} isStored={isSet} says={isSet ? p.set : p.notSet}>
        {draw}
      </StoredSecret>
    );
  return (
    <>
      <CopyField label={label} hint={p.verifyHint} value={value} copy={p.copy} copied={p.copied} secret />
      <div>{draw}</div>
    </>
  );
}

/** What the provider shows as well, and everybody may read. */
export function Value({ held: { model }, setting, kind, now }: PartProps & { setting: ChannelSetting }) {
  const { t } = useWords();
  const { name, required } = setting;
  const { label, hint } = settingWords(t, kind, name);
  return (
    <TextField
      label={label}
      hint={hint}
      {...(required ? {} : { mark: t.social.connection.optional })}
      {...bound(t, model, now).typed(name)}
      value={now.values[name] ?? ''}
      autoComplete="off"
      spellCheck={false}
      name={name}
    />
  );
}

/** Goes in and never comes out again. */
export function Secret({
  held: { model, hidden },
  setting,
  kind,
  now,
}: PartProps & { setting: ChannelSetting }) {
  const { t } = useWords();
  const p = t.social.connection;
  const { name, required } = setting;
  const { label, hint } = settingWords(t, kind, name);
  const isSet = hidden.has(name);
  return (
    <SecretField
      key={model.revision}
      label={label}
      hint={hint}
      isStored={isSet}
      words={{
        stored: p.set,
        replace: p.replace,
        replaceOf: p.replaceOf,
        keep: p.keep,
        keepOf: p.keepOf,
      }}
      {...(isSet || required ? {} : { mark: p.optional })}
      {...bound(t, model, now).typed(name)}
      value={now.values[name] ?? ''}
      show={p.show}
      hide={p.hide}
    />
  );
}
