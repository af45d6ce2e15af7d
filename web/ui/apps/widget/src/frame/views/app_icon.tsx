import type { ChannelKind } from '@frontdesk/protocol';
import instagram from '@tabler/icons/outline/brand-instagram.svg?raw';
import line from '@tabler/icons/outline/brand-line.svg?raw';
import messenger from '@tabler/icons/outline/brand-messenger.svg?raw';
import telegram from '@tabler/icons/outline/brand-telegram.svg?raw';
import wechat from '@tabler/icons/outline/brand-wechat.svg?raw';
import whatsapp from '@tabler/icons/outline/brand-whatsapp.svg?raw';
import x from '@tabler/icons/outline/brand-x.svg?raw';
import sms from '@tabler/icons/outline/device-mobile-message.svg?raw';
import { Icon, PhoneIcon } from './icons.tsx';

/** The same drawings as the workspace has of them, without the library that draws them there. */
const DRAWINGS: Partial<Record<ChannelKind, readonly string[]>> = {
  whatsapp: lines(whatsapp),
  messenger: lines(messenger),
  instagram: lines(instagram),
  line: lines(line),
  wechat: lines(wechat),
  x: lines(x),
  telegram: lines(telegram),
  sms: lines(sms),
};

/** What an app is known by. Its name stands beside it. */
export function AppIcon({ channel }: { channel: ChannelKind }) {
  const drawing = DRAWINGS[channel];
  // A newer server may know channels that this program does not.
  if (!drawing) return <PhoneIcon />;
  return (
    <Icon thin>
      {drawing.map((path) => (
        <path key={path} d={path} />
      ))}
    </Icon>
  );
}

/** The strokes of a drawing; its first path is the empty square that it stands in. */
function lines(svg: string): string[] {
  return [...svg.matchAll(/<path d="([^"]+)"/g)].flatMap(([, path]) => path ?? []);
}
