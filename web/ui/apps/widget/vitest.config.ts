import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { importSource: 'preact' } },
  test: {
    environment: 'happy-dom',
    // No test of ours reaches for the network.
    environmentOptions: {
      happyDOM: { settings: { navigation: { disableChildFrameNavigation: true } } },
    },
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
  },
});
