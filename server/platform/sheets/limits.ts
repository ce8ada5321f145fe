// How large an uploaded sheet may be. A county's real personnel template has 254 columns, hence 512;
// measured: a 1.4 KB workbook claiming A1:XFD1048576 hung a reader for 40 s, a 751 KB one took 1.18 GB.
export const LIMITS = {
  fileBytes: 10_000_000,
  zipEntries: 1000,
  entryBytes: 64_000_000,
  totalBytes: 128_000_000,
  /** Unpacked to packed, asked of entries above a megabyte. */
  ratio: 200,
  rows: 20_000,
  columns: 512,
  cells: 200_000,
  merges: 20_000,
  milliseconds: 10_000,
  heapMegabytes: 384,
} as const
