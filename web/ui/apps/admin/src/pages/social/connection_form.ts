/** What a provider needs to know of an account, and we of the provider: one field a setting. */
import type {
  ChannelAnswer,
  ChannelConnection,
  ChannelFilled,
  ChannelForm,
  ChannelKind,
  ChannelSetting,
  FillChannel,
  Revised,
} from '@frontdesk/protocol';
import { lastChange } from '../../forms/changes';
import { FormModel, type Problems, type Stored } from '../../forms/form_model';
import type { Texts } from '../../i18n/en';
import type { AdminDesk } from '../../models/admin_desk';

/** By the setting's name; a secret is empty unless it is to be replaced. */
export type ConnectionValues = Record<string, string>;

/** Words that we choose, and the provider repeats. */
const OURS: Partial<Record<ChannelKind, string>> = {
  whatsapp: 'verify_token',
  messenger: 'verify_token',
  instagram: 'verify_token',
  wechat: 'token',
};

export const isOurs = (kind: ChannelKind, name: string): boolean => OURS[kind] === name;

/** 128 bits, as letters and digits: every provider takes them. */
export function drawWord(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export interface SettingWords {
  readonly label: string;
  readonly hint: string;
}

/** A setting in words; the same name may mean something else at another provider. */
export function settingWords(t: Texts, kind: ChannelKind, name: string): SettingWords {
  const all: Readonly<Record<string, SettingWords | undefined>> = t.social.settings;
  return all[`${kind}_${name}`] ?? all[name] ?? { label: name, hint: '' };
}

export interface ConnectionRead {
  readonly id: string;
  readonly form: ChannelForm;
  readonly connection: Revised<ChannelConnection>;
}

export class ConnectionForm {
  readonly model: FormModel<ConnectionValues>;
  /** The names of the secrets that are set. */
  hidden: ReadonlySet<string>;

  constructor(
    desk: AdminDesk,
    private readonly read: ConnectionRead,
    onSaved: (subscribed: readonly ChannelAnswer[]) => void,
  ) {
    const { rest } = desk;
    const { id, form, connection } = read;
    const path = `channels/${id}/connection`;
    let subscribed: readonly ChannelAnswer[] = [];
    this.hidden = new Set(connection.entry.hidden);
    this.model = new FormModel<ConnectionValues>({
      stored: this.stored(connection),
      check: (values) => this.problems(values),
      save: async (values, revision) => {
        const { entry, ...saved } = await rest.change<ChannelFilled>(path, revision ?? 0, this.body(values));
        subscribed = entry.subscribed;
        return this.stored({ ...saved, entry: entry.connection });
      },
      reread: async () => {
        const now = this.stored(await rest.show<ChannelConnection>(path));
        return { ...now, change: await lastChange(rest, 'channel', id) };
      },
      onSaved: () => onSaved(subscribed),
    });
    if (connection.revision === 0) this.drawOurs(form);
  }

  /** A new word of ours, in the place of the one that is set. */
  readonly draw = (name: string): void => this.model.set(name, drawWord());

  dispose(): void {
    this.model.dispose();
  }

  private drawOurs({ kind, settings }: ChannelForm): void {
    for (const { name } of settings) if (isOurs(kind, name)) this.draw(name);
  }

  private stored({ revision, entry }: Revised<ChannelConnection>): Stored<ConnectionValues> {
    this.hidden = new Set(entry.hidden);
    const value = ({ name, secret }: ChannelSetting) => [name, secret ? '' : (entry.settings[name] ?? '')];
    return {
      revision: revision === 0 ? null : revision,
      values: Object.fromEntries(this.read.form.settings.map(value)) as ConnectionValues,
    };
  }

  private problems(values: ConnectionValues): Problems<ConnectionValues> {
    const missing = ({ name, secret, required }: ChannelSetting) =>
      required && (values[name] ?? '').trim() === '' && !(secret && this.hidden.has(name));
    const wrong = this.read.form.settings.filter(missing);
    return Object.fromEntries(wrong.map(({ name }) => [name, (t: Texts) => t.social.connection.required]));
  }

  private body(values: ConnectionValues): FillChannel {
    const given = (secret: boolean) =>
      this.read.form.settings
        .filter((setting) => setting.secret === secret)
        .map(({ name }) => [name, (values[name] ?? '').trim()] as const)
        .filter(([, value]) => value !== '');
    return { settings: Object.fromEntries(given(false)), secrets: Object.fromEntries(given(true)) };
  }
}
