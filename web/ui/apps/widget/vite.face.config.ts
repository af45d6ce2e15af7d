import { defineConfig } from 'vite';

/** What the loader draws: a module with a stable name, `/widget/face.js` on the server. */
export default defineConfig({
  build: {
    outDir: '../../dist/widget',
    // The frame was built into the same folder just before.
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry: 'src/loader/face.ts', formats: ['es'], fileName: () => 'face.js' },
  },
});
