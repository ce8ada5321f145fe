// Three builds: `--mode web` makes the desk for browsers, `--mode field` the phone's pages with their service worker,
// `--mode public` the renderer of the public pages, which the server runs (no JavaScript reaches the reader).
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type UserConfig } from 'vite'

const web: UserConfig = {
  plugins: [react()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: ['chrome92', 'safari15'],
    rolldownOptions: {
      input: { desk: 'web/entries/desk/index.html' },
      output: {
        // named after all the rooms that share it, a file would have a name of a hundred letters
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            // what only some rooms use comes with those rooms, not with the first page
            {
              name: 'antd',
              test: /node_modules\/(antd|@ant-design|@rc-component|rc-[a-z-]+)\//,
              entriesAware: true,
              entriesAwareMergeThreshold: 30_000,
            },
            { name: 'echarts', test: /node_modules\/(echarts|zrender)\// },
            { name: 'calendar', test: /node_modules\/(@fullcalendar|temporal-polyfill|preact)\// },
          ],
        },
      },
    },
  },
}

/** Writes into the service worker which files it keeps: everything that was built, and a version made of their contents. */
function precache(publicFolder: string): Plugin {
  return {
    name: 'xunzhen-precache',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const hash = createHash('sha256')
        const files: string[] = []
        const keep = (name: string, content: string | Uint8Array): void => {
          files.push(`/field/${name}`)
          hash.update(name).update(content)
        }
        for (const name of readdirSync(publicFolder).sort())
          keep(name, readFileSync(`${publicFolder}/${name}`))
        const built = Object.values(bundle).sort((a, b) => (a.fileName < b.fileName ? -1 : 1))
        for (const file of built)
          if (file.fileName !== WORKER) keep(file.fileName, file.type === 'chunk' ? file.code : file.source)
        const worker = bundle[WORKER]
        if (worker?.type !== 'chunk') throw new Error('the service worker was not built')
        hash.update(worker.code)
        const list = { version: hash.digest('hex').slice(0, 16), files }
        worker.code = worker.code.replace(/__BUILT_FILES__/g, JSON.stringify(list))
      },
    },
  }
}
const WORKER = 'service-worker.js'

const field: UserConfig = {
  root: 'web/entries/field',
  base: '/field/',
  plugins: [react(), precache('web/entries/field/public')],
  // React alone takes half of what a phone on 2G may load; Preact runs the same components in a sixth of it (docs/decisions/0007).
  resolve: {
    alias: [
      { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
      { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
      { find: /^react(-dom)?$/, replacement: 'preact/compat' },
    ],
  },
  build: {
    outDir: '../../../dist/field',
    emptyOutDir: true,
    target: ['chrome79', 'safari13.1'],
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        field: 'web/entries/field/index.html',
        'service-worker': 'web/entries/field/service-worker.ts',
      },
      output: {
        entryFileNames: ({ name }) => (name === 'service-worker' ? WORKER : 'assets/[name]-[hash].js'),
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

const builds: Record<string, UserConfig> = { web, field, public: publicPages }

export default defineConfig(({ mode }) => builds[mode] ?? web)
