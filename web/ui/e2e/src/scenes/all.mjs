/**
 * Every screen of every face. A scene is brought to a page by `open`; `frame` is the document that is looked at where
 * it is not the page's own, `gone` says that its server is not there, `size` and `only` that it is meant for one size or
 * language only, `locale` that the browser asks for another than the page will speak. `anew`: what it shows belongs to a
 * part of the page that another width takes away, so it is opened at each.
 */
import { words } from '../words.mjs';
import { admin } from './admin.mjs';
import { linking } from './linking.mjs';
import { phones } from './phone.mjs';
import { STATES } from './states.mjs';
import { widget } from './widget.mjs';
import { workspace } from './workspace.mjs';
import { endings, more } from './workspace_more.mjs';
import { social } from './workspace_social.mjs';

export const SIZES = [
  [1440, 900],
  [1024, 768],
  [390, 844],
];

export async function scenes(stand) {
  return [
    ...workspace,
    ...more,
    ...social,
    ...(await admin(stand)),
    ...widget,
    ...linking,
    ...phones,
    ...endings,
  ];
}

/** Opens a scene in all of its sizes: in one page that follows its window, or in one for each. */
export async function enterAll(stand, scene, language, state) {
  if (!scene.anew) return [await enter(stand, scene, language, state)];
  const all = [];
  for (const size of SIZES) all.push(await enter(stand, { ...scene, size }, language, state));
  return all;
}

/** Opens a scene in a language, or in one of `STATES`; whoever asked closes the context. */
export async function enter(stand, scene, language, state) {
  const { page, context, complaints } = await stand.page({
    language: scene.locale ?? language,
    who: scene.who,
    state: scene.state?.(stand),
    size: scene.size,
  });
  if (state) await STATES[state](page);
  const t = scene.face === 'demo' ? {} : await words(scene.face, language);
  await scene.open({ page, stand, language, state, t });
  const frame = scene.frame?.({ page }) ?? page;
  return { page, frame, context, complaints, sizes: scene.size ? [scene.size] : SIZES };
}
