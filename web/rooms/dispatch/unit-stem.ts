// The two or three characters by which people call a unit, short enough for a cell of the matrix.
const KINDS =
  /(街道|镇|乡)?(中心)?(卫生院|卫生服务站|社区卫生服务中心|社区服务中心|社区卫生服务站|卫生所|卫生室|医院)$/

/** 永定区湖雷镇中心卫生院 → 湖雷: two or three characters that fit a cell. */
export function stemOf(name: string, county: string): string {
  const own = county && name.startsWith(county) ? name.slice(county.length) : name
  const stem = own.replace(KINDS, '')
  return stem.length >= 2 ? stem.slice(0, 4) : own.slice(0, 4)
}
