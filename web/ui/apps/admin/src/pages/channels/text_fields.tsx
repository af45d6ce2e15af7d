import { LANGUAGE_NAMES } from '@frontdesk/desk/languages';
import { Segments } from '@frontdesk/kit/segments';
import { TextArea, TextField } from '@frontdesk/kit/text_field';
import type { Language } from '@frontdesk/protocol';
import { useState } from 'react';
import { useWords } from '../../words';
import { MOST } from './widget_checks';
import type { TextKey, WidgetValues } from './widget_form';
import type { WidgetTabProps } from './widget_page';

/** Which of the widget's languages its texts are shown in, beginning with `first` where it is one, or else the default. */
export function useTextLanguage({ languages, default_language }: WidgetValues, first?: Language) {
  const [chosen, choose] = useState<Language>(first ?? default_language);
  const language = languages.includes(chosen) ? chosen : default_language;
  return { language, choose };
}

export function LanguageChoice({
  values,
  language,
  onChoose,
}: {
  values: WidgetValues;
  language: Language;
  onChoose: (language: Language) => void;
}) {
  const { t } = useWords();
  const p = t.channels;
  if (values.languages.length < 2) return null;
  return (
    <Segments
      label={p.texts.language}
      value={language}
      onChange={onChoose}
      choices={values.languages.map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
    />
  );
}

interface OneTextProps extends Omit<WidgetTabProps, 'read'> {
  of: TextKey;
  language: Language;
  /** What is said where nothing is written. */
  own?: string;
  rows?: number;
}

/** One text in one language; empty, it shows what will be said instead. */
export function OneText({ model, now, of, language, own = '', rows }: OneTextProps) {
  const { t } = useWords();
  const p = t.channels.texts;
  const key = `text_${of}` as const;
  const { values, problems } = now;
  const hints: Partial<Record<TextKey, string>> = p.hints;
  const other = values[key][values.default_language];
  const shared = {
    label: p[of],
    hint: hints[of],
    value: values[key][language],
    placeholder: (language === values.default_language ? '' : other) || own,
    onChange: (text: string) => model.set(key, { ...values[key], [language]: text }),
    onBlur: () => model.touch(key),
    error: [...values[key][language].trim()].length > MOST.text[of] ? problems[key]?.(t) : undefined,
  };
  if (rows === undefined) return <TextField {...shared} autoComplete="off" />;
  return <TextArea {...shared} rows={rows} most={MOST.text[of]} />;
}
