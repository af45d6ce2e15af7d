import { Button } from '@frontdesk/kit/button';
import { useState } from 'react';
import { Sure, type SureProps } from '../../forms/sure';
import { useWords } from '../../words';

export interface RemovalProps extends Omit<SureProps, 'opened' | 'onClose'> {
  /** The button's word, and the name that tells it from the same button of other rows. */
  word: string;
  name: string;
}

/** A button in a row that ends something after asking. */
export function Removal({ word, name, ...asks }: RemovalProps) {
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button small aria-label={t.forms.pair(word, name)} onClick={() => setAsked(true)}>
        {word}
      </Button>
      <Sure {...asks} opened={asked} onClose={() => setAsked(false)} />
    </>
  );
}
