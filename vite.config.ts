// Two builds: `--mode web` makes the desk for browsers, `--mode public` the renderer of the
// public pages, which the server runs (no JavaScript reaches the reader).
import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'vite'

const web: UserConfig = {
  plugins: [react()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: ['chrome92', 'safari15'],
    rolldownOptions: {
      input: { desk: 'web/entries/desk/index.html' },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'antd', test: /node_modules\/(antd|@ant-design|@rc-component|rc-[a-z-]+)\// },
            { name: 'echarts', test: /node_modules\/(echarts|zrender)\// },
            { name: 'calendar', test: /node_modules\/(@fullcalendar|temporal-polyfill|preact)\// },
          ],
        },
      },
    },
  },
}

const publicPages: UserConfig = {
  build: {
    outDir: 'dist/public',
    emptyOutDir: true,
    ssr: 'web/entries/public/render.tsx',
    rolldownOptions: { output: { entryFileNames: 'render.js' } },
  },
}

export default defineConfig(({ mode }) => (mode === 'public' ? publicPages : web))
