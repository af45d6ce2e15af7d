// @vitest-environment node
/// <reference types="node" />
import { existsSync, readFileSync } from 'node:fs';
import type { ChannelKind } from '@frontdesk/protocol';
import { expect, test } from 'vitest';
import { guideTo } from '../src/pages/social/guides';
import { KIND_NAMES } from '../src/pages/social/kind_names';

const ROOT = new URL('../../../../../', import.meta.url);

const kinds = (Object.keys(KIND_NAMES) as ChannelKind[]).filter(
  (kind) => kind !== 'widget' && kind !== 'chat',
);

test('every_channel_has_a_document_where_its_link_leads', () => {
  const [, repository] =
    /^repository = "(.+)"$/m.exec(readFileSync(new URL('Cargo.toml', ROOT), 'utf8')) ?? [];
  expect(kinds.length).toBeGreaterThan(0);
  for (const kind of kinds) {
    const [, path] = guideTo(kind).split(`${repository}/blob/main/`);
    expect(path && existsSync(new URL(path, ROOT)), guideTo(kind)).toBe(true);
  }
});
