import { IconUsers } from '@tabler/icons-react';
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Button, ButtonLink } from '../src/button';
import { CopyField } from '../src/copy_field';
import { Confirm, Dialog } from '../src/dialog';
import { Drawer } from '../src/drawer';
import { SaveBar } from '../src/save_bar';
import { SearchBox } from '../src/search_box';
import { Section } from '../src/section';
import { Segments } from '../src/segments';
import { EmptyState, FailedState, LoadingState } from '../src/states';
import { Table } from '../src/table';
import { Tabs } from '../src/tabs';
import { Toasts } from '../src/toasts';
import { Held, show } from './stage';

afterEach(cleanup);

test('a busy button keeps the focus and takes no press', () => {
  const pressed = vi.fn();
  show(
    <>
      <Button busy onClick={pressed}>
        Save
      </Button>
      <ButtonLink href="/there">Go</ButtonLink>
    </>,
  );
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });
  button.focus();
  fireEvent.click(button);
  expect(pressed).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(button);
  expect(screen.getByRole('link', { name: 'Go' }).getAttribute('href')).toBe('/there');
});

describe('states', () => {
  test('empty teaches and offers what to do', () => {
    show(
      <EmptyState
        page
        icon={IconUsers}
        title="Nobody yet"
        hint="Make one."
        action={<button type="button">New</button>}
      />,
    );
    expect(screen.getByRole('heading', { name: 'Nobody yet', level: 1 })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'New' })).toBeTruthy();
  });

  test('loading says so without showing a word', () => {
    show(<LoadingState label="Loading…" rows={3} />);
    expect(screen.getByRole('status').textContent).toBe('Loading…');
  });

  test('failed gives the reason and a way out', () => {
    const again = vi.fn();
    show(<FailedState title="Not loaded" reason="No answer." retry="Try again" onRetry={again} />);
    expect(screen.getByRole('alert').textContent).toContain('No answer.');
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(again).toHaveBeenCalledOnce();
  });
});

