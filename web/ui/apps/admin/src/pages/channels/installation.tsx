import { ButtonLink } from '@frontdesk/kit/button';
import { CopyField } from '@frontdesk/kit/copy_field';
import { Notice } from '@frontdesk/kit/notice';
import { Section } from '@frontdesk/kit/section';
import { IconExternalLink } from '@tabler/icons-react';
import { useWords } from '../../words';
import * as code from './snippets';
import type { WidgetTabProps } from './widget_page';

/** How it comes onto a page, and whether it did. */
export function Installation({ read }: WidgetTabProps) {
  const { t, f } = useWords();
  const p = t.channels.install;
  const { id } = read.widget.entry;
  const { origin } = location;
  const copy = { copy: p.copy, copied: p.copied };
  return (
    <>
      <Section
        title={p.title}
        intro={p.intro}
        actions={
          <ButtonLink href={`/widget/try?integration=${id}`} target="_blank" rel="noreferrer">
            <IconExternalLink size={16} stroke={1.8} aria-hidden="true" />
            {p.test}
          </ButtonLink>
        }
      >
        <CopyField label={p.tag} hint={p.tagHint} value={code.tag(origin, id)} {...copy} />
        {read.seen ? (
          <Notice tone="good" title={p.seen(read.seen.origin, f.moment(read.seen.at))}>
            {p.seenHint}
          </Notice>
        ) : (
          <Notice tone="info" title={p.never}>
            {p.neverHint}
          </Notice>
        )}
      </Section>
      <Section title={p.csp} intro={p.cspIntro}>
        <CopyField label={p.cspLabel} value={code.policy(origin)} {...copy} />
      </Section>
      <Section title={p.spa} intro={p.spaIntro}>
        <CopyField label={p.spaLabel} value={code.singlePage(origin, id)} {...copy} />
      </Section>
      <Section title={p.help} intro={p.helpIntro}>
        <CopyField label={p.tag} value={code.tag(origin, id)} {...copy} />
      </Section>
      <Section title={p.script} intro={p.scriptIntro}>
        <CopyField label={p.scriptLabel} value={code.calls} {...copy} />
      </Section>
      <Section title={p.identity} intro={p.identityIntro}>
        <CopyField label={p.identityPage} value={code.identify} {...copy} />
        <CopyField label={p.identityServer} hint={p.identityHint} value={code.token} {...copy} />
      </Section>
    </>
  );
}
