/** The page that says what the pictures are. */

const FACES = {
  workspace: 'Workspace',
  admin: 'Admin centre',
  demo: 'Demo',
  widget: 'Widget',
};

/** `made` holds the names of the files that are there. */
export function index(scenes, sizes, made) {
  const measures = sizes.map(([width, height]) => `${width}×${height}`).join(', ');
  const parts = Object.entries(FACES).map(([face, title]) => {
    const own = scenes.filter((scene) => scene.face === face);
    return `## ${title}\n\n${own.map(({ name }) => (made.has(`${name}.webp`) ? `- [${name}](${name}.webp)` : `- ${name}: to be made`)).join('\n')}\n`;
  });
  return `# Screens

Every screen of every face: ${measures}; light and dark; English, French and Greek.
Lists are shown with nothing, with far too much, and with the server gone as well.

\`\`\`
cargo build -p frontdesk
npm --prefix web/ui run build
npm --prefix web/ui/e2e run screens
npm --prefix web/ui/e2e run screens -- ticket       # those whose name holds a word
npm --prefix web/ui/e2e run screens -- --missing    # those of which there is no sheet
\`\`\`

The program that is photographed is the real one with the sample data of its demo, in the system's Chromium.
For nothing and for far too much its answers are changed on their way to the page.
A state that a page cannot be in is left out: a form has neither nothing nor far too much, agents and sessions always have whoever looks, and the admin centre's first page, roles and what is new ask nothing of the server.
Times of day and spans are made the same on each run; dates are those of the day.
Each sheet is at a little over half of what a browser shows.
Forms are shown at their whole length, and of the widget's page what is round the widget.
The demo's shop, its guide and what its bot says are English: they are the sample company's own.
The telephone speaks as whoever has it; its apps are shown in English.

${parts.join('\n')}`;
}
