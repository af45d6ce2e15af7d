import { ChoiceField, SelectField, SwitchField } from '@frontdesk/kit/choice_fields';
import { ColorField } from '@frontdesk/kit/colour_field';
import { NumberField } from '@frontdesk/kit/number_field';
import { Section } from '@frontdesk/kit/section';
import { bound } from '../../forms/bound';
import { useWords } from '../../words';
import styles from './channels.module.css';
import { PictureField } from './picture_field';
import { Preview } from './preview';
import { LanguageChoice, OneText, useTextLanguage } from './text_fields';
import type { WidgetTabProps } from './widget_page';

const SHAPES = ['circle', 'square', 'pill'] as const;
const ICONS = ['bubble', 'dots', 'question', 'headset', 'mail', 'picture'] as const;
const SCHEMES = ['auto', 'light', 'dark'] as const;

/** How it looks, with what it will look like beside it. */
export function Style(props: WidgetTabProps) {
  const { language: spoken } = useWords();
  // A preview is read by the admin: it speaks as to a customer with the admin's language.
  const { language, choose } = useTextLanguage(props.now.values, spoken);
  return (
    <div className={styles.beside}>
      <div>
        <Colours {...props} />
        <Launcher {...props} language={language} choose={choose} />
        <Panel {...props} />
      </div>
      <Preview {...props} language={language} />
    </div>
  );
}

function Colours({ model, now }: WidgetTabProps) {
  const { t } = useWords();
  const { typed, chosen } = bound(t, model, now);
  const { values } = now;
  const p = t.channels.style;
  const c = t.forms.colour;
  const verdict = (ratio: number, _: boolean, text: 'white' | 'black') =>
    text === 'white' ? c.white(String(ratio)) : c.black(String(ratio));
  return (
    <Section title={p.colours} intro={p.coloursIntro}>
      <ColorField label={p.brand} pick={c.pick} verdict={verdict} {...typed('brand_color')} />
      <SwitchField
        label={p.ownSecond}
        hint={p.ownSecondHint}
        value={values.second_color !== null}
        onChange={(own) => model.set('second_color', own ? values.brand_color : null)}
      />
      {values.second_color !== null && (
        <ColorField
          label={p.second}
          pick={c.pick}
          verdict={verdict}
          {...typed('second_color')}
          value={values.second_color}
        />
      )}
      <ChoiceField
        label={p.scheme}
        beside
        {...chosen('scheme')}
        choices={SCHEMES.map((value) => ({ value, label: p.schemes[value] }))}
      />
    </Section>
  );
}

type LauncherProps = WidgetTabProps & {
  language: Parameters<typeof LanguageChoice>[0]['language'];
  choose: Parameters<typeof LanguageChoice>[0]['onChoose'];
};

function Launcher({ model, now, language, choose }: LauncherProps) {
  const { t } = useWords();
  const { typed, chosen } = bound(t, model, now);
  const p = t.channels.style;
  const { values } = now;
  return (
    <Section title={p.launcher} intro={p.launcherIntro}>
      <ChoiceField
        label={p.shape}
        beside
        {...chosen('shape')}
        choices={SHAPES.map((value) => ({ value, label: p.shapes[value] }))}
      />
      {values.shape === 'pill' && (
        <>
          <LanguageChoice values={values} language={language} onChoose={choose} />
          <OneText model={model} now={now} of="launcher" language={language} own={values.title} />
        </>
      )}
      <SelectField
        label={p.icon}
        {...chosen('icon')}
        choices={ICONS.map((value) => ({ value, label: p.icons[value] }))}
      />
      <ChoiceField
        label={p.side}
        beside
        {...chosen('side')}
        choices={(['left', 'right'] as const).map((value) => ({ value, label: p.sides[value] }))}
      />
      <div className={styles.pair}>
        <NumberField label={p.offsetX} unit="px" {...typed('offset_x')} />
        <NumberField label={p.offsetY} unit="px" {...typed('offset_y')} />
      </div>
    </Section>
  );
}

function Panel({ model, now }: WidgetTabProps) {
  const { t } = useWords();
  const { typed, chosen } = bound(t, model, now);
  const p = t.channels.style;
  return (
    <Section title={p.panel}>
      <PictureField {...chosen('picture')} />
      <NumberField label={p.radius} hint={p.radiusHint} unit="px" {...typed('radius')} />
      <SwitchField label={p.sound} hint={p.soundHint} {...chosen('sound')} />
      <SwitchField
        label={t.channels.basics.uploads}
        hint={t.channels.basics.uploadsHint}
        {...chosen('uploads')}
      />
    </Section>
  );
}
