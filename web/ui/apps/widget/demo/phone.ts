import type { DemoInfo } from '@frontdesk/protocol';
import { pageUrl } from './info.ts';

/** Puts the telephone beside the shop where there is room for it; elsewhere the guide's link opens it. */
export function showPhone(info: DemoInfo): void {
  const place = document.getElementById('phone');
  if (!info.urls['phone'] || !place) return;
  const url = pageUrl(info, 'phone');
  document.getElementById('phone-link')?.setAttribute('href', url);
  const frame = document.createElement('iframe');
  frame.title = 'The customer’s telephone';
  frame.allow = 'camera';
  // Below the width from which the page has a place for it, nothing is loaded.
  const room = matchMedia('(min-width: 1360px)');
  const fill = () => {
    place.hidden = !room.matches;
    if (room.matches && !frame.src) frame.src = url;
    if (room.matches && !frame.isConnected) place.append(frame);
  };
  room.addEventListener('change', fill);
  fill();
}
