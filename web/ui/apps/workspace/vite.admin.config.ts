import { defineConfig } from 'vite';

/** The door of the admin centre, until it is a program of its own. */
export default defineConfig({
  root: 'admin',
  base: '/admin/',
  build: { outDir: '../../../dist/admin', emptyOutDir: true },
});
