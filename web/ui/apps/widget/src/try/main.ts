/**
 * A bare page of our own with one widget on it.
 *
 * `?integration=<id>` puts the widget in as any page does. `?preview` shows settings that nobody has saved yet, as the
 * admin centre, which shows this page in a frame, tells them.
 */

import './try.css';
import { Face } from '../loader/face.ts';
import { isPreview, type Preview } from './preview.ts';

const asked = new URLSearchParams(location.search);

/** The widget's face and frame, anew for each change. */
class Stage {
  private host: HTMLElement | null = null;
  private readonly panel = document.createElement('div');
  private readonly frame = document.createElement('iframe');
  private shown: Preview | null = null;
  private open = true;

  constructor() {
    this.panel.role = 'dialog';
    this.panel.className = 'panel';
    this.frame.src = '/widget/frame?preview';
    this.frame.onload = () => this.tell();
    this.panel.append(this.frame);
  }

  show(preview: Preview): void {
    this.shown = preview;
    this.host?.remove();
    this.host = document.createElement('frontdesk-widget');
    document.body.append(this.host);
    const { look } = preview;
    const { host, panel } = this;
    const face = new Face({
      host,
      panel,
      look,
      integration: `preview.${Date.now()}`,
      origin: location.origin,
      press: () => this.press(face),
    });
    this.dress(face);
  }

  private press(face: Face): void {
    this.open = !this.open;
    this.dress(face);
  }

  private dress(face: Face): void {
    this.panel.className = this.open ? 'panel' : 'panel shut';
    face.launcher.element.ariaExpanded = String(this.open);
    this.panel.ariaLabel = face.speak(this.shown?.locale ?? 'en', this.open);
    this.tell();
  }

  /** The frame asks for nothing itself: what it shows is told. */
  private tell(): void {
    if (this.shown === null) return;
    const { welcome, locale } = this.shown;
    this.frame.contentWindow?.postMessage({ frontdesk: 'preview', welcome, locale }, location.origin);
  }
}

function preview(): void {
  const stage = new Stage();
  addEventListener('message', ({ source, origin, data }) => {
    if (source === window.parent && origin === location.origin && isPreview(data)) stage.show(data);
  });
  window.parent.postMessage({ frontdesk: 'previewing' }, location.origin);
}

function embed(integration: string): void {
  const script = document.createElement('script');
  script.src = '/widget.js';
  script.async = true;
  script.dataset['integration'] = integration;
  document.head.append(script);
}

if (asked.has('preview') && window.parent !== window) preview();
else embed(asked.get('integration') ?? '');
