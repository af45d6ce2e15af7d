import { ChoiceField, SelectField, SwitchField } from '@frontdesk/kit/choice_fields';
import { ColorField } from '@frontdesk/kit/colour_field';
import { NumberField } from '@frontdesk/kit/number_field';
import { Section } from '@frontdesk/kit/section';
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
  const { language, choose } = useTextLanguage(props.now.values);
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

function Colours({ model, now: { values, problems } }: WidgetTabProps) {
  const { t } = useWords();
  const p = t.channels.style;
  const c = t.forms.colour;
  const verdict = (ratio: number, _: boolean, text: 'white' | 'black') =>
    text === 'white' ? c.white(String(ratio)) : c.black(String(ratio));
  return (
    <Section title={p.colours} intro={p.coloursIntro}>
      <ColorField
        label={p.brand}
        pick={c.pick}
        verdict={verdict}
        value={values.brand_color}
        onChange={(colour) => model.set('brand_color', colour)}
        onBlur={() => model.touch('brand_color')}
        error={problems.brand_color?.(t)}
      />
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
          value={values.second_color}
          onChange={(colour) => model.set('second_color', colour)}
          onBlur={() => model.touch('second_color')}
          error={problems.second_color?.(t)}
        />
      )}
      <ChoiceField
        label={p.scheme}
        beside
        value={values.scheme}
        onChange={(scheme) => model.set('scheme', scheme)}
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
  const p = t.channels.style;
  const { values, problems } = now;
  return (
    <Section title={p.launcher} intro={p.launcherIntro}>
      <ChoiceField
        label={p.shape}
        beside
        value={values.shape}
        onChange={(shape) => model.set('shape', shape)}
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
        value={values.icon}
        onChange={(icon) => model.set('icon', icon)}
        choices={ICONS.map((value) => ({ value, label: p.icons[value] }))}
      />
      <ChoiceField
        label={p.side}
        beside
        value={values.side}
        onChange={(side) => model.set('side', side)}
        choices={(['left', 'right'] as const).map((value) => ({ value, label: p.sides[value] }))}
      />
      <div className={styles.pair}>
        <NumberField
          label={p.offsetX}
          unit="px"
          value={values.offset_x}
          onChange={(px) => model.set('offset_x', px)}
          onBlur={() => model.touch('offset_x')}
          error={problems.offset_x?.(t)}
        />
        <NumberField
          label={p.offsetY}
          unit="px"
          value={values.offset_y}
          onChange={(px) => model.set('offset_y', px)}
          onBlur={() => model.touch('offset_y')}
          error={problems.offset_y?.(t)}
        />
      </div>
    </Section>
  );
}

function Panel({ model, now: { values, problems } }: WidgetTabProps) {
  const { t } = useWords();
  const p = t.channels.style;
  return (
    <Section title={p.panel}>
      <PictureField
        value={values.picture}
        onChange={(picture) => model.set('picture', picture)}
        error={problems.picture?.(t)}
      />
      <NumberField
        label={p.radius}
        hint={p.radiusHint}
        unit="px"
        value={values.radius}
        onChange={(px) => model.set('radius', px)}
        onBlur={() => model.touch('radius')}
        error={problems.radius?.(t)}
      />
      <SwitchField
        label={p.sound}
        hint={p.soundHint}
        value={values.sound}
        onChange={(on) => model.set('sound', on)}
      />
      <SwitchField
        label={t.channels.basics.uploads}
        hint={t.channels.basics.uploadsHint}
        value={values.uploads}
        onChange={(on) => model.set('uploads', on)}
      />
    </Section>
  );
}