describe('a table', () => {
  const columns = [
    { key: 'name', head: 'Name', sortable: true, cell: (row: { name: string; load: number }) => row.name },
    { key: 'load', head: 'Load', figures: true, cell: (row: { name: string; load: number }) => row.load },
  ];

  test('tells how it is sorted, and asks for another order', () => {
    const sorted = vi.fn();
    show(
      <Table
        label="Agents"
        columns={columns}
        rows={[{ name: 'Ana', load: 2 }]}
        keyOf={(row) => row.name}
        sort={{ by: 'name', down: true }}
        onSort={sorted}
      />,
    );
    expect(screen.getByRole('table', { name: 'Agents' })).toBeTruthy();
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('descending');
    expect(screen.getByRole('columnheader', { name: 'Load' }).getAttribute('aria-sort')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Name' }));
    expect(sorted).toHaveBeenCalledWith('name');
  });
});

describe('dialogues', () => {
  test('a question can be answered both ways', () => {
    const [yes, no] = [vi.fn(), vi.fn()];
    show(
      <Confirm opened title="Leave?" confirm="Leave" cancel="Stay" danger onConfirm={yes} onCancel={no}>
        Not saved yet.
      </Confirm>,
    );
    expect(screen.getByRole('dialog', { name: 'Leave?' }).textContent).toContain('Not saved yet.');
    fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
    expect(yes).toHaveBeenCalledOnce();
    fireEvent.click(screen.getAllByRole('button', { name: 'Stay' })[0] as HTMLElement);
    expect(no).toHaveBeenCalledOnce();
  });

  test('a form is sent by Enter', () => {
    const sent = vi.fn();
    show(
      <Dialog
        opened
        onClose={() => {}}
        title="Password"
        close="Close"
        onSubmit={sent}
        actions={<Button type="submit">Set</Button>}
      >
        <input aria-label="New" />
      </Dialog>,
    );
    fireEvent.submit(screen.getByRole('textbox', { name: 'New' }));
    expect(sent).toHaveBeenCalledOnce();
  });

  test('a drawer can be closed by name', () => {
    const closed = vi.fn();
    show(
      <Drawer opened onClose={closed} title="Sections" close="Close sections">
        inside
      </Drawer>,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Close sections' }));
    expect(closed).toHaveBeenCalledOnce();
  });
});

test('toasts are added to a region that was there before', () => {
  const closed = vi.fn();
  show(
    <Toasts
      label="Messages"
      close="Close"
      toasts={[{ id: 3, tone: 'good', text: 'Saved' }]}
      onClose={closed}
    />,
  );
  expect(screen.getByRole('region', { name: 'Messages' }).getAttribute('aria-live')).toBe('polite');
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(closed).toHaveBeenCalledWith(3);
});

test('tabs are walked by arrows, round the ends', () => {
  const tabs = [
    { key: 'basics', label: 'Basics' },
    { key: 'style', label: 'Style' },
    { key: 'install', label: 'Installation', mark: 'not installed yet' },
  ] as const;
  show(
    <Held<(typeof tabs)[number]['key']> first="basics">
      {(value, set) => (
        <Tabs label="Widget" tabs={tabs} current={value} onChange={set}>
          {value}
        </Tabs>
      )}
    </Held>,
  );
  fireEvent.keyDown(screen.getByRole('tab', { name: 'Basics' }), { key: 'ArrowLeft' });
  const last = screen.getByRole('tab', { name: /^Installation/ });
  expect(last.getAttribute('aria-selected')).toBe('true');
  expect(document.activeElement).toBe(last);
  expect(screen.getByRole('tabpanel', { name: /^Installation/ }).textContent).toBe('install');
  fireEvent.keyDown(last, { key: 'ArrowRight' });
  expect(screen.getByRole('tabpanel').textContent).toBe('basics');
});

test('segments are radio buttons', () => {
  const changed = vi.fn();
  const choices = [
    { value: 'on', label: 'Active' },
    { value: 'off', label: 'Deactivated' },
  ] as const;
  show(<Segments label="State" value="on" choices={choices} onChange={changed} />);
  fireEvent.click(screen.getByRole('radio', { name: 'Deactivated' }));
  expect(changed).toHaveBeenCalledWith('off');
});

test('a section has its heading as its name', () => {
  show(
    <Section title="Access" intro="Who gets in.">
      inside
    </Section>,
  );
  expect(screen.getByRole('region', { name: 'Access' }).textContent).toContain('Who gets in.');
});

describe('the bar that saves', () => {
  test('is there while something is not saved, and says what', () => {
    const discarded = vi.fn();
    show(
      <SaveBar
        shown
        changed="Name"
        save="Save"
        discard="Discard"
        busy={false}
        form="the-form"
        onDiscard={discarded}
      />,
    );
    expect(screen.getByRole('status').textContent).toBe('Name');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).type).toBe('submit');
    expect(screen.getByRole('button', { name: 'Save' }).getAttribute('form')).toBe('the-form');
    fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
    expect(discarded).toHaveBeenCalledOnce();
  });

  test('is away when there is nothing, and tells why it was not saved', () => {
    const bar = (shown: boolean) => (
      <SaveBar
        shown={shown}
        changed=""
        failure="No answer"
        save="Save"
        discard="Discard"
        busy
        onDiscard={() => {}}
      />
    );
    const { unmount } = show(bar(false));
    expect(screen.queryByRole('button')).toBeNull();
    unmount();
    show(bar(true));
    expect(screen.getByRole('status').textContent).toBe('No answer');
    // While it is under way a second press sends nothing.
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).type).toBe('button');
  });
});

test('a search is emptied by Escape and by its button', () => {
  show(
    <Held first="ana">
      {(value, set) => (
        <SearchBox
          label="Search"
          clear="Empty"
          value={value}
          onChange={set}
          found={`${value.length} found`}
        />
      )}
    </Held>,
  );
  expect(screen.getByRole('status').textContent).toBe('3 found');
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape' });
  expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('');
  expect(screen.queryByRole('button', { name: 'Empty' })).toBeNull();
});

test('a secret is copied, and says so', async () => {
  const written: string[] = [];
  vi.stubGlobal('navigator', {
    clipboard: { writeText: (text: string) => Promise.resolve(written.push(text)) },
  });
  show(<CopyField label="Token" hint="Shown once." value="abc" copy="Copy" copied="Copied" secret />);
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Copy' })));
  expect(written).toEqual(['abc']);
  expect(screen.getByRole('button', { name: 'Copied' })).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Token' }).readOnly).toBe(true);
  vi.unstubAllGlobals();
});
