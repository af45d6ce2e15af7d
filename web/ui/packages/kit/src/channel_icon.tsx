import type { ChannelKind } from '@frontdesk/protocol';
import {
  IconBrandInstagram,
  IconBrandLine,
  IconBrandMessenger,
  IconBrandTelegram,
  IconBrandWechat,
  IconBrandWhatsapp,
  IconBrandX,
  IconDeviceMobileMessage,
  IconMessage2,
  IconMessages,
} from '@tabler/icons-react';

const ICONS: Record<ChannelKind, typeof IconMessage2> = {
  widget: IconMessage2,
  chat: IconMessages,
  whatsapp: IconBrandWhatsapp,
  messenger: IconBrandMessenger,
  instagram: IconBrandInstagram,
  line: IconBrandLine,
  wechat: IconBrandWechat,
  x: IconBrandX,
  telegram: IconBrandTelegram,
  sms: IconDeviceMobileMessage,
};

export function ChannelIcon({
  channel,
  name,
  size = 15,
}: {
  channel: ChannelKind;
  name: string;
  size?: number;
}) {
  const Icon = ICONS[channel];
  return (
    <>
      <Icon size={size} stroke={1.7} aria-hidden="true" />
      <span className="fd-hidden">{name}</span>
    </>
  );
}
