import { defineConfig } from 'vite';

/** The iframe app, and the page to try a widget on: `/widget/frame` and `/widget/try` on the server. */
export default defineConfig({
  base: '/widget/',
  oxc: { jsx: { importSource: 'preact' } },
  build: {
    outDir: '../../dist/widget',
    emptyOutDir: true,
    target: 'es2022',
    // The polyfill would be an extra script for browsers that we do not support anyway.
    modulePreload: false,
    // Nothing inline: the server's policy for this page is `script-src 'self'; style-src 'self'`.
    assetsInlineLimit: 0,
    rolldownOptions: { input: ['frame.html', 'try.html'] },
  },
});
