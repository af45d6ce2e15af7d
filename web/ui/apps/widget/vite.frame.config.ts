import { defineConfig, type Plugin } from 'vite';

/** What stands in the page before the styles are here is to be painted: in the head they would hold it back. */
const stylesLast: Plugin = {
  name: 'styles-last',
  transformIndexHtml: {
    order: 'post',
    handler(html) {
      const link = /\s*<link rel="stylesheet"[^>]*>/;
      const [styles = ''] = link.exec(html) ?? [];
      return html.replace(link, '').replace('</svg>', `</svg>${styles}`);
    },
  },
};

/** The iframe app: `/widget/frame` on the server. */
export default defineConfig({
  base: '/widget/',
  oxc: { jsx: { importSource: 'preact' } },
  plugins: [stylesLast],
  build: {
    outDir: '../../dist/widget',
    emptyOutDir: true,
    target: 'es2022',
    // The polyfill would be an extra script for browsers that we do not support anyway.
    modulePreload: false,
    // Nothing inline: the server's policy for this page is `script-src 'self'; style-src 'self'`.
    assetsInlineLimit: 0,
    rolldownOptions: { input: ['frame.html'] },
  },
});
