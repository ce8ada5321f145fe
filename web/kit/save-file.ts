// Hands a file to the browser's download, and a table as CSV that Excel and WPS open in Chinese.
export function saveBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

// A cell that starts like a formula is quoted by an apostrophe, so that no spreadsheet runs it.
const safe = (text: string): string =>
  `"${(/^[=+\-@\t]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text).replaceAll('"', '""')}"`

/** Saves rows as UTF-8 CSV with a byte-order mark. */
export function saveCsv(rows: readonly (readonly (string | number)[])[], fileName: string): void {
  const text = rows.map((row) => row.map((cell) => safe(String(cell))).join(',')).join('\r\n')
  saveBlob(new Blob([`\uFEFF${text}`], { type: 'text/csv;charset=utf-8' }), fileName)
}
