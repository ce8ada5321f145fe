// Style sheets are bundled by vite; TypeScript only needs to know that they may be imported.
declare module '*.css'
