import { useModel } from '@frontdesk/kit/use_model';
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { type Formats, formatsOf } from './formats';
import type { Language } from './languages';
import type { LookModel } from './look';
import type { DeskTexts } from './words/en';

export interface Words<Texts> {
  readonly t: Texts;
  readonly f: Formats;
  readonly language: Language;
}

export interface WordsProviderProps {
  preferences: Pick<LookModel, 'snapshot' | 'subscribe'>;
  children: ReactNode;
}

const DeskWordsContext = createContext<Words<DeskTexts> | null>(null);

/** The words that every desk app has. */
export function useDeskWords(): Words<DeskTexts> {
  return found(useContext(DeskWordsContext));
}

/** An app's own words: the provider and the hook, made once from its catalogues. */
export function wordsOf<Texts extends DeskTexts>(catalogues: Record<Language, Texts>) {
  const Context = createContext<Words<Texts> | null>(null);

  function WordsProvider({ preferences, children }: WordsProviderProps) {
    const { language } = useModel(preferences);
    const words = useMemo(() => {
      const t = catalogues[language];
      return { t, f: formatsOf(language, t), language };
    }, [language]);
    useEffect(() => {
      document.documentElement.lang = language;
    }, [language]);
    return (
      <DeskWordsContext value={words}>
        <Context value={words}>{children}</Context>
      </DeskWordsContext>
    );
  }

  return { WordsProvider, useWords: (): Words<Texts> => found(useContext(Context)) };
}

function found<Texts>(words: Words<Texts> | null): Words<Texts> {
  if (!words) throw new Error('no WordsProvider above');
  return words;
}
