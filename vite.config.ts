import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Three pages: the candidate's loads nothing of the staff's, and the preview is for staff. The server hands both out under a strict content security policy. */
export default defineConfig(({ command }) => {
  // A build started by a test runner inherits its NODE_ENV; what is built is still what people get.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root: at('src/web'),
    publicDir: at('src/web/public'),
    plugins: [react()],
    resolve: {
      // An alias instead of the `source` condition: some libraries have a condition of that name for their own sources.
      alias: [{ find: /^#app\/(.*)$/, replacement: at('src/$1') }],
    },
    build: {
      outDir: at('dist/web'),
      emptyOutDir: true,
      assetsDir: 'assets',
      // The policy allows no data: fonts or scripts, and a preload helper would be dead weight.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { candidate: at('src/web/candidate.html'), staff: at('src/web/staff.html'), preview: at('src/web/preview.html') },
        // The schemas run nothing on import, so a page that takes only constants from the protocol gets no schema library.
        treeshake: { moduleSideEffects: (id) => !id.includes('/src/protocol/') },
      },
    },
  };
});
