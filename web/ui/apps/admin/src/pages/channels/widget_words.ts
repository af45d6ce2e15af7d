/** How a widget's settings are called, and how a value of each reads in a sentence. */
import { LANGUAGE_NAMES } from '@frontdesk/desk/languages';
import type { Language } from '@frontdesk/protocol';
import type { WordsOfForm } from '../../forms/form';
import { type InLanguages, LANGUAGES, type WidgetPageRead, type WidgetValues } from './widget_form';

export function describeWidget(read: WidgetPageRead): WordsOfForm<WidgetValues> {
  return ({ t, f }) => {
    const p = t.channels;
    const on = (yes: boolean) => (yes ? t.forms.on : t.forms.off);
    const plain = (text: string) => text;
    const px = (value: number | null) => `${value ?? 0} px`;
    const language = (one: Language) => LANGUAGE_NAMES[one];
    const named = (all: readonly { id: number | string; name: string }[], id: number | string | null) =>
      all.find((one) => one.id === id)?.name ?? p.gone;
    const texts = (values: InLanguages) =>
      LANGUAGES.filter((one) => values[one] !== '')
        .map((one) => `${one}: ${values[one]}`)
        .join(' · ');
    const described = <Value>(label: string, show: (value: Value) => string) => ({ label, show });
    return {
      name: described(p.basics.name, plain),
      enabled: described(p.basics.enabled, on),
      title: described(p.basics.title, plain),
      languages: described(p.basics.languages, (all: Language[]) => f.list(all.map(language))),
      default_language: described(p.basics.defaultLanguage, language),
      uploads: described(p.basics.uploads, on),
      conversations: described(p.basics.conversations, (mode) => p.basics.modes[mode].label),
      origins: described(p.basics.origins, (all: string[]) => all.join(' · ') || p.basics.anyOrigin),
      switch_to: described(p.basics.switchTo, (all: string[]) =>
        all.map((id) => named(read.channels, id)).join(' · '),
      ),
      brand_color: described(p.style.brand, plain),
      second_color: described(p.style.second, (colour) => colour ?? p.style.derived),
      side: described(p.style.side, (side) => p.style.sides[side]),
      offset_x: described(p.style.offsetX, px),
      offset_y: described(p.style.offsetY, px),
      shape: described(p.style.shape, (shape) => p.style.shapes[shape]),
      icon: described(p.style.icon, (icon) => p.style.icons[icon]),
      picture: described(p.style.picture, (picture) => (picture ? p.style.pictureChosen : p.style.noPicture)),
      scheme: described(p.style.scheme, (scheme) => p.style.schemes[scheme]),
      sound: described(p.style.sound, on),
      radius: described(p.style.radius, px),
      flow: described(p.responses.flow, (id) => (id === null ? p.responses.standard : named(read.flows, id))),
      group: described(p.responses.group, (id) =>
        id === null ? p.responses.noGroup : named(read.groups, id),
      ),
      ask_name: described(p.responses.askName, on),
      ask_email: described(p.responses.askEmail, on),
      ask_fields: described(p.responses.askFields, (ids: number[]) =>
        ids.map((id) => read.fields.find((field) => field.id === id)?.label ?? p.gone).join(' · '),
      ),
      text_title: described(p.texts.title, texts),
      text_launcher: described(p.texts.launcher, texts),
      text_greeting: described(p.texts.greeting, texts),
      text_header: described(p.texts.header, texts),
      text_offline: described(p.texts.offline, texts),
      text_first_message: described(p.texts.first_message, texts),
      text_details: described(p.texts.details, texts),
      text_follow_up: described(p.texts.follow_up, texts),
    };
  };
}
