import { defineConfig } from 'vite';

/** The page to try a widget on: `/widget/try` on the server. By itself, so that the frame shares no file with it. */
export default defineConfig({
  base: '/widget/',
  build: {
    outDir: '../../dist/widget',
    // The frame was built into the same folder just before.
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: { input: ['try.html'] },
  },
});
