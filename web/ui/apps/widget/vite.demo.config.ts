import { defineConfig } from 'vite';

/** The demo page: `/demo` on the server. */
export default defineConfig({
  root: 'demo',
  base: '/demo/',
  build: {
    outDir: '../../../dist/demo',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: { input: ['demo/index.html', 'demo/help.html'] },
  },
});
