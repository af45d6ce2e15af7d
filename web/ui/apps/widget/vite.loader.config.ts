import { defineConfig } from 'vite';

/** The loader: one classic script with a stable name, `/widget.js` on the server. */
export default defineConfig({
  // The types of its global stand beside it: `/widget.d.ts`.
  publicDir: 'types',
  build: {
    outDir: '../../dist/widget',
    // The frame was built into the same folder just before.
    emptyOutDir: false,
    target: 'es2022',
    lib: {
      entry: 'src/loader/main.ts',
      name: 'FrontdeskLoader',
      formats: ['iife'],
      fileName: () => 'widget.js',
    },
  },
});
